import type { INodeProperties } from 'n8n-workflow';
import type { Size } from '../../../api/renderRequest';
import { badInput } from '../../../api/swiftiaError';

/** The formats whose values Swiftia's docs show (post-render, brand-presets). */
const SIZES: Record<string, Size> = {
	portrait: { width: 1080, height: 1920, name: '9:16' },
	landscape: { width: 1920, height: 1080, name: '16:9' },
};

/** The option Size. */
export const sizeOption: INodeProperties = {
	displayName: 'Size',
	name: 'size',
	type: 'options',
	options: [
		{ name: 'Custom', value: 'custom', description: 'Use the Custom Size option' },
		{ name: 'Landscape 16:9', value: 'landscape', description: '1920 by 1080 pixels' },
		{ name: 'Portrait 9:16', value: 'portrait', description: '1080 by 1920 pixels' },
	],
	default: 'portrait',
	description: 'Format of the video',
};

/** The option Custom Size. */
export const customSizeOption: INodeProperties = {
	displayName: 'Custom Size',
	name: 'customSize',
	type: 'fixedCollection',
	default: { values: { width: 1080, height: 1920, name: '9:16' } },
	placeholder: 'Add Size',
	description: 'Width, height and name. Used if Size is Custom or not added.',
	options: [
		{
			displayName: 'Size',
			name: 'values',
			values: [
				{
					displayName: 'Width (Pixels)',
					name: 'width',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 1080,
					description: 'Width of the video',
				},
				{
					displayName: 'Height (Pixels)',
					name: 'height',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 1920,
					description: 'Height of the video',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					required: true,
					default: '9:16',
					description: 'Name of the format in Swiftia, such as 9:16',
				},
			],
		},
	],
};

/**
 * The size that is asked for; undefined for that of the style.
 *
 * @param size a choice of the option Size
 * @throws SwiftiaError (badInput) if Size is Custom and there is no custom size
 */
export function readSize(size: string | undefined, custom: Size | undefined): Size | undefined {
	if (size === undefined) return custom;
	if (size !== 'custom') return SIZES[size];
	if (custom) return custom;
	throw badInput("'Size' is Custom, and no custom size is given", "Add the option 'Custom Size'.");
}
