import { readBrandPresets } from '../../api/brandPreset';
import { asObjects } from '../../api/json';
import type { Operation } from '../operation';
import { limitProperties, readLimit } from '../shared/limit';
import { simplifyProperty } from '../shared/simplify';

/** Brand Preset: Get Many. One request per item, one item out per preset. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many brand presets',
		description: 'Retrieve the brand presets of your organization, one item each',
	},
	properties: [...limitProperties, simplifyProperty],
	async execute(run) {
		const { context, client } = run;
		const works = run.prepare((itemIndex) => ({
			limit: readLimit(context, itemIndex),
			simplify: context.getNodeParameter('simplify', itemIndex) as boolean,
		}));
		await run.each(works, async ({ itemIndex, limit, simplify }) => {
			const body = await client.getBrandPresets();
			const presets = simplify ? readBrandPresets(body) : asObjects(body);
			presets.slice(0, limit).forEach((preset) => run.put(itemIndex, preset));
		});
	},
};
