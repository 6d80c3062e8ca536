// What an expression can yield, and whether a parameter may take it: written from the parameter's description as the editor shows it
// and from the README, not from the package's own checks.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Values by name. */
export const VALUES: Record<string, unknown> = {
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
	['video', (text) => /^[\w-]{11}$/.test(text)],
	['webhookUrl', () => false],
	['waterMarkUrl', () => false],
	['start', (text) => isSeconds(text) && Number(text) < 60],
	['end', (text) => isSeconds(text) && Number(text) > 1 && Number(text) < 300],
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

/** What this value in this parameter has to come to. */
export function verdictOn(property: INodeProperties, value: unknown): Verdict {
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
