import type { INodeProperties } from 'n8n-workflow';

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
	description:
		'Name of the MP4 file. If empty, the title of the short is used. Names that repeat get the ID of the short.',
};

/** The same where the item may have a name for it. */
export const fileNameOfItemOption: INodeProperties = {
	...fileNameOption,
	description:
		'Name of the MP4 file. If empty, the fileName of the item or the title of the short is used. Names that repeat get the ID of the short.',
};
