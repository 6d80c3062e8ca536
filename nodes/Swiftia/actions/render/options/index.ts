import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
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
	sizeOption,
	waterMarkOption,
];

interface GivenOptions {
	captionStyle?: { rules?: CaptionStyle[] };
	customFields?: unknown;
	customSize?: { values?: Size };
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
		size: readSize(given.size, given.customSize?.values),
		waterMark: given.waterMark?.values,
		captionStyles: given.captionStyle?.rules,
		customFields: readCustomFields(given.customFields),
	};
}
