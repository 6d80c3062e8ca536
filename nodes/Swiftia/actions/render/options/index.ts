import type { INodeProperties } from 'n8n-workflow';
import type { JsonValue } from '../../../api/json';
import type { CaptionStyle, RenderRequest, Size, WaterMark } from '../../../api/renderRequest';
import { captionStyleOption } from './captionStyle';
import { customFieldsOption, readCustomFields } from './customFields';
import { customSizeOption, readSize, sizeOption } from './size';
import { waterMarkOption } from './waterMark';

/** The options of a render that change the video. What is not added is not sent. */
export const videoOptions: INodeProperties[] = [
	captionStyleOption,
	customFieldsOption,
	customSizeOption,
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
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many speakers the camera shows at once',
	},
	{
		displayName: 'Max Words per Page',
		name: 'maxWordsInPage',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 5,
		description: 'Words on one caption page',
	},
	sizeOption,
	waterMarkOption,
];

/** The options of a render as they are given, each checked against its description. */
export interface GivenOptions {
	captionStyle?: CaptionStyle[];
	customFields?: JsonValue;
	customSize?: Size;
	facePaddingFactor?: number;
	maxSpeakersToFocus?: number;
	maxWordsInPage?: number;
	size?: string;
	waterMark?: WaterMark;
}

/**
 * The options of the item as fields of its render requests.
 *
 * @throws SwiftiaError (badInput) for custom fields that are no JSON object, or a custom size without its values
 */
export function readVideoOptions(given: GivenOptions): Omit<RenderRequest, 'jobId' | 'target' | 'style'> {
	const { facePaddingFactor, maxSpeakersToFocus, maxWordsInPage } = given;
	return {
		facePaddingFactor,
		maxSpeakersToFocus,
		maxWordsInPage,
		size: readSize(given.size, given.customSize),
		waterMark: given.waterMark,
		captionStyles: given.captionStyle,
		customFields: readCustomFields(given.customFields),
	};
}
