import { BadInput } from '../../api/badInput';
import { type Render, readRender } from '../../api/render';
import { download as downloadFile } from '../../transport/download';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../shared/ids';
import { fileNameOf, fileNameOption, outputFieldProperty } from '../shared/outputFile';

/** Render: Download. One request for the render and one for its MP4 per item. */
export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download render',
		description: 'Put the MP4 of a finished render into the item',
	},
	properties: [
		renderIdProperty,
		outputFieldProperty,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [fileNameOption],
		},
	],
	async execute(run) {
		const { context, client } = run;
		const works = run.prepare((itemIndex) => ({
			renderId: readId(context, renderIdProperty, itemIndex),
			binaryPropertyName: context.getNodeParameter('binaryPropertyName', itemIndex) as string,
			fileName: context.getNodeParameter('options.fileName', itemIndex, '') as string,
		}));
		await run.each(works, async ({ itemIndex, renderId, binaryPropertyName, fileName }) => {
			const record = readRender(await client.getRender(renderId), { renderId });
			const binary = await downloadFile.call(
				context,
				finishedUrl(record),
				renderId,
				fileNameOf(record, fileName),
			);
			run.put(itemIndex, record, { [binaryPropertyName]: binary });
		});
	},
};

function finishedUrl({ renderId, status, url, failureReason }: Render): string {
	if (url) return url;
	throw status === 'FAILED'
		? new BadInput(
				`Render ${renderId} did not succeed: ${failureReason}`,
				'Start a new render of this short with Render: Create.',
			)
		: new BadInput(
				`Render ${renderId} is not finished: its status is ${status}`,
				'Put Render: Wait for Completion before this node.',
			);
}
