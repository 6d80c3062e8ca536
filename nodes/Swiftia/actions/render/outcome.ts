import type { IExecuteFunctions } from 'n8n-workflow';
import type { RenderOutcome } from '../shared/renderWait';

/** What the item wants of its renders once they have ended. */
export function readOutcome(context: IExecuteFunctions, itemIndex: number): RenderOutcome {
	const download = context.getNodeParameter('download', itemIndex, false) as boolean;
	return {
		simplify: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		binaryPropertyName: download
			? (context.getNodeParameter('binaryPropertyName', itemIndex) as string)
			: undefined,
		fileName: (context.getNodeParameter('options.fileName', itemIndex, '') as string) || undefined,
	};
}
