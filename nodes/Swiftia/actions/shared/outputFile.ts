import type { INodeProperties } from 'n8n-workflow';
import type { Render } from '../../api/render';

/** The parameter Put Output File in Field. */
export const outputFieldProperty: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output binary field to put the file in',
};

/** The option File Name. */
export const fileNameOption: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. my-short.mp4',
	description: 'Name of the MP4. Made of the title of the short if left empty.',
};

const LONGEST = 100;

/** The file name of an MP4: the one that was asked for, or the short's title, made safe for any file system. */
export function fileNameOf({ title, shortId, renderId }: Render, wanted?: string): string {
	const name = wanted?.replace(/\.mp4$/i, '') || (title ? `${title} ${shortId ?? ''}` : renderId);
	const safe = name
		.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, LONGEST);
	return `${safe || renderId}.mp4`;
}
