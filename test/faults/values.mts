// What an expression can yield, and whether a parameter may take it: written from the parameter's description as the editor shows it
// and from the README, not from the package's own checks.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Values by name. */
const VALUES: Record<string, unknown> = {
	undefined: undefined,
	null: null,
	'an empty text': '',
	'a space': ' ',
	'an empty list': [],
	'a list': ['x'],
	'a list of a number': [5],
	'an empty object': {},
	'an object': { a: 1 },
	'an object with a value': { __rl: true, mode: 'list', value: null },
	true: true,
	false: false,
	zero: 0,
	'a number': 7,
	'a fraction': 1.5,
	'a negative number': -1,
	'a number beyond all limits': 1e12,
	NaN: NaN,
	Infinity,
	'a numeric text': '5',
	'a number with a unit': '5 min',
	'true as text': 'true',
	'a text that is no choice': 'something else',
	constructor: 'constructor',
	__proto__: '__proto__',
	'one dot': '.',
	'two dots': '..',
	'a path': '../organizations/brandings',
	'a control character': 'a\u0000b',
	'half a character': '\ud800',
	'a long text': 'x'.repeat(5_000),
	'JSON of null': 'null',
	'JSON of a list': '[1]',
	'JSON that is cut': '{"a":',
};

/**
 * What a value has to come to: it is worked with, it is refused before anything is sent, or either, where the description does
 * not decide it.
 */
export type Verdict = 'good' | 'bad' | 'either';

const isText = (value: unknown) =>
	typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const asNumber = (value: unknown) =>
	typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;

/** What texts are in each parameter that is more than a text. */
const CONTENTS = new Map<string, (text: string) => boolean>([
	['jobId', isId],
	['renderId', isId],
	['brandPresetId', isId],
	['shortId', isId],
	['video', (text) => /^[\w-]{10}[AEIMQUYcgkosw048]$/.test(text)],
	['webhookUrl', () => false],
	['waterMarkUrl', () => false],
	['start', (text) => isSeconds(text) && Number(text) <= 59],
	['end', (text) => text === '5 min' || (isSeconds(text) && Number(text) >= 2 && Number(text) <= 301)],
	['predefinedShortsJson', () => false],
	['customFields', () => false],
]);

/** Parameters of which a value may be right in itself and not in what it names, or not beside the others. */
const EITHER = new Map<string, (value: unknown) => boolean>([
	['shortId', (value) => isText(value) && isId(String(value))],
	['size', (value) => value === 'custom'],
]);

function isSeconds(text: string): boolean {
	return /^\d+(\.\d+)?$/.test(text);
}

function isId(text: string): boolean {
	const id = text.trim();
	return (
		id !== '' && !/^\.\.?$/.test(id) && id.length <= 200 && !id.includes('\u0000') && !id.includes('\ud800')
	);
}

/** Texts as people, sheets and models write them, by the parameter or the type of parameter that they are for. */
const TEXTS = new Map<string, Array<[text: unknown, verdict: Verdict]>>([
	[
		'video (id)',
		[
			['dQw4w9WgXcQ\u200b', 'good'],
			['https://youtu.be/dQw4w9WgXcQ', 'good'],
			['In-progress', 'bad'],
			['videoseries', 'bad'],
			['PLACEHOLDER', 'bad'],
			['dQw4w9WgXcQ aaaaaaaaaaA', 'bad'],
		],
	],
	[
		'video (url)',
		[
			['Look: <https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=5|the talk>.', 'good'],
			['[https://youtu.be/dQw4w9WgXcQ](https://youtu.be/dQw4w9WgXcQ)', 'good'],
			['https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ', 'good'],
			['\ufeffhttps://youtu.be/dQw4w9WgXcQ?a=1?b=2', 'good'],
			['dQw4w9WgXcQ', 'bad'],
			['Unavailable', 'bad'],
			[12_345_678_900, 'bad'],
			['https://youtu.be/dQw4w9WgXcQ?t=1\nhttps://youtu.be/aaaaaaaaaaA', 'bad'],
			['https://youtu.be/dQw4w9WgXcQ, https://example.com/', 'bad'],
			['https://www.youtube.com/embed/videoseries?list=PL1', 'bad'],
			['https://www.youtube.com/embed/live_stream?channel=UC1', 'bad'],
			['https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ', 'bad'],
			['javascript:alert("https://youtu.be/dQw4w9WgXcQ")', 'bad'],
			['https://example.com/\ud800', 'bad'],
			[`${'https://youtu.be/'.repeat(5_000)}dQw4w9WgXcQ`, 'bad'],
		],
	],
	[
		'start',
		[
			['00:00:01,500', 'good'],
			['2s', 'good'],
			['12:00:00', 'bad'],
			[45_123.5, 'bad'],
			['1,5', 'bad'],
			[59.5, 'bad'],
		],
	],
	[
		'end',
		[
			['1m2s', 'good'],
			['5:01', 'good'],
			['5:01.001', 'bad'],
			['0:01.999', 'bad'],
			[0.0012, 'bad'],
		],
	],
	[
		'predefinedShortsJson',
		[
			['```json\n[{ "start": 1, "end": "0:09" }]\n```\nDone [1].', 'good'],
			['{ "shorts": [{ "startTime": 1, "endTime": 9 }] }', 'good'],
			[{ start: 1, end: 9 }, 'good'],
			['[{ "start": 1, "end": 9 }] [{ "start": 1, "end": 9 }]', 'bad'],
			['[{ "start": 1, "end": 9 }, { "start": 1 ', 'bad'],
			[
				[
					{ start: 1, end: 9 },
					{ start: 0.0006, end: 0.0012 },
				],
				'bad',
			],
			[[{ start: 1, end: 9, endTime: 8 }], 'bad'],
			[[{ start: 1, end: 9, title: [] }], 'bad'],
			[new Date(0), 'bad'],
		],
	],
	[
		'webhookUrl',
		[
			['https://example.com/hook', 'good'],
			['http://localhost:5678/webhook-test/x', 'good'],
			['https://example.com/{{ $json.x }}', 'bad'],
			['https://example.com/[object Object]', 'bad'],
			['https://example.com/a b', 'bad'],
			['https://example.com/\u200b/', 'bad'],
			['https://undefined/x', 'bad'],
		],
	],
	[
		'waterMarkUrl',
		[
			['https://example.com/my%20logo.png', 'good'],
			['https://example.com/{{ $json.x }}', 'bad'],
		],
	],
	[
		'customFields',
		[
			['```json\n{}\n```', 'bad'],
			['{} {}', 'bad'],
		],
	],
	['size', [[' Portrait ', 'good']]],
	['preset', [[' viral', 'good']]],
	[
		'boolean',
		[
			['TRUE', 'good'],
			['False ', 'good'],
			['yes', 'bad'],
			['1', 'bad'],
			['true false', 'bad'],
		],
	],
]);

/** Values for one parameter, with what each has to come to: those for all, and texts for it alone. */
export function valuesFor(property: INodeProperties, mode?: string): Array<[string, unknown, Verdict]> {
	const { name, type } = property;
	const texts = TEXTS.get(mode === undefined ? name : `${name} (${mode})`) ?? TEXTS.get(type) ?? [];
	return [
		...Object.entries(VALUES).map(([called, value]): [string, unknown, Verdict] => [
			called,
			value,
			// No value for all is an address.
			mode === 'url' ? 'bad' : verdictOn(property, value),
		]),
		...texts.map(([text, verdict]): [string, unknown, Verdict] => [
			JSON.stringify(text).slice(0, 60),
			text,
			verdict,
		]),
	];
}

/** What this value in this parameter has to come to. */
function verdictOn(property: INodeProperties, value: unknown): Verdict {
	// n8n puts its default in the place of what is not there, and the editor offers no expression that could yield nothing.
	if (property.noDataExpression && value === undefined) return 'good';
	if (EITHER.get(property.name)?.(value)) return 'either';
	return isGood(property, value) ? 'good' : 'bad';
}

function isGood(property: INodeProperties, value: unknown): boolean {
	const { type, typeOptions = {}, required, name } = property;
	switch (type) {
		case 'string':
		case 'resourceLocator': {
			if (!isText(value) || (required && String(value).trim() === '')) return false;
			return CONTENTS.get(name)?.(String(value)) ?? true;
		}
		case 'number': {
			const number = asNumber(value);
			const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = typeOptions;
			if (!Number.isFinite(number) || number < minValue || number > maxValue) return false;
			if (name === 'maxWaitMinutes' && number === 0) return false;
			return numberPrecision !== 0 || Number.isInteger(number);
		}
		case 'boolean':
			return typeof value === 'boolean' || value === 'true' || value === 'false';
		case 'options': {
			const choices = (property.options as INodePropertyOptions[]).map((option) => option.value);
			if (property.allowArbitraryValues) return typeof value === 'string' && value.trim() !== '';
			return choices.includes(value as string);
		}
		case 'json':
			return name === 'customFields' && isObject(value);
		default:
			throw new Error(`Nobody has said what fits into a parameter of type ${type}`);
	}
}
