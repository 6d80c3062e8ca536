import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import type { JsonObject } from '../../api/json';
import { parseJson } from '../shared/json';
import type { CaptionStyle, RenderRequest, WaterMark } from '../../api/renderRequest';

/** Pixels and names of the formats whose values Swiftia's docs show (post-render, brand-presets). */
const SIZES: Record<string, { width: number; height: number; name: string }> = {
	portrait: { width: 1080, height: 1920, name: '9:16' },
	landscape: { width: 1920, height: 1080, name: '16:9' },
};

const captionStyleOption: INodeProperties = {
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

const waterMarkOption: INodeProperties = {
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

/** The options of a render that change the video. What is not added is not sent. */
export const videoOptions: INodeProperties[] = [
	captionStyleOption,
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'json',
		default: '{}',
		description: 'JSON object laid over the request last, for fields that this node does not know yet',
	},
	{
		displayName: 'Custom Size',
		name: 'customSize',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Size',
		description: 'Width, height and name of a format, for Size set to Custom',
		options: [
			{
				displayName: 'Size',
				name: 'values',
				values: [
					{
						displayName: 'Height',
						name: 'height',
						type: 'number',
						default: 1080,
						description: 'Height in pixels',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '1:1',
						description: 'Name that Swiftia knows the format by',
					},
					{
						displayName: 'Width',
						name: 'width',
						type: 'number',
						default: 1080,
						description: 'Width in pixels',
					},
				],
			},
		],
	},
	{
		displayName: 'Face Padding Factor',
		name: 'facePaddingFactor',
		type: 'number',
		default: 3.5,
		description: 'Room that the camera leaves around a face',
	},
	{
		displayName: 'Max Speakers to Focus',
		name: 'maxSpeakersToFocus',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many speakers the camera shows at once',
	},
	{
		displayName: 'Max Words per Page',
		name: 'maxWordsInPage',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description: 'Words on one caption page',
	},
	{
		displayName: 'Size',
		name: 'size',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom', description: 'As in Custom Size' },
			{ name: 'Landscape 16:9', value: 'landscape', description: '1920 by 1080 pixels' },
			{ name: 'Portrait 9:16', value: 'portrait', description: '1080 by 1920 pixels' },
		],
		default: 'portrait',
		description: 'Format of the video',
	},
	waterMarkOption,
];

interface GivenOptions {
	captionStyle?: { rules?: CaptionStyle[] };
	customFields?: unknown;
	customSize?: { values?: { width: number; height: number; name: string } };
	facePaddingFactor?: number;
	maxSpeakersToFocus?: number;
	maxWordsInPage?: number;
	size?: string;
	waterMark?: { values?: WaterMark };
}

/**
 * The options of the item as fields of its render requests.
 *
 * @throws BadInput for custom fields that are no JSON object, or a custom size without its values
 */
export function readVideoOptions(
	context: IExecuteFunctions,
	itemIndex: number,
): Omit<RenderRequest, 'jobId' | 'target' | 'style'> {
	const given = context.getNodeParameter('options', itemIndex, {}) as GivenOptions;
	const { facePaddingFactor, maxSpeakersToFocus, maxWordsInPage } = given;
	return {
		facePaddingFactor,
		maxSpeakersToFocus,
		maxWordsInPage,
		size: readSize(given),
		waterMark: given.waterMark?.values,
		captionStyles: given.captionStyle?.rules,
		customFields: readCustomFields(given.customFields),
	};
}

function readSize({ size, customSize }: GivenOptions): RenderRequest['size'] {
	if (size !== 'custom') return size === undefined ? customSize?.values : SIZES[size];
	if (customSize?.values) return customSize.values;
	throw new BadInput("'Size' is Custom, and no custom size is given", "Add the option 'Custom Size'.");
}

function readCustomFields(value: unknown): JsonObject | undefined {
	if (value === undefined || value === '') return undefined;
	const fields = typeof value === 'string' ? parseJson(value) : value;
	if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as JsonObject;
	throw new BadInput(
		"'Custom Fields' is not a JSON object",
		'Give an object such as { "type": "shortVideo" }.',
	);
}
