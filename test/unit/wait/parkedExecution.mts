import type { IWebhookResponseData } from 'n8n-workflow';
import { START, pass } from '../fakeTime.mts';
import { type Answered, N8n } from '../n8nContext.mts';
import { acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import { type ParkedItem, writeParked } from '../../../nodes/Swiftia/wait/parked.js';
import { wake } from '../../../nodes/Swiftia/transport/wake.js';
import { resume } from '../../../nodes/Swiftia/wait/resume.js';

/** Seconds that a call is followed, unless a test says otherwise: no recheck comes sooner. */
const AT_ONCE = 1;

/** An execution that waits for these jobs, one per item, for so many minutes. */
export function parkedOn(jobs: Array<string | ParkedItem>, minutes = 60): N8n {
	const n8n = new N8n();
	n8n.items = jobs.map((_, row) => ({ json: { row } }));
	const waitUntil = new Date(START + minutes * 60_000).toISOString();
	writeParked(
		n8n.items,
		jobs.map((job) => (typeof job === 'string' ? acceptedJob({ jobId: job }) : job)),
		waitUntil,
	);
	return n8n;
}

/** A call to the resume webhook: what the caller got, and what n8n did once the call was over. */
export interface Followed {
	answered: Answered;
	response: () => IWebhookResponseData | undefined;
}

/** Lets somebody call the resume webhook, and follows it for so many seconds. */
export async function call(n8n: N8n, body?: unknown, seconds = AT_ONCE): Promise<Followed> {
	const { context, answered } = n8n.call({ body });
	let response: IWebhookResponseData | undefined;
	void resume(context).then((given) => (response = given));
	await pass(seconds * 1000);
	return { answered, response: () => response };
}

/** Lets what the node sends to its own resume webhook arrive there, which the node knows. */
export async function answerItself(n8n: N8n): Promise<void> {
	n8n.wakeBody = { received: true };
	await wake(n8n.call().context.helpers.httpRequest, String(n8n.resumeUrl), {});
	n8n.arrived.length = 0;
	n8n.onArrival = (body) => void resume(n8n.call({ body }).context);
}

/** The items that a call makes the execution go on with; undefined if it does not. */
export async function itemsAfter(n8n: N8n, body?: unknown, seconds?: number) {
	const { response } = await call(n8n, body, seconds);
	return response()?.workflowData?.[0];
}

/** The same, as JSON only. */
export async function jsonAfter(n8n: N8n, body?: unknown, seconds?: number) {
	return (await itemsAfter(n8n, body, seconds))?.map(({ json }) => json);
}
