import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import type { PredefinedShort } from '../../api/jobRequest';
import { parseJson } from '../shared/json';

/** The parameters that choose who cuts the video. */
export const shortsProperties: INodeProperties[] = [
	{
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
	},
	{
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
						description: 'Seconds, or minutes and seconds, or hours, minutes and seconds',
					},
					{
						displayName: 'End',
						name: 'end',
						type: 'string',
						default: '',
						placeholder: 'e.g. 2:03.5',
						description: 'Seconds, or minutes and seconds, or hours, minutes and seconds',
					},
				],
			},
		],
	},
	{
		displayName: 'Predefined Shorts (JSON)',
		name: 'predefinedShortsJson',
		type: 'json',
		default: '[\n  { "title": "The best answer", "start": "1:15", "end": "2:03.5" }\n]',
		description: 'List of objects with title, start and end. Times as in Define Below.',
		displayOptions: { show: { shortsMode: ['json'] } },
	},
];

/**
 * The shorts that the item defines; none where Swiftia chooses.
 *
 * @throws BadInput if shorts are to be defined and there is none, or the JSON is not a list of objects
 */
export function readPredefinedShorts(context: IExecuteFunctions, itemIndex: number): PredefinedShort[] {
	const mode = context.getNodeParameter('shortsMode', itemIndex) as 'auto' | 'define' | 'json';
	if (mode === 'auto') return [];
	const shorts =
		mode === 'define'
			? (context.getNodeParameter('predefinedShorts.shorts', itemIndex, []) as PredefinedShort[])
			: parseList(context.getNodeParameter('predefinedShortsJson', itemIndex));
	if (shorts.length > 0) return shorts;
	throw new BadInput(
		'No predefined short is given',
		"Add at least one, or set 'Shorts' to Chosen by Swiftia.",
	);
}

function parseList(value: unknown): PredefinedShort[] {
	const hint = 'Give a list such as [{ "title": "…", "start": "1:15", "end": "2:03" }].';
	const list = typeof value === 'string' ? parseJson(value) : value;
	if (!Array.isArray(list)) throw new BadInput("'Predefined Shorts (JSON)' is not a JSON list", hint);
	return list.map((entry: Partial<PredefinedShort> | null, index) => {
		if (typeof entry !== 'object' || entry === null || entry.start === undefined || entry.end === undefined) {
			throw new BadInput(`Entry ${index + 1} of 'Predefined Shorts (JSON)' has no start or no end`, hint);
		}
		return { title: String(entry.title ?? ''), start: entry.start, end: entry.end };
	});
}
