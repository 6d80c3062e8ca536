import type { INodeProperties } from 'n8n-workflow';

/** The option Watermark. */
export const waterMarkOption: INodeProperties = {
	displayName: 'Watermark',
	name: 'waterMark',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Watermark',
	description: 'A picture laid over the video',
	options: [
		{
			displayName: 'Watermark',
			name: 'values',
			values: [
				{
					displayName: 'Blend Mode',
					name: 'blendMode',
					type: 'string',
					default: 'normal',
					description: 'How it mixes with the picture, as in CSS mix-blend-mode',
				},
				{
					displayName: 'Image URL',
					name: 'waterMarkUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/logo.png',
					description: 'Address of the picture',
				},
				{
					displayName: 'Left',
					name: 'left',
					type: 'string',
					default: '30px',
					description: 'Distance from the left edge in pixels',
				},
				{
					displayName: 'Opacity',
					name: 'opacity',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
					default: 0.9,
					description: 'From 0, invisible, to 1, solid',
				},
				{
					displayName: 'Top',
					name: 'top',
					type: 'string',
					default: '30px',
					description: 'Distance from the top edge in pixels',
				},
				{
					displayName: 'Width',
					name: 'width',
					type: 'string',
					default: '200px',
					description: 'Width in pixels',
				},
			],
		},
	],
};
