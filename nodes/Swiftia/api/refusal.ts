import { isPage, readErrorBody } from './errorBody';
import { type JsonValue, asObject, numberField } from './json';

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

/** Statuses that say nothing of the render or job: nobody is to start it anew. */
const CONCERNS_REQUEST = [401, 403, 404, 429];

/** The status that an answer means. A refusal in the general error shape is one even where HTTP says 2xx. */
export function meantStatus(httpStatus: number, body: JsonValue): number {
	const raw = asObject(body);
	const status = raw.status ?? asObject(raw.error).status;
	const isRefusal = typeof status === 'number' && status >= 400;
	if (httpStatus >= 300 || !isRefusal) return httpStatus;
	const { codes } = readErrorBody(body);
	const concernsRequest =
		CONCERNS_REQUEST.includes(status) && !('type' in raw) && !codes.includes('RENDERING_ERROR');
	return concernsRequest || codes.some((code) => GENERAL_CODES.includes(code)) ? status : httpStatus;
}

/** Reads an answer of 400 or above (Swiftia docs, error-handling, jobs). The body may be no JSON at all. */
export function readRefusal(status: number, body: JsonValue): Refusal {
	const raw = asObject(body);
	const { message: words, all } = readErrorBody(body);
	const message = words.slice(0, LONGEST_QUOTE);
	const reason = reasonOf(status, all);
	if (reason !== 'storageFull') return { status, reason, message };
	const info = asObject(raw.storageInfo ?? asObject(raw.error).storageInfo);
	return {
		status,
		reason,
		message,
		storage: { used: numberField(info, 'usedSize'), total: numberField(info, 'totalSize') },
	};
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

/** Causes that concern the whole account, by words and codes. The docs show those of the first two; of credits they show none. What tells of no lack is none. */
const ACCOUNT_CAUSES: Array<[RegExp, RefusalReason]> = [
	[/\bfull storage|storage (?:\w+ )?(?:(?:is|has been) )?(?:full|exceeded|reached)/i, 'storageFull'],
	[
		/phone (?:number )?(?:(?:is|was|has|must|be|been|not) )*(?:un)?verif|verif\w* (?:(?:your|the|a) )?phone/i,
		'phoneUnverified',
	],
	[
		/\b(?:no|enough|(?:in)?sufficient|low|out of|lack\w*|need\w*|requires?|add|buy) (?:\w+ )?(?:credits?|balance|funds)\b(?! (?:card|was|were|will))/i,
		'credits',
	],
	[
		/\b(?:credits?|balance|funds) (?:\w+ ){0,3}(?:used up|exhausted|exceeded|insufficient|required|low|reached)\b/i,
		'credits',
	],
];

/** Statuses of refusals that may concern the account. */
const MAY_CONCERN_ACCOUNT = [400, 403, 422];

function reasonOf(status: number, words: string): RefusalReason {
	const plain = words.replace(/[_-]/g, ' ').replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
	const cause =
		MAY_CONCERN_ACCOUNT.includes(status) && ACCOUNT_CAUSES.find(([pattern]) => pattern.test(plain));
	if (cause) return cause[1];
	if (status === 403) return 'forbidden';
	return status >= 500 ? 'server' : (REASONS.get(status) ?? 'other');
}
