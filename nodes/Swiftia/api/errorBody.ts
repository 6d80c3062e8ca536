import { toId } from './id';
import { type JsonObject, type JsonValue, isObject } from './json';

/** What a body says of an error, in whichever form. */
export interface ErrorBody {
	/** In Swiftia's words; empty if it gave none. */
	message: string;
	/** All its codes, as texts. */
	codes: string[];
	/** All its words and codes, to recognize a cause by. */
	all: string;
}

/** Characters of Swiftia's words that are handed on. */
const LONGEST = 500;
/** Texts that are handed on, and entries of a list that are read. */
const MOST = 5;
/** Lists and objects within each other that are followed. */
const DEEPEST = 6;

/** Fields that say what happened. `message` and `error` are documented, a client was seen to read `error.message`; the others are common. */
const SAYING = ['message', 'msg', 'detail', 'details', 'errors', 'error_description', 'extensions'];
/** Fields that often hold a mere name: their texts count where nothing else is said. */
const NAMING = ['error', 'reason', 'title'];

/** Reads what a body says of an error; each field may hold a text, an object, or a list of these. A page in HTML says nothing that could be quoted. */
export function readErrorBody(body: JsonValue): ErrorBody {
	const found: Found = { said: [], named: [], codes: [] };
	collect(found, body, 'said');
	const { said, named, codes } = found;
	const texts = [...new Set(said.length > 0 ? said : named)];
	return {
		message: texts.slice(0, MOST).join('; ').slice(0, LONGEST),
		codes,
		all: [...said, ...named, ...codes].join('\n'),
	};
}

type Found = Record<'said' | 'named' | 'codes', string[]>;

/** @param byField whether a field of another name says what is wrong with it, as in `{ errors: { youtubeVideoId: ['is missing'] } }` */
function collect(
	found: Found,
	value: JsonValue | undefined,
	as: 'said' | 'named',
	place = '',
	depth = 0,
	byField = false,
): void {
	if (typeof value === 'string' && value.trim() !== '' && !isPage(value))
		found[as].push(place + value.trim());
	if (depth === DEEPEST) return;
	if (Array.isArray(value))
		value.slice(0, MOST).forEach((entry) => collect(found, entry, as, place, depth + 1));
	if (!isObject(value)) return;
	const { code, loc, field, path } = value;
	const of = depth === 0 ? '' : [loc ?? field ?? path ?? ''].flat().join('.');
	const here = of === '' ? place : `${of}: `;
	if (toId(code) !== undefined) found.codes.push(toId(code)!);
	for (const [name, entry] of Object.entries(value)) {
		const nextAs = SAYING.includes(name) ? 'said' : NAMING.includes(name) ? 'named' : undefined;
		if (nextAs) collect(found, entry, nextAs, here, depth + 1, name === 'errors');
		else if (byField && name !== 'code') collect(found, entry, 'said', `${name}: `, depth + 1);
	}
}

/** Whether it is a page in HTML, or in XML. */
export function isPage(body: JsonValue): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/** What a job or a render says of an error; its title is the video's. */
function readRecordError(raw: JsonObject): ErrorBody {
	return readErrorBody({ ...raw, title: undefined });
}

/** Why a job or a render FAILED, in Swiftia's words. Where a job says so is not documented. */
export function readFailure(raw: JsonObject): string {
	return readRecordError(raw).message || 'Swiftia gave no reason';
}

/** The code beside that reason, as text; null where there is none. */
export function readFailureCode(raw: JsonObject): string | null {
	return readRecordError(raw).codes[0] ?? null;
}
