import type { INodeProperties } from 'n8n-workflow';
import type { PredefinedShort } from '../../api/jobRequest';
import { isObject } from '../../api/json';
import { badInput } from '../../api/swiftiaError';
import { checkValue } from '../parameters/checkValue';
import type { Parameters } from '../parameters/parameters';

const shortsModeProperty: INodeProperties = {
	displayName: 'Shorts',
	name: 'shortsMode',
	type: 'options',
	options: [
		{
			name: 'Chosen by Swiftia',
			value: 'auto',
			description: 'Swiftia finds the best moments',
		},
		{
			name: 'Define Below',
			value: 'define',
			description: 'Each short with its start and end',
		},
		{
			name: 'Define Using JSON',
			value: 'json',
			description: 'A list of shorts, for example from an AI node',
		},
	],
	default: 'auto',
	description: 'Which parts of the video become shorts',
};

const predefinedShortsProperty: INodeProperties = {
	displayName: 'Predefined Shorts',
	name: 'predefinedShorts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Short',
	default: {},
	description: 'The shorts to cut, at most 300 seconds each',
	displayOptions: { show: { shortsMode: ['define'] } },
	options: [
		{
			displayName: 'Short',
			name: 'shorts',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. The best answer',
					description: 'Title of the short',
				},
				{
					displayName: 'Start',
					name: 'start',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1:15',
					description:
						'When the short starts in the video, in seconds (75.5), as m:ss (1:15) or as h:mm:ss (1:01:15)',
				},
				{
					displayName: 'End',
					name: 'end',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2:03.5',
					description:
						'When the short ends in the video, in seconds (75.5), as m:ss (1:15) or as h:mm:ss (1:01:15)',
				},
			],
		},
	],
};

const predefinedShortsJsonProperty: INodeProperties = {
	displayName: 'Predefined Shorts (JSON)',
	name: 'predefinedShortsJson',
	type: 'json',
	default: '[\n  { "title": "The best answer", "start": "1:15", "end": "2:03.5" }\n]',
	description:
		'JSON list of objects with start, end and an optional title. Times are in seconds (75.5), m:ss (1:15) or h:mm:ss (1:01:15). Each short lasts at most 300 seconds.',
	displayOptions: { show: { shortsMode: ['json'] } },
};

/** The parameters that choose who cuts the video. */
export const shortsProperties: INodeProperties[] = [
	shortsModeProperty,
	predefinedShortsProperty,
	predefinedShortsJsonProperty,
];

/**
 * The shorts that the item defines; none where Swiftia chooses.
 *
 * @throws SwiftiaError (badInput) if shorts are to be defined and there is none, or the JSON is not a list of objects
 */
export function readPredefinedShorts(parameters: Parameters): PredefinedShort[] {
	const mode = parameters.get<'auto' | 'define' | 'json'>(shortsModeProperty);
	if (mode === 'auto') return [];
	const shorts =
		mode === 'define'
			? parameters.get<PredefinedShort[]>(predefinedShortsProperty)
			: readList(parameters.get(predefinedShortsJsonProperty));
	if (shorts.length > 0) return shorts;
	throw badInput('No predefined short is given', "Add at least one, or set 'Shorts' to Chosen by Swiftia.");
}

const titleProperty: INodeProperties = {
	displayName: 'Title of a Predefined Short',
	name: 'title',
	type: 'string',
	default: '',
};

function readList(list: unknown): PredefinedShort[] {
	const hint = 'Use a list such as [{ "title": "…", "start": "1:15", "end": "2:03" }].';
	if (!Array.isArray(list)) throw badInput("'Predefined Shorts (JSON)' is not a JSON list", hint);
	return list.map((entry: unknown, index) => {
		if (!isObject(entry) || entry.start === undefined || entry.end === undefined) {
			throw badInput(`Entry ${index + 1} of 'Predefined Shorts (JSON)' has no start or no end`, hint);
		}
		const title = checkValue(titleProperty, entry.title ?? '') as string;
		return { title, start: entry.start, end: entry.end };
	});
}
