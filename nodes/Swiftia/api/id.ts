import type { JsonObject } from './json';

/** Characters of the longest ID that is taken for one. */
const LONGEST = 200;
/** Control characters, and halves of surrogate pairs, which no URL can carry. */
const UNUSABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * An ID as text: IDs are opaque, sent as texts or numbers. Undefined for what cannot name one thing in a path, such as an
 * empty text, an object, `.` or `..`, which a URL takes for another folder.
 */
export function toId(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const id = String(value).trim();
	if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
	return id === '' || /^\.{1,2}$/.test(id) || id.length > LONGEST || UNUSABLE.test(id) ? undefined : id;
}

/** The first of these fields that holds an ID, as text; empty if there is none. */
export function idField(from: JsonObject, ...fields: string[]): string {
	for (const field of fields) {
		const id = toId(from[field]);
		if (id !== undefined) return id;
	}
	return '';
}
