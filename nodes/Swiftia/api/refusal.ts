import { type JsonValue, asObject, numberField, textField } from './json';

/** Why Swiftia did not do what was asked. */
export type RefusalReason =
	| 'invalidInput'
	| 'unauthorized'
	| 'storageFull'
	| 'phoneUnverified'
	| 'credits'
	| 'forbidden'
	| 'notFound'
	| 'timeout'
	| 'conflict'
	| 'tooLarge'
	| 'legal'
	| 'rateLimited'
	| 'server'
	| 'other';

/** A request that Swiftia answered with a status of 400 or above. */
export interface Refusal {
	status: number;
	reason: RefusalReason;
	/** Swiftia's own words; empty if it gave none. */
	message: string;
	/** With `storageFull`; the unit is not documented. */
	storage?: { used: number | null; total: number | null };
}

/** Characters of Swiftia's words that are handed on. */
const LONGEST_QUOTE = 200;

/** Codes of the general error shape (Swiftia docs, error-handling). */
const GENERAL_CODES = [
	'INVALID_INPUT',
	'UNAUTHORIZED',
	'FORBIDDEN',
	'NOT_FOUND',
	'RATE_LIMIT_EXCEEDED',
	'INTERNAL_SERVER_ERROR',
];

/** The status that an answer means. A refusal in the general error shape is one even where HTTP says 2xx. */
export function meantStatus(httpStatus: number, body: JsonValue): number {
	const raw = asObject(body);
	const isRefusal = GENERAL_CODES.includes(textField(raw, 'code')) && typeof raw.status === 'number';
	return httpStatus < 300 && isRefusal && Number(raw.status) >= 400 ? Number(raw.status) : httpStatus;
}

/** Reads an answer of 400 or above (Swiftia docs, error-handling, jobs). The body may be no JSON at all. */
export function readRefusal(status: number, body: JsonValue): Refusal {
	const raw = asObject(body);
	const message = (textField(raw, 'message', 'error') || plainText(body)).slice(0, LONGEST_QUOTE);
	const reason = reasonOf(status, textField(raw, 'error'), `${message} ${textField(raw, 'code')}`);
	if (reason !== 'storageFull') return { status, reason, message };
	const info = asObject(raw.storageInfo);
	return {
		status,
		reason,
		message,
		storage: { used: numberField(info, 'usedSize'), total: numberField(info, 'totalSize') },
	};
}

/** A body that is a sentence; a page in HTML says nothing that could be quoted. */
function plainText(body: JsonValue): string {
	return typeof body === 'string' && !isPage(body) ? body.trim() : '';
}

function isPage(body: JsonValue): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/** Statuses that say the same whoever answers: the key, the time, the size or the pace was wrong. */
const SAID_BY_ANYONE = [401, 408, 413, 429];

/** Whether a refusal is a page of something that stands before Swiftia, or in its place, and so says nothing of what was asked for. */
export function isPageOfOther(status: number, body: JsonValue): boolean {
	return status >= 400 && status < 500 && !SAID_BY_ANYONE.includes(status) && isPage(body);
}

const REASONS = new Map<number, RefusalReason>([
	[400, 'invalidInput'],
	[401, 'unauthorized'],
	[402, 'credits'],
	[404, 'notFound'],
	[408, 'timeout'],
	[409, 'conflict'],
	[413, 'tooLarge'],
	[422, 'invalidInput'],
	[429, 'rateLimited'],
	[451, 'legal'],
]);

// The body of a refusal for lack of credits is not documented; the word itself is the only trace to look for.
function reasonOf(status: number, error: string, words: string): RefusalReason {
	if (status === 403) {
		if (error === 'fullStorage') return 'storageFull';
		if (/phone/i.test(error)) return 'phoneUnverified';
		return /credit/i.test(words) ? 'credits' : 'forbidden';
	}
	return status >= 500 ? 'server' : (REASONS.get(status) ?? 'other');
}
