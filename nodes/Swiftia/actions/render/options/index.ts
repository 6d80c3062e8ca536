import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject, JsonValue } from '../../../api/json';
import {
	type CaptionStyle,
	type RenderRequest,
	type Size,
	type WaterMark,
	choosesShort,
} from '../../../api/renderRequest';
import { badInput } from '../../../api/swiftiaError';
import { captionStyleOption, readCaptionStyle } from './captionStyle';
import { customFieldsOption, readCustomFields } from '../../parameters/customFields';
import { customSizeOption, readSize, sizeOption } from './size';
import { readWaterMark, waterMarkOption } from './waterMark';

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
		description: 'Space around a face, as a factor',
	},
	{
		displayName: 'Max Speakers to Focus',
		name: 'maxSpeakersToFocus',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'Most speakers shown at once',
	},
	{
		displayName: 'Max Words per Page',
		name: 'maxWordsInPage',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
		default: 5,
		description: 'Most words shown at once, from 1 to 20',
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
 * @throws SwiftiaError (badInput) for custom fields that are no JSON object or name another short, a custom size without its values, a watermark without a picture, or a caption rule without a value
 */
export function readVideoOptions(given: GivenOptions): Omit<RenderRequest, 'jobId' | 'target' | 'style'> {
	const { facePaddingFactor, maxSpeakersToFocus, maxWordsInPage } = given;
	return {
		facePaddingFactor,
		maxSpeakersToFocus,
		maxWordsInPage,
		size: readSize(given.size, given.customSize),
		waterMark: readWaterMark(given.waterMark),
		captionStyles: readCaptionStyle(given.captionStyle),
		customFields: readRenderFields(given.customFields),
	};
}

/** Another short than the one that was chosen would come out under that one's title. */
function readRenderFields(value: JsonValue | undefined): JsonObject | undefined {
	const fields = readCustomFields(value);
	const [field] = choosesShort(fields ?? {});
	if (field === undefined) return fields;
	throw badInput(
		`'Custom Fields' sets ${field}, which names the short to render`,
		"Use 'Job ID' and 'Shorts to Render' instead.",
	);
}
