import { readRender } from '../../api/render';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../shared/ids';
import { simplifyProperty } from '../shared/simplify';

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
		const { context, client } = run;
		const works = run.prepare((itemIndex) => ({
			renderId: readId(context, renderIdProperty, itemIndex),
			simplify: context.getNodeParameter('simplify', itemIndex) as boolean,
		}));
		await run.each(works, async ({ itemIndex, renderId, simplify }) => {
			const body = await client.getRender(renderId);
			run.put(itemIndex, simplify ? readRender(body, { renderId }) : (body as object));
		});
	},
};
