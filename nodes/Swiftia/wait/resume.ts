import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { outputOf } from '../api/answer';
import { callbackJobId, readCallback } from '../api/callback';
import type { Job, JobAnswer } from '../api/job';
import type { JsonValue } from '../api/json';
import { isFinal } from '../api/status';
import { SwiftiaClient } from '../transport/client';
import { ticks, ticksAt } from '../transport/clock';
import { pause } from '../transport/pause';
import { wake } from '../transport/wake';
import { CLAIM_EXPIRES, type Caller } from './parkPlan';
import { ParkMonitor } from './parkMonitor';
import { type ParkedJob, parkKey, readParked } from './parked';
import { resumeWebhookUrl } from './resumeWebhook';
import { WATCHDOG_CALL, type WatchedPark, watch, watchdogWish } from './watchdog';

/** Milliseconds from a claim to the call that finds out whether n8n has carried it out. */
const CONFIRM_AFTER = CLAIM_EXPIRES + 5_000;
/** What the caller gets; n8n's own answer would come only after the jobs were read. */
const RECEIVED = { received: true };
const SILENT: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Swiftia, a watchdog or anybody else called the resume webhook of a parked execution. The caller is answered at once; then the
 * jobs are read from the API, and the execution goes on when all have ended. Never throws: n8n would go on with one empty item.
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const begunAt = ticks();
	context.getResponseObject().status(200).json(RECEIVED);
	try {
		return (await endedItems(context, begunAt)) ?? SILENT;
	} catch (error) {
		context.logger.warn(
			`Swiftia: a callback could not be followed up, the wait goes on (${(error as Error).message})`,
		);
		return SILENT;
	}
}

async function endedItems(
	context: IWebhookFunctions,
	begunAt: number,
): Promise<IWebhookResponseData | undefined> {
	const waiting = context.evaluateExpression('{{ $input.all() }}') as Array<{ json: IDataObject }>;
	const parked = readParked(waiting);
	const waitUntil = parked[0]?.waitUntil;
	if (waitUntil === undefined || Date.parse(waitUntil) <= Date.now()) return undefined;

	const park: WatchedPark = {
		key: parkKey(context.getExecutionId(), waitUntil),
		url: resumeWebhookUrl(context),
		limit: Date.parse(waitUntil),
	};
	// Whatever process answers a call watches the park too: the one that parked may be gone.
	watch(context.helpers.httpRequest, park, forget(park.key));
	const body = readCallback(context.getBodyData());
	if (watchdogWish(body) === 'enlist') return undefined;

	// What the expression yields here may differ from what execute() had checked: only a clear no is one.
	const simplify = context.getNodeParameter('simplify', true) !== false;
	const jobs = await monitoredJobs(context, park, parked, { begunAt, body, simplify });
	return jobs && resumedWith(context, parked, jobs, simplify);
}

interface Call {
	begunAt: number;
	body: JsonValue;
	simplify: boolean;
}

/** The jobs of a park once all have ended, to the one call that may resume; undefined to all others. */
async function monitoredJobs(
	context: IWebhookFunctions,
	park: WatchedPark,
	parked: ParkedJob[],
	{ begunAt, body, simplify }: Call,
): Promise<JobAnswer[] | undefined> {
	const { httpRequest } = context.helpers;
	const { limit, url } = park;
	const jobIds = [...new Set(parked.filter((job) => isAwaited(job, simplify)).map(({ jobId }) => jobId))];
	const client = await SwiftiaClient.open(context);
	const jobs = await monitorOf(park, jobIds).answer({
		caller: callerOf(body, jobIds),
		begunAt,
		readEnded: async (jobId) => {
			const job = await client.getJob(jobId, { deadline: ticksAt(limit), keepBody: !simplify });
			return isFinal(job.record.status) ? job : undefined;
		},
		wakeAnew: () => void wake(httpRequest, url, WATCHDOG_CALL),
	});
	// Where n8n did not carry the resume out, as when its database was busy, this call finds the execution waiting still.
	if (jobs) void pause(CONFIRM_AFTER).then(async () => await wake(httpRequest, url, WATCHDOG_CALL));
	return jobs;
}

function resumedWith(
	context: IWebhookFunctions,
	parked: ParkedJob[],
	jobs: JobAnswer[],
	simplify: boolean,
): IWebhookResponseData {
	const jobOf = new Map(jobs.map((job) => [job.record.jobId, job]));
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const items = parked.map((job, item) => ({
		json: endedJson(job, jobOf.get(job.jobId), simplify, hasErrorOutput),
		pairedItem: { item },
	}));
	return { noWebhookResponse: true, workflowData: [items satisfies INodeExecutionData[]] };
}

/** Jobs that are open; with Simplify off those that had ended before as well, since the park kept only their records. */
function isAwaited({ status, notStarted }: ParkedJob, simplify: boolean): boolean {
	return notStarted === undefined && !(simplify && isFinal(status));
}

function callerOf(body: JsonValue, jobIds: string[]): Caller {
	if (watchdogWish(body) !== undefined) return 'watchdog';
	const id = callbackJobId(body);
	return jobIds.includes(id) ? { id } : 'unknown';
}

function endedJson(
	parked: ParkedJob,
	job: JobAnswer | undefined,
	simplify: boolean,
	hasErrorOutput: boolean,
): IDataObject {
	// For the error output n8n adds the item's fields itself, and finds the item by its having no others.
	if (parked.notStarted !== undefined) {
		return { ...(hasErrorOutput ? {} : parked.input), error: parked.notStarted };
	}
	const record: Job = job?.record ?? withoutState(parked);
	const output = job ? outputOf(job, simplify) : record;
	return (output === record ? { ...record, timedOut: false } : output) as IDataObject;
}

function withoutState(parked: ParkedJob): Job {
	const job: Partial<ParkedJob> = { ...parked };
	delete job.waitUntil;
	delete job.parkVersion;
	return job as Job;
}

/** By park; each is let go when its watchdog ends. */
const monitors = new Map<string, ParkMonitor<JobAnswer>>();

/** Lets a monitor go, and holds nothing but its key until then. */
function forget(key: string): () => void {
	return () => monitors.delete(key);
}

function monitorOf({ key, limit }: WatchedPark, jobIds: string[]): ParkMonitor<JobAnswer> {
	const monitor = monitors.get(key) ?? new ParkMonitor(jobIds, limit);
	monitors.set(key, monitor);
	return monitor;
}
