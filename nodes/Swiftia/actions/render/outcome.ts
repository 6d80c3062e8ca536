import type { INodeProperties } from 'n8n-workflow';
import { notInTools } from '../parameters/notInTools';
import { outputFieldProperty } from '../parameters/outputFile';
import type { Parameters } from '../parameters/parameters';
import { simplifyProperty } from '../parameters/simplify';

const downloadProperty: INodeProperties = {
	displayName: 'Download',
	name: 'download',
	type: 'boolean',
	displayOptions: notInTools,
	default: false,
	description: 'Whether to download the MP4 of each finished render',
};

/** The parameters Download and Put Output in Field of the waits for renders. */
export const downloadProperties: INodeProperties[] = [
	downloadProperty,
	{ ...outputFieldProperty, displayOptions: { show: { download: [true] }, ...notInTools } },
];

/** What to do with a render that has ended. */
export interface RenderOutcome {
	simplify: boolean;
	/** Field for the MP4; undefined to leave it where it is. */
	binaryPropertyName: string | undefined;
	/** Empty for a name made of the title. */
	fileName: string;
}

/** What the item wants of its renders once they have ended. */
export function readOutcome(parameters: Parameters, fileName: string | null = ''): RenderOutcome {
	const download = parameters.get<boolean>(downloadProperty);
	return {
		simplify: parameters.get<boolean>(simplifyProperty),
		binaryPropertyName: download ? parameters.get<string>(outputFieldProperty) : undefined,
		fileName: fileName ?? '',
	};
}
