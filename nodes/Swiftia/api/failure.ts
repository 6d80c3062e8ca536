import { idField } from './id';
import { type JsonObject, asObject, textField } from './json';

/**
 * Why a job or a render FAILED, in Swiftia's words. Where a job says so is not documented: `message` and `error` are the two
 * names of every other message, and a client was seen to read `error.message`.
 */
export function readFailure(raw: JsonObject): string {
	return (
		textField(raw, 'message', 'error') ||
		textField(asObject(raw.error), 'message') ||
		'Swiftia gave no reason'
	);
}

/** The code beside that reason, as text; null where there is none. A client was seen to read `error.code`. */
export function readFailureCode(raw: JsonObject): string | null {
	return idField(raw, 'code') || idField(asObject(raw.error), 'code') || null;
}
