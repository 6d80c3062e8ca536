/** A value as it stands in a JSON text. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** A JSON object; a field may be missing. */
export interface JsonObject {
	[field: string]: JsonValue | undefined;
}

/** The value as an object; an empty one where the API sent something else. */
export function asObject(value: JsonValue | undefined): JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The objects of a list; an empty list where the API sent something else. */
export function asObjects(value: JsonValue | undefined): JsonObject[] {
	return Array.isArray(value) ? value.map(asObject) : [];
}

/** The first of these fields that holds a text, or an empty text. */
export function text(from: JsonObject, ...fields: string[]): string {
	for (const field of fields) {
		const value = from[field];
		if (typeof value === 'string' && value !== '') return value;
	}
	return '';
}

/** The first of these fields that holds a number (a numeric text counts), or null. */
export function number(from: JsonObject, ...fields: string[]): number | null {
	for (const field of fields) {
		const value = from[field];
		if (typeof value === 'number') return value;
		if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
			return Number(value);
	}
	return null;
}

/** The first of these fields that holds an id, as text: ids are opaque, sent as texts or numbers. */
export function id(from: JsonObject, ...fields: string[]): string {
	for (const field of fields) {
		const value = from[field];
		if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value);
	}
	return '';
}
