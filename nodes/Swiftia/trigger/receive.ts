import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { outputOf } from '../api/answer';
import { callbackJobId, readCallback } from '../api/callback';
import { type JobAnswer, type KnownJob, aboutJob, jobInWords } from '../api/job';
import { type JsonObject, type JsonValue, asObject } from '../api/json';
import { namedVideo } from '../api/video';
import { aboutSubject } from '../api/swiftiaError';
import { SwiftiaClient } from '../transport/client';
import { type CallQueue, callQueueOf } from './callQueue';
import { CallsAgain } from './callsAgain';
import { type TriggerEvent, startsOn } from './description';
import { readEnded } from './readEnded';
import { StartedJobs } from './startedJobs';

const SILENT: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Swiftia or anybody else called the trigger's URL. The caller is answered at once; then the job is read from the API, and the
 * workflow starts if it has ended and was not started for it before. Never throws, since the caller has its answer.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const query = asObject(context.getQueryData() as JsonValue);
	const jobId = callbackJobId(bodyOf(context), query);
	const response = context.getResponseObject();
	const queue = callQueueOf(context);
	if (jobId === '') {
		warnOfRefused(context, queue, 'names no job');
		response.status(400).json({ message: 'The call has no jobId or id in its body or query' });
		return SILENT;
	}
	if (queue.isFull) {
		warnOfRefused(context, queue, 'was refused: too many are waiting');
		response.setHeader('Retry-After', String(queue.retryAfter));
		response.status(429).json({ message: 'Too many calls are waiting' });
		return SILENT;
	}
	response.status(200).json({ received: true });
	// Who tests in the editor sends the same job again and again.
	const started = context.getMode() === 'manual' ? undefined : new StartedJobs(context);
	const callsAgain = started ? started.claim(jobId) : new CallsAgain();
	if (!callsAgain) return SILENT;
	const items = await itemsOf(context, queue, { jobId, query, callsAgain });
	started?.settle(jobId, items.length > 0);
	if (items.length === 0) return SILENT;
	return { ...SILENT, workflowData: [context.helpers.returnJsonArray(items as IDataObject[])] };
}

/** The body; as it came where n8n knows no such content type, and parses nothing. */
function bodyOf(context: IWebhookFunctions): JsonValue {
	const parsed = readCallback(context.getBodyData());
	if (callbackJobId(parsed) !== '') return parsed;
	const { rawBody } = context.getRequestObject();
	return rawBody === undefined ? parsed : readCallback(String(rawBody));
}

/** Lines in n8n's log about refused calls of one minute, and names that each tells. */
const MOST_TOLD = 10;
/** Another name may be content. */
const NAME = /^[\w.-]{1,40}$/;

/** A line in n8n's log about a call that got no further: what came, and not what it said. */
function warnOfRefused(context: IWebhookFunctions, queue: CallQueue, what: string): void {
	const count = queue.countRefused();
	if (count > MOST_TOLD) return;
	const { headers } = context.getRequestObject();
	const parts = [
		`content type: ${headers?.['content-type']?.match(/^[\w.+/-]{1,60}/)?.[0] ?? 'none'}`,
		`body: ${namesOf(readCallback(context.getBodyData()), bodyOf(context))}`,
		`query: ${namesOf(context.getQueryData() as JsonValue)}`,
		...(count === MOST_TOLD ? ['no more of these lines for a minute'] : []),
	];
	context.logger.warn(`Swiftia Trigger: a call ${what} (${parts.join('; ')})`);
}

/** The names at the top level of these. */
function namesOf(...values: JsonValue[]): string {
	const names = new Set(values.flatMap((value) => Object.keys(asObject(value))));
	const told = [...names].slice(0, MOST_TOLD).map((name) => (NAME.test(name) ? name : '?'));
	return told.join(', ') || 'none';
}

/** What the workflow starts with; nothing, and a line in n8n's log, where it shall not start. */
async function itemsOf(
	context: IWebhookFunctions,
	queue: CallQueue,
	{ jobId, query, callsAgain }: { jobId: string; query: JsonObject; callsAgain: CallsAgain },
): Promise<object[]> {
	const known: KnownJob = { jobId, videoId: namedVideo(query) };
	try {
		// An expression may yield a text.
		const simplify = String(context.getNodeParameter('simplify')) !== 'false';
		// The credential is fetched in the call's turn: with a pause before, calls at the same time would all find room in the queue.
		const read = async () => {
			const client = await SwiftiaClient.open(context, { priority: 'background' });
			return await client.getJob(known, { keepBody: !simplify });
		};
		const job = await readEnded(async () => await queue.read(read), callsAgain);
		if (!job) {
			context.logger.warn(
				`Swiftia Trigger: ${jobInWords(known)} was said to have ended, but Swiftia shows it as open`,
			);
			return [];
		}
		const items = outputItems(context, job, simplify);
		// What the API gave stays as it is where there is nothing to add.
		return simplify || Object.keys(query).length > 0 ? items.map((item) => ({ ...item, query })) : items;
	} catch (error) {
		const { message } = aboutSubject(error, aboutJob(known)) as Error;
		context.logger.error(`Swiftia Trigger: a call could not be processed: ${message}`);
	}
	return [];
}

function outputItems(context: IWebhookFunctions, job: JobAnswer, simplify: boolean): object[] {
	const event = context.getNodeParameter('event', 'jobEnded') as TriggerEvent;
	if (!startsOn(event, job.record.status)) return [];
	if (context.getNodeParameter('output') !== 'shorts') return [outputOf(job, simplify) as object];
	if (job.shorts.length === 0) {
		context.logger.warn(
			`Swiftia Trigger: ${jobInWords(job.record)} is ${job.record.status} and has no shorts to start with`,
		);
	}
	return job.shorts.map((short) => outputOf(short, simplify) as object);
}
