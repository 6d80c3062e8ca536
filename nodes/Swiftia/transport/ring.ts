import type { IExecuteFunctions } from 'n8n-workflow';

/** Sends one request, as n8n's httpRequest helper does. */
export type Sender = IExecuteFunctions['helpers']['httpRequest'];

/** Milliseconds. */
const TIMEOUT = 30_000;

/**
 * Rings the bell of a parked execution.
 *
 * @returns whether the execution is still there to be rung again; where nothing can be said, it is
 */
export async function ring(send: Sender, bellUrl: string, body: object): Promise<boolean> {
	try {
		const answer: { statusCode: number } = await send({
			method: 'POST',
			url: bellUrl,
			body,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT,
		});
		return ![401, 404, 409].includes(answer.statusCode);
	} catch {
		return true;
	}
}
