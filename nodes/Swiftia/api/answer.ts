import type { JsonValue } from './json';

/** What an answer of the API was read to: the record, the same for every generation, and the API's own body. */
export interface Answer<R> {
	record: R;
	/** Missing where nobody wants it: a body can be many times as large as its record. */
	body?: JsonValue;
}

/** What a node puts out of an answer: the record, or with Simplify off the API's own body. */
export function outputOf<R>({ record, body }: Answer<R>, simplify: boolean): R | JsonValue {
	return simplify || body === undefined ? record : body;
}
