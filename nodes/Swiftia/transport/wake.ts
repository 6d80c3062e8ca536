import type { IExecuteFunctions } from 'n8n-workflow';
import { inWords } from './messages';
import { readNetworkFailure } from './networkFailure';

/** Sends one request, as n8n's httpRequest helper does. */
export type Sender = IExecuteFunctions['helpers']['httpRequest'];

/** What came of a wake: it arrived, the execution waits no more, or nobody answered and why. */
export type WakeResult = 'woken' | 'gone' | { unreachable: string };

/** Milliseconds. */
const TIMEOUT = 30_000;
/** n8n's answers where there is no such wait any more. */
const GONE = [401, 404, 409];

/** Calls the resume webhook of a parked execution, at n8n itself and without a key. */
export async function wake(send: Sender, url: string, body: object): Promise<WakeResult> {
	try {
		const answer: { statusCode: number } = await send({
			method: 'POST',
			url,
			body,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT,
		});
		return GONE.includes(answer.statusCode) ? 'gone' : 'woken';
	} catch (error) {
		return { unreachable: inWords(readNetworkFailure(error).code) };
	}
}
