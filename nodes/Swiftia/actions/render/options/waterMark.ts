import type { INodeProperties } from 'n8n-workflow';
import type { WaterMark } from '../../../api/renderRequest';
import { checkWebAddress } from '../../parameters/webAddress';

/** CSS mix-blend-mode, which the API names for it (Swiftia docs, post-render). */
const BLEND_MODES = [
	'color',
	'color-burn',
	'color-dodge',
	'darken',
	'difference',
	'exclusion',
	'hard-light',
	'hue',
	'lighten',
	'luminosity',
	'multiply',
	'normal',
	'overlay',
	'saturation',
	'screen',
	'soft-light',
];

/** The option Watermark. */
export const waterMarkOption: INodeProperties = {
	displayName: 'Watermark',
	name: 'waterMark',
	type: 'fixedCollection',
	// So that only the picture is left to give.
	default: {
		values: { waterMarkUrl: '', left: '30', blendMode: 'normal', opacity: 0.9, top: '30', width: '200' },
	},
	placeholder: 'Add Watermark',
	description: 'An image on top of the video',
	options: [
		{
			displayName: 'Watermark',
			name: 'values',
			values: [
				{
					displayName: 'Image URL',
					name: 'waterMarkUrl',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. https://example.com/logo.png',
					description: 'URL of the image',
				},
				{
					displayName: 'Left (Pixels)',
					name: 'left',
					type: 'string',
					default: '30',
					description: 'Distance from the left edge',
				},
				{
					displayName: 'Mix Blend Mode',
					name: 'blendMode',
					type: 'options',
					allowArbitraryValues: true,
					options: BLEND_MODES.map((mode) => ({ name: readable(mode), value: mode })),
					default: 'normal',
					description: 'How the image blends with the video (CSS mix-blend-mode)',
				},
				{
					displayName: 'Opacity',
					name: 'opacity',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
					default: 0.9,
					description: 'From 0 (invisible) to 1 (opaque)',
				},
				{
					displayName: 'Top (Pixels)',
					name: 'top',
					type: 'string',
					default: '30',
					description: 'Distance from the top edge',
				},
				{
					displayName: 'Width (Pixels)',
					name: 'width',
					type: 'string',
					default: '200',
					description: 'Width of the image. Its height follows.',
				},
			],
		},
	],
};

function readable(mode: string): string {
	return mode
		.split('-')
		.map((word) => word[0]!.toUpperCase() + word.slice(1))
		.join(' ');
}

/**
 * The watermark that is asked for, its lengths with their unit.
 *
 * @throws SwiftiaError (badInput) for one without a picture
 */
export function readWaterMark(given: WaterMark | undefined): WaterMark | undefined {
	if (given === undefined) return undefined;
	const { waterMarkUrl, left, top, width } = given;
	checkWebAddress("The 'Image URL' of the watermark", waterMarkUrl ?? '');
	return { ...given, left: pixels(left), top: pixels(top), width: pixels(width) };
}

/** A bare number is pixels; what has a unit is left as it is. */
function pixels(length: string | undefined): string | undefined {
	return length !== undefined && /^\s*-?\d+(\.\d+)?\s*$/.test(length) ? `${length.trim()}px` : length;
}
