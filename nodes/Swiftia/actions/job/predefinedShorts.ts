import type { INodeProperties } from 'n8n-workflow';
import type { PredefinedShort } from '../../api/jobRequest';
import { type JsonObject, type JsonValue, isObject, jsonWithin } from '../../api/json';
import { badInput } from '../../api/swiftiaError';
import { quotedJson } from '../../api/text';
import { readTime } from '../../api/time';
import { checkJson, checkValue, named } from '../parameters/checkValue';
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
	description: 'The shorts to cut, 1 to 300 seconds each',
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
					description: 'Where the short starts, in seconds (75.5), m:ss (1:15) or h:mm:ss (1:01:15)',
				},
				{
					displayName: 'End',
					name: 'end',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2:03.5',
					description: 'Where the short ends, in seconds (75.5), m:ss (1:15) or h:mm:ss (1:01:15)',
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
		'JSON list of shorts, 1 to 300 seconds each, with start, end and an optional title. Times are in seconds (75.5), m:ss (1:15) or h:mm:ss (1:01:15).',
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
			: readJson(parameters.raw(predefinedShortsJsonProperty));
	if (shorts.length > 0) return shorts;
	throw badInput('No predefined short is given', "Add one, or set 'Shorts' to Chosen by Swiftia.");
}

const titleProperty: INodeProperties = {
	displayName: 'Title of a Predefined Short',
	name: 'title',
	type: 'string',
	default: '',
};

function readJson(value: unknown): PredefinedShort[] {
	const json = checkJson(predefinedShortsJsonProperty, value, jsonWithin);
	const list = listOf(json);
	const found = `'${predefinedShortsJsonProperty.displayName}'`;
	if (!list) throw badInput(`${found} is not a JSON list: ${quotedJson(value)}`, HINT);
	return list.map((entry, index) => {
		const name = `Entry ${index + 1} of ${found}`;
		return named(name, () => ({ ...readEntry(entry), name }));
	});
}

const HINT = 'Use a list such as [{ "title": "…", "start": "1:15", "end": "2:03" }].';

/** The list itself, or that of an object with the field `shorts`; any other object is the only short. */
function listOf(json: JsonValue): JsonValue[] | undefined {
	const list = isObject(json) ? (json.shorts ?? [json]) : json;
	return Array.isArray(list) ? list : undefined;
}

function readEntry(entry: JsonValue): PredefinedShort {
	if (!isObject(entry)) throw badInput(`${quotedJson(entry)} is not an object`, HINT);
	const start = timeOf(entry, 'start', 'startTime');
	const end = timeOf(entry, 'end', 'endTime');
	return { title: checkValue(titleProperty, entry.title ?? '') as string, start, end };
}

/** The time of an entry, by its name here or as records of this package have it. */
function timeOf(entry: JsonObject, field: 'start' | 'end', ofRecord: string): unknown {
	const [time, ...others] = [entry[field], entry[ofRecord]].filter(
		(one) => one !== undefined && one !== null,
	);
	if (time === undefined) throw badInput(`${quotedJson(entry)} has no ${field}`, HINT);
	if (others.every((other) => readTime(other) === readTime(time))) return time;
	throw badInput(`${quotedJson(entry)} has another ${field} than ${ofRecord}`, HINT);
}
