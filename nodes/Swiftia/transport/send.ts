import {
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { type JsonObject, type JsonValue } from '../api/json';
import { readRateSignals } from '../api/rateLimit';
import { type Refusal, readRefusal } from '../api/refusal';
import { type Deed, inWords, mayHaveHappened, refused, stopped, unreachable } from './explain';
import { type Pace } from './pace';
import { pause } from './pause';

/** Any of n8n's contexts that a request can be sent from. */
export type SwiftiaContext = IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions;

/** What every request of one execution shares. */
export interface Line {
	context: SwiftiaContext;
	/** Without a slash at the end. */
	baseUrl: string;
	pace: Pace;
	signal: AbortSignal | undefined;
	/** Set once the key was not accepted: nothing more is sent with it. */
	keyRefused?: Refusal;
}

/** One request to the Swiftia API. */
export interface SwiftiaRequest {
	method: 'GET' | 'POST';
	path: string;
	body?: JsonObject;
	deed: Deed;
	/** Whether an answer of 400 or above is a result all the same. */
	accepts?: (body: JsonValue) => boolean;
}

interface Answer {
	status: number;
	headers: JsonObject;
	body: JsonValue;
}

/** Milliseconds without a byte after which a request counts as unanswered. */
const TIMEOUT = 60_000;
const MOST_REFUSALS = 10;
const MOST_TROUBLE = 4;
/** Milliseconds before the first repeat of a GET; doubled each time. */
const FIRST_BREAK = 1000;
const NEVER_SENT = 'not sent';
/** Where no connection was made, nothing was sent. */
const NOTHING_SENT = new Set([
	NEVER_SENT,
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/**
 * Sends a request at the key's pace. A GET is repeated after refusals for pace, server trouble and lost connections;
 * a POST only where it certainly did nothing.
 *
 * @returns the body of the answer
 * @throws NodeApiError with what happened and what to do; MayHaveHappened for a POST that got no answer
 */
export async function send(line: Line, request: SwiftiaRequest): Promise<JsonValue> {
	const node = line.context.getNode();
	for (let refusals = 0, trouble = 0; ; ) {
		if (line.keyRefused) throw refused(node, line.keyRefused, request.deed);
		const answer = await attempt(line, request);
		if (typeof answer === 'string') {
			const harmless = request.method === 'GET' || NOTHING_SENT.has(answer);
			if (!harmless) throw mayHaveHappened(node, inWords(answer), request.deed);
			if (line.signal?.aborted) throw stopped(node);
			if (++trouble >= MOST_TROUBLE) throw unreachable(node, answer, request.deed);
		} else if (answer.status < 400 || request.accepts?.(answer.body)) {
			return answer.body;
		} else if (answer.status === 429 && ++refusals < MOST_REFUSALS) {
			continue;
		} else if (answer.status >= 500 && request.method === 'POST') {
			throw mayHaveHappened(node, `Swiftia answered with HTTP ${answer.status}`, request.deed);
		} else if (answer.status < 500 || ++trouble >= MOST_TROUBLE) {
			const refusal = readRefusal(answer.status, answer.body);
			if (refusal.reason === 'unauthorized') line.keyRefused = refusal;
			throw refused(node, refusal, request.deed);
		}
		await pause(FIRST_BREAK * 2 ** (trouble - 1), line.signal);
	}
}

/** One try: the answer, or the code of what came in its place, such as ECONNRESET. */
async function attempt(line: Line, { method, path, body }: SwiftiaRequest): Promise<Answer | string> {
	const { context, baseUrl, pace, signal } = line;
	if (!(await pace.turn(line, signal))) return NEVER_SENT;
	const options: IHttpRequestOptions = {
		method,
		url: baseUrl + path,
		body,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: TIMEOUT,
	};
	try {
		const answer: { statusCode: number; headers: JsonObject; body: JsonValue } =
			await context.helpers.httpRequestWithAuthentication.call(context, 'swiftiaApi', options);
		pace.answered(readRateSignals(answer.headers, answer.body), answer.statusCode === 429);
		return { status: answer.statusCode, headers: answer.headers, body: answer.body };
	} catch (error) {
		pace.unanswered();
		return codeOf(error);
	}
}

/** The network code in n8n's error, or in what caused it. */
function codeOf(error: unknown): string {
	for (
		let at = error as { code?: unknown; cause?: unknown } | undefined, depth = 0;
		at && depth < 5;
		depth++
	) {
		if (typeof at.code === 'string') return at.code;
		at = at.cause as typeof at;
	}
	return 'no answer';
}
