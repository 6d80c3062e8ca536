import type { INodeProperties } from 'n8n-workflow';

/** The parameter Options: a collection of what is seldom needed. */
export function optionsProperty(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}
