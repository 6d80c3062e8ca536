import { toId } from './id';
import { type JsonObject, type JsonValue, asObject, isObject } from './json';

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
	collect(found, body, 'said', '', 0);
	const { said, named, codes } = found;
	const texts = [...new Set(said.length > 0 ? said : named)];
	return {
		message: texts.slice(0, MOST).join('; ').slice(0, LONGEST),
		codes,
		all: [...said, ...named, ...codes].join('\n'),
	};
}

type Found = Record<'said' | 'named' | 'codes', string[]>;
type Tier = 'said' | 'named' | undefined;

/** @param place what it is about, in front of the texts */
function collect(found: Found, value: JsonValue | undefined, as: Tier, place: string, depth: number): void {
	if (as === undefined || depth > DEEPEST) return;
	if (typeof value === 'string' && value.trim() !== '' && !isPage(value))
		found[as].push(place + value.trim());
	if (Array.isArray(value))
		value.slice(0, MOST).forEach((entry) => collect(found, entry, as, place, depth + 1));
	if (isObject(value)) collectFields(found, value, place, depth);
}

function collectFields(found: Found, value: JsonObject, place: string, depth: number): void {
	const code = toId(value.code);
	if (code !== undefined) found.codes.push(code);
	const here = depth === 0 ? '' : placeOf(value) || place;
	for (const [name, entry] of Object.entries(value)) collect(found, entry, tierOf(name), here, depth + 1);
	// Such as `{ youtubeVideoId: ['is missing'] }`.
	for (const [name, entry] of Object.entries(asObject(value.errors))) {
		if (name !== 'code' && !tierOf(name)) collect(found, entry, 'said', `${name}: `, depth + 1);
	}
}

function tierOf(field: string): Tier {
	if (SAYING.includes(field)) return 'said';
	return NAMING.includes(field) ? 'named' : undefined;
}

/** What an entry of a list of errors is about. */
function placeOf({ loc, field, path }: JsonObject): string {
	const names = [loc ?? field ?? path ?? ''].flat().join('.');
	return names && `${names}: `;
}

/** Whether it is a page in HTML, or in XML. */
export function isPage(body: JsonValue): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/** Why a job or a render FAILED, in Swiftia's words. Where a job says so is not documented. */
export function readFailure(raw: JsonObject): string {
	// Its title is the video's.
	return readErrorBody({ ...raw, title: undefined }).message || 'Swiftia gave no reason';
}

/** The code beside that reason, as text; null where there is none. */
export function readFailureCode(raw: JsonObject): string | null {
	return readErrorBody(raw).codes[0] ?? null;
}
