import type { IExecuteFunctions } from 'n8n-workflow';
import { type JsonValue, asObject, numberField } from '../api/json';
import { inWords } from './messages';
import { readNetworkFailure } from './networkFailure';

/** Sends one request, as n8n's httpRequest helper does. */
export type Sender = IExecuteFunctions['helpers']['httpRequest'];

/** What came of a wake: it arrived, perhaps with the milliseconds to the next that is worth it; the execution waits no more; or nobody answered and why. */
export type WakeResult = 'woken' | { nextWake: number } | 'gone' | { unreachable: string };

/** Milliseconds. */
const TIMEOUT = 30_000;
/** n8n's answer for an execution that does not wait, but is running. */
const RUNNING = 409;
/** n8n's answer for one whose data it has not stored (2.41.1 and 1.123.81). */
const NO_DATA_YET = 500;
/** n8n's answers where there is no such wait any more. */
const GONE = [401, 404, RUNNING];

/** Calls the resume webhook of a parked execution, at n8n itself and without a key. */
export async function wake(send: Sender, url: string, body: object): Promise<WakeResult> {
	const answer = await call(send, url, body);
	if ('unreachable' in answer) return answer;
	if (GONE.includes(answer.status)) return 'gone';
	const nextWake = numberField(asObject(answer.body), 'nextWake');
	return nextWake === null ? 'woken' : { nextWake };
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

async function call(
	send: Sender,
	url: string,
	body: object,
): Promise<{ status: number; body: JsonValue } | { unreachable: string }> {
	try {
		const answer: { statusCode: number; body?: JsonValue } = await send({
			method: 'POST',
			url,
			body,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT,
		});
		return { status: answer.statusCode, body: answer.body ?? null };
	} catch (error) {
		return { unreachable: inWords(readNetworkFailure(error).code) };
	}
}
