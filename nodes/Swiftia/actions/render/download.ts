import type { Render } from '../../api/render';
import { SwiftiaError } from '../../api/swiftiaError';
import { download as downloadFile } from '../../transport/download/download';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { optionsProperty } from '../parameters/options';
import { fileNameOption, outputFieldProperty } from '../parameters/outputFile';
import { FileNames } from './fileNames';

const options = optionsProperty([fileNameOption]);

/** Render: Download. One request for the render and one for its MP4 per item. */
export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download render',
		description: 'Put the MP4 of a finished render into the item',
	},
	properties: [renderIdProperty, outputFieldProperty, options],
	async execute(run) {
		const items = run.prepare((parameters) => ({
			renderId: readId(parameters, renderIdProperty),
			binaryPropertyName: parameters.get<string>(outputFieldProperty),
			wanted: parameters.get<{ fileName?: string }>(options).fileName ?? '',
		}));
		const names = new FileNames(items.map(({ wanted }) => wanted));
		const tasks = items.map((item) => ({
			...item,
			fileName: names.next({ ...item, title: null, shortId: null }),
		}));
		await run.each(tasks, async ({ itemIndex, renderId, binaryPropertyName, fileName }) => {
			const { record } = await run.client.getRender({ renderId });
			requireFinished(record);
			const binary = await downloadFile(run.context, { render: record, fileName });
			run.addOutput(itemIndex, record, { [binaryPropertyName]: binary });
		});
	},
};

function requireFinished({ renderId, status, failureReason }: Render): void {
	if (status === 'COMPLETED') return;
	throw status === 'FAILED'
		? new SwiftiaError(
				'unusable',
				`Render ${renderId} did not succeed: ${failureReason}`,
				'Start a new render of this short with Render: Create.',
			)
		: new SwiftiaError(
				'unusable',
				`Render ${renderId} is not finished: its status is ${status}`,
				'Put Render: Wait for Completion before this node.',
			);
}
