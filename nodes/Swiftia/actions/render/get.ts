import { outputOf } from '../../api/answer';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { simplifyProperty } from '../parameters/simplify';

/** Render: Get. One request per item. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get render',
		description: 'Retrieve a render with its status and, once completed, the address of its MP4',
	},
	properties: [renderIdProperty, simplifyProperty],
	async execute(run) {
		const tasks = run.prepare((parameters) => ({
			renderId: readId(parameters, renderIdProperty),
			simplify: parameters.get<boolean>(simplifyProperty),
		}));
		await run.each(tasks, async ({ itemIndex, renderId, simplify }) => {
			run.addOutput(itemIndex, outputOf(await run.client.getRender({ renderId }), simplify) as object);
		});
	},
};
