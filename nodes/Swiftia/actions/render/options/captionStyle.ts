import type { INodeProperties } from 'n8n-workflow';

/** The option Caption Style. */
export const captionStyleOption: INodeProperties = {
	displayName: 'Caption Style',
	name: 'captionStyle',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Rule',
	default: {},
	description: 'Rules for the captions, over those of the preset',
	options: [
		{
			displayName: 'Rule',
			name: 'rules',
			values: [
				{
					displayName: 'Active Duration',
					name: 'activeDuration',
					type: 'number',
					default: 0.2,
					description: 'How long the change to the active value takes',
				},
				{
					displayName: 'Active Value',
					name: 'activeValue',
					type: 'string',
					default: '',
					placeholder: 'e.g. #FFD400',
					description: 'Value while the word is said',
				},
				{
					displayName: 'Past Duration',
					name: 'pastDuration',
					type: 'number',
					default: 0.2,
					description: 'How long the change to the past value takes',
				},
				{
					displayName: 'Past Value',
					name: 'pastValue',
					type: 'string',
					default: '',
					placeholder: 'e.g. #FFFFFF',
					description: 'Value after the word was said',
				},
				{
					displayName: 'Property',
					name: 'property',
					type: 'string',
					default: 'color',
					description: 'The CSS property',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. #FFFFFF',
					description: 'Value before the word is said',
				},
			],
		},
	],
};
