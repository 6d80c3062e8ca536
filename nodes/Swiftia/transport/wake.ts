import type { IExecuteFunctions } from 'n8n-workflow';
import { type JsonValue, asObject, numberField, textField } from '../api/json';
import { inWords } from './messages';
import { readNetworkFailure } from './networkFailure';

/** Sends one request, as n8n's httpRequest helper does. */
export type Sender = IExecuteFunctions['helpers']['httpRequest'];

/** What came of a wake: whoever answered, perhaps with when the next is worth it and for which park; the execution waits no more; or nobody answered, and why. */
export type WakeResult = Woken | 'gone' | { unreachable: string };

/** What the node answers to a call into its resume webhook. */
interface Woken {
	/** Milliseconds to the next call that is worth it. */
	nextWake?: number;
	/** The limit of the park that answered, epoch milliseconds. */
	limit?: number;
}

/** What an execution is said to wait for: a park by its limit, nothing of this node, or no answer: from an n8n that has answered before, or from one that never has. */
export type Asked = { limit: number } | 'gone' | 'busy' | 'silent';

/** Milliseconds. */
const TIMEOUT = 30_000;
/** The same where the answer tells what is true at this moment. */
const ASKING_TIMEOUT = 5_000;
/** n8n's answer for an execution that does not wait, but is running. */
const RUNNING = 409;
/** n8n's answer for one whose data it has not stored (2.41.1 and 1.123.81). */
const NO_DATA_YET = 500;
/** n8n's answer for an execution that is gone, or waits in another node. */
const NOT_FOUND = 404;
/** What n8n's message has in it then; at the same address something else may answer. */
const OF_EXECUTION = /execution "/;

/** Origins at which this n8n has answered itself. */
const answering = new Set<string>();

/** Whether this n8n has answered itself at the origin of an address, as far as this process has tried. */
export function hasAnswered(url: string): boolean {
	return answering.has(new URL(url).origin);
}

/** Calls the resume webhook of a parked execution, at n8n itself and without a key. */
export async function wake(send: Sender, url: string, body: object): Promise<WakeResult> {
	const answer = await call(send, url, body);
	if ('unreachable' in answer) return answer;
	return tellsOfGone(answer) ? 'gone' : wokenOf(answer.body);
}

/** Asks n8n what an execution waits for, as it has stored it by now. */
export async function askPark(send: Sender, url: string, body: object): Promise<Asked> {
	const answer = await call(send, url, body, ASKING_TIMEOUT);
	// n8n answers so too where its database is busy.
	if ('unreachable' in answer || answer.status >= 500) return hasAnswered(url) ? 'busy' : 'silent';
	if (tellsOfGone(answer)) return 'gone';
	const { limit } = wokenOf(answer.body);
	return limit === undefined ? 'silent' : { limit };
}

/**
 * Whether n8n answers at the resume webhook of an execution that is running: then it will once the execution is parked. Where it has
 * not stored the execution's data yet it says so by an error of its own.
 */
export async function canBeWoken(send: Sender, url: string, body: object): Promise<boolean> {
	const answer = await call(send, url, body);
	if ('unreachable' in answer) return false;
	const { code, message } = asObject(answer.body);
	const isError = code === 0 && typeof message === 'string';
	return answer.status === RUNNING || (answer.status === NO_DATA_YET && isError);
}

interface OwnAnswer {
	status: number;
	body: JsonValue;
}

function tellsOfGone({ status, body }: OwnAnswer): boolean {
	return (
		status === RUNNING || (status === NOT_FOUND && OF_EXECUTION.test(textField(asObject(body), 'message')))
	);
}

function wokenOf(body: JsonValue): Woken {
	const answer = asObject(body);
	const limit = Date.parse(textField(answer, 'waitUntil'));
	return {
		nextWake: numberField(answer, 'nextWake') ?? undefined,
		limit: Number.isNaN(limit) ? undefined : limit,
	};
}

async function call(
	send: Sender,
	url: string,
	body: object,
	timeout = TIMEOUT,
): Promise<OwnAnswer | { unreachable: string }> {
	try {
		const answer: { statusCode: number; body?: JsonValue } = await send({
			method: 'POST',
			url,
			body,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// Along a redirect it would arrive as a GET, which n8n has no wait for.
			disableFollowRedirect: true,
			timeout,
		});
		if (asObject(answer.body).received === true) answering.add(new URL(url).origin);
		return { status: answer.statusCode, body: answer.body ?? null };
	} catch (error) {
		return { unreachable: inWords(readNetworkFailure(error).code) };
	}
}
