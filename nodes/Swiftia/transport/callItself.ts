import type { IExecuteFunctions } from 'n8n-workflow';
import { asObject, type JsonValue } from '../api/json';
import { inWords } from './messages';
import { readNetworkFailure } from './networkFailure';

/** Sends one request, as n8n's httpRequest helper does. */
export type Sender = IExecuteFunctions['helpers']['httpRequest'];

/** What the node answers to a call into its resume webhook. */
export const RECEIVED = { received: true };

const TIMEOUT_MS = 30_000;

/**
 * Calls the resume webhook of an execution at this n8n itself, without a key.
 *
 * @returns what keeps this n8n from reaching itself, in words; undefined where it answered, whatever it said
 */
export async function callItself(send: Sender, url: string, body: object): Promise<string | undefined> {
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
			timeout: TIMEOUT_MS,
		});
		return isOwn(answer.body) ? undefined : `status ${answer.statusCode} of another server`;
	} catch (error) {
		return inWords(readNetworkFailure(error).code);
	}
}

/** Whether this node answered, or n8n for an execution that does not wait: running (409), finished (409), gone (404) or claimed (500). */
function isOwn(body: JsonValue | undefined): boolean {
	const { received, code, message } = asObject(body);
	return received === true || (typeof code === 'number' && typeof message === 'string');
}
