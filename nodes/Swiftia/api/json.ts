/** A value as it stands in a JSON text. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** A JSON object; a field may be missing. */
export interface JsonObject {
	[field: string]: JsonValue | undefined;
}

/** Whether the value is an object: no list, no null. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where the API sent something else. */
export function asObject(value: JsonValue | undefined): JsonObject {
	return isObject(value) ? value : {};
}

/** The objects of a list, without what is none; an empty list where the API sent something else. */
export function asObjects(value: JsonValue | undefined): JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The first of these fields that holds a text, or an empty text. */
export function textField(from: JsonObject, ...fields: string[]): string {
	for (const field of fields) {
		const value = from[field];
		if (typeof value === 'string' && value !== '') return value;
	}
	return '';
}

/** The first of these fields that holds a finite number (a numeric text counts), or null. */
export function numberField(from: JsonObject, ...fields: string[]): number | null {
	for (const field of fields) {
		const value = toNumber(from[field]);
		if (value !== undefined) return value;
	}
	return null;
}

/** The object with the fields of another laid over it, objects within objects as well. */
export function overlaid(base: JsonObject, over: JsonObject): JsonObject {
	const merged = { ...base };
	for (const [field, value] of Object.entries(over)) {
		const below = merged[field];
		merged[field] = isObject(below) && isObject(value) ? overlaid(below, value) : value;
	}
	return merged;
}

/** A finite number, from a number or a numeric text; undefined for anything else. */
export function toNumber(value: unknown): number | undefined {
	if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

/** The value of a JSON text; undefined if it is none. */
export function parseJson(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text) as JsonValue;
	} catch {
		return undefined;
	}
}

const FENCED = /^[ \t]*```[^\n`]*\n([^]*?)\n[ \t]*```/gm;

/**
 * The one JSON list or object in a text as language models write it: in a code fence, or with words around it. Undefined where
 * there is none or another one, or where one is broken: a part of it would be worked with as if it were all.
 */
export function jsonWithin(text: string): JsonValue | undefined {
	const whole = parseJson(text);
	if (whole !== undefined) return typeof whole === 'string' ? jsonWithin(whole) : whole;
	const [fenced, ...others] = [...text.matchAll(FENCED)].map(([, inside]) => inside!);
	const json = betweenBrackets(fenced ?? text);
	const isElsewhere = /[[{]\s*["[{\]}]/.test(text.replace(json, () => ''));
	return others.length > 0 || isElsewhere ? undefined : parseJson(json);
}

function betweenBrackets(text: string): string {
	return text.slice(
		Math.max(0, text.search(/[[{]/)),
		Math.max(text.lastIndexOf(']'), text.lastIndexOf('}')) + 1,
	);
}
