import { outputOf } from '../../api/answer';
import type { Operation } from '../operation';
import { limitProperties, readLimit } from '../parameters/limit';
import { simplifyProperty } from '../parameters/simplify';

/** Brand Preset: Get Many. One request per item, one item out per preset. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many brand presets',
		builderHint: {
			propertyHint: 'Gives the IDs for Brand Preset of Render: Create.',
		},
		description: 'Retrieve the brand presets of your organization',
	},
	properties: [...limitProperties, simplifyProperty],
	async execute(run) {
		const tasks = await run.prepare((parameters) => ({
			limit: readLimit(parameters),
			simplify: parameters.get<boolean>(simplifyProperty),
		}));
		await run.each(tasks, async ({ itemIndex, client, limit, simplify }) => {
			const presets = await client.getBrandPresets();
			presets
				.slice(0, limit)
				.forEach((preset) => run.addOutput(itemIndex, outputOf(preset, simplify) as object));
		});
	},
};
