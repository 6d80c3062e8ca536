import { idField } from './id';
import { type JsonValue, asObject, parseJson } from './json';

/** The body of a callback, whatever content type it came with: JSON also where n8n gives it as a text; null where there is none. */
export function readCallback(body: unknown): JsonValue {
	return (typeof body === 'string' ? parseJson(body) : (body as JsonValue | undefined)) ?? null;
}

/**
 * The job that a callback names. Its body is not documented, so any form of GET job is taken, at the top level or below `job` or
 * `data`; the query of the address, which whoever started the job has written, comes last.
 *
 * @returns an empty text if there is none
 */
export function callbackJobId(body: JsonValue, query: JsonValue = null): string {
	const top = asObject(body);
	const places = [top, asObject(top.job), asObject(top.data)];
	const named = [
		...places.map((place) => idField(place, 'jobId')),
		...places.map((place) => idField(place, 'id')),
	];
	return named.find((id) => id !== '') ?? idField(asObject(query), 'jobId');
}
