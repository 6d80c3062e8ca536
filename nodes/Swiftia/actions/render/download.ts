import { type Render, aboutRender, renderName } from '../../api/render';
import { SwiftiaError } from '../../api/swiftiaError';
import { download as downloadFile } from '../../transport/download/download';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { knownRender } from '../parameters/known';
import { optionsProperty } from '../parameters/options';
import { notInTools } from '../parameters/notInTools';
import { fileNameOfItemOption, outputFieldProperty } from '../parameters/outputFile';
import { withFileNames } from './fileNames';

const options = optionsProperty([fileNameOfItemOption]);

/** Render: Download. One request for the render and one for its MP4 per item. */
export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		displayOptions: notInTools,
		action: 'Download render',
		builderHint: {
			propertyHint: 'Only needed if Download was off in Render: Create.',
		},
		description: 'Download the MP4 of a finished render',
	},
	properties: [renderIdProperty, { ...outputFieldProperty, displayOptions: notInTools }, options],
	async execute(run) {
		const items = await run.prepare((parameters) => {
			const known = knownRender(parameters, readId(parameters, renderIdProperty));
			return {
				known,
				subject: aboutRender(known),
				binaryPropertyName: parameters.get<string>(outputFieldProperty),
				wanted: parameters.get<{ fileName?: string }>(options).fileName,
			};
		});
		await run.each(withFileNames(items), async ({ itemIndex, client, known, binaryPropertyName }) => {
			const { record } = await client.getRender(known);
			requireFinished(record);
			const binary = await downloadFile(run.context, { render: record });
			run.addOutput(itemIndex, record, { [binaryPropertyName]: binary });
		});
	},
};

function requireFinished(render: Render): void {
	const { status, failureReason } = render;
	if (status === 'COMPLETED') return;
	throw status === 'FAILED'
		? new SwiftiaError(
				'unusable',
				`${renderName(render)} failed: ${failureReason}`,
				'Render this short again with Render shorts.',
			)
		: new SwiftiaError(
				'unusable',
				`${renderName(render)} is not finished: its status is ${status}`,
				'Add Wait for render completion before this node.',
			);
}
