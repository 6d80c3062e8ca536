import { readErrorBody } from '../api/errorBody';
import type { JsonObject, JsonValue } from '../api/json';
import { type Refusal, isPageOfOther, meantStatus, readRefusal } from '../api/refusal';
import type { SwiftiaError } from '../api/swiftiaError';
import {
	type RequestLabel,
	inWords,
	notSwiftia,
	outcomeUnknown,
	redirected,
	refusalError,
	unreachable,
} from './messages';
import type { NetworkFailure } from './networkFailure';
import { isRedirect, judgeRedirect } from './redirect';

/** One request to the Swiftia API, and what its answer has to be. */
export interface SwiftiaRequest<R> {
	method: 'GET' | 'POST';
	/** Below the base URL. */
	path: string;
	body?: JsonObject;
	label: RequestLabel;
	/** Reads the body of the answer; undefined where it is none that this request can have. */
	read: (body: JsonValue) => R | undefined;
	/** Whether an answer with an HTTP status other than 2xx is to be read as well. */
	alsoReads?: (httpStatus: number, body: JsonValue) => boolean;
}

/** An answer of any server. */
interface HttpAnswer {
	status: number;
	/** By lower-case name. */
	headers: JsonObject;
	/** The JSON, or the text where it is none. */
	body: JsonValue;
	/** Refusals for pace that this key has met in a row, this answer included. */
	refusedInARow: number;
}

/** What came of sending a request once. */
export type Outcome = HttpAnswer | NetworkFailure;

/** What has happened to a request so far. */
export interface Tries {
	/** Where it is sent to. */
	url: string;
	/** Refusals for pace. */
	refusals: number;
	/** Lost connections, server trouble and answers that are none. */
	trouble: number;
	/** Redirects since it was last sent to the address it began with. */
	followed: number;
}

/** How a request begins: with all its tries before it, or with only one where somebody waits for what comes of it. */
export function firstTries(url: string, isOnly = false): Tries {
	const before = isOnly
		? { refusals: MOST_REFUSALS - 1, trouble: MOST_TROUBLE - 1 }
		: { refusals: 0, trouble: 0 };
	return { url, ...before, followed: 0 };
}

/** What to do next with a request: hand its result on, send it again after so many milliseconds unless the time is over, or give up. */
export type Step<R> =
	| { result: R }
	| { again: Tries; after: number; because?: SwiftiaError }
	| { error: SwiftiaError };

/** Refusals for pace, of one request or in a row for its key, before it is given up: some minutes, with the breaks between them. */
const MOST_REFUSALS = 10;
const MOST_TROUBLE = 4;
/** Milliseconds before the first repeat after trouble; doubled each time. */
const FIRST_BREAK = 1000;
/** Statuses after which nobody knows what a POST has done; so with all from 500 on. */
const UNCLEAR = [303, 408, 409];

/**
 * What follows from an outcome. A GET is repeated after refusals for pace, trouble, and answers that are none; a POST only where it
 * certainly did nothing.
 */
export function nextStep<R>(request: SwiftiaRequest<R>, outcome: Outcome, tries: Tries): Step<R> {
	if ('neverSent' in outcome) return afterFailure(request, outcome, tries);
	const { body } = outcome;
	const status = request.method === 'GET' ? meantStatus(outcome.status, body) : outcome.status;
	if (isRedirect(status)) return afterRedirect(request, outcome, tries);
	if (isSuccess(status) || request.alsoReads?.(status, body)) return afterSuccess(request, outcome, tries);
	if (status < 400) return afterNoAnswer(request, outcome, tries);
	if (isPageOfOther(status, body)) return afterPage(request, { ...outcome, status }, tries);
	return afterRefusal(request, readRefusal(status, body), tries, outcome.refusedInARow);
}

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

function afterFailure<R>(request: SwiftiaRequest<R>, failure: NetworkFailure, tries: Tries): Step<R> {
	// After a redirect somebody has seen the request, whatever became of the next connection.
	const isHarmless = request.method === 'GET' || (failure.neverSent && tries.followed === 0);
	if (!isHarmless) return { error: outcomeUnknown(inWords(failure.code), request.label) };
	return afterTrouble(tries, unreachable(failure.code, request.label));
}

function afterRedirect<R>(
	{ method, label }: SwiftiaRequest<R>,
	{ status, headers }: HttpAnswer,
	tries: Tries,
): Step<R> {
	if (method === 'POST' && UNCLEAR.includes(status)) {
		return { error: outcomeUnknown(`the answer was a redirect (HTTP ${status})`, label) };
	}
	const location = typeof headers.location === 'string' ? headers.location : '';
	const redirect = judgeRedirect(method, { status, location, url: tries.url, followed: tries.followed });
	if ('refuse' in redirect) return { error: redirected(redirect.refuse, label) };
	return { again: { ...tries, url: redirect.follow, followed: tries.followed + 1 }, after: 0 };
}

function afterSuccess<R>(request: SwiftiaRequest<R>, outcome: HttpAnswer, tries: Tries): Step<R> {
	const result = request.read(outcome.body);
	return result === undefined ? afterNoAnswer(request, outcome, tries) : { result };
}

function afterNoAnswer<R>(request: SwiftiaRequest<R>, { status, body }: HttpAnswer, tries: Tries): Step<R> {
	if (request.method === 'GET') return afterTrouble(tries, notSwiftia(status, request.label));
	const cause = `the answer (HTTP ${status}) included no ID of what was started${quote(readErrorBody(body))}`;
	return { error: outcomeUnknown(cause, request.label) };
}

/** A page instead of Swiftia's refusal: what is asked for may be there all the same. A paid request was not taken, but for a conflict. */
function afterPage<R>(request: SwiftiaRequest<R>, outcome: HttpAnswer, tries: Tries): Step<R> {
	const { method, label } = request;
	const { status } = outcome;
	if (method === 'GET' || UNCLEAR.includes(status)) return afterNoAnswer(request, outcome, tries);
	return { error: notSwiftia(status, label) };
}

function afterRefusal<R>(
	request: SwiftiaRequest<R>,
	refusal: Refusal,
	tries: Tries,
	refusedInARow: number,
): Step<R> {
	const { method, label } = request;
	const { status, reason } = refusal;
	const refusals = tries.refusals + 1;
	const error = refusalError(refusal, label);
	// The pace decides how long to keep away.
	if (reason === 'rateLimited' && Math.max(refusals, refusedInARow) < MOST_REFUSALS) {
		return { again: { ...tries, refusals }, after: 0, because: error };
	}
	if (method === 'POST' && (status >= 500 || UNCLEAR.includes(status))) {
		return { error: outcomeUnknown(`Swiftia answered with HTTP ${status}${quote(refusal)}`, label) };
	}
	return error.kind === 'serverTrouble' ? afterTrouble(tries, error) : { error };
}

function quote({ message }: Pick<Refusal, 'message'>): string {
	return message ? ` ("${message}")` : '';
}

function afterTrouble<R>(tries: Tries, error: SwiftiaError): Step<R> {
	const trouble = tries.trouble + 1;
	if (trouble >= MOST_TROUBLE) return { error };
	return { again: { ...tries, trouble }, after: FIRST_BREAK * 2 ** (trouble - 1), because: error };
}
