import { outputOf } from '../../api/answer';
import { aboutRender } from '../../api/render';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { knownRender } from '../parameters/known';
import { simplifyProperty } from '../parameters/simplify';
import { withFileNames } from './fileNames';

/** Render: Get. One request per item. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get render',
		builderHint: {
			propertyHint: 'Reads a render once. To wait, use Render: Wait for Completion, not a loop.',
		},
		description: 'Retrieve a render with its status and the URL of its MP4',
	},
	properties: [renderIdProperty, simplifyProperty],
	async execute(run) {
		const tasks = await run.prepare((parameters) => {
			const known = knownRender(parameters, readId(parameters, renderIdProperty));
			return {
				known,
				subject: aboutRender(known),
				simplify: parameters.get<boolean>(simplifyProperty),
			};
		});
		await run.each(withFileNames(tasks), async ({ itemIndex, client, known, simplify }) => {
			run.addOutput(itemIndex, outputOf(await client.getRender(known), simplify) as object);
		});
	},
};
