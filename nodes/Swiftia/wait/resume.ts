import {
	type IDataObject,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeOperationError,
} from 'n8n-workflow';
import type { JsonObject, JsonValue } from '../api/json';
import { type Job, readJob, readJobId } from '../api/job';
import { isFinal } from '../api/status';
import { SwiftiaClient } from '../transport/client';
import { Lookout, type Ringer } from './lookout';
import { type ParkedJob, readParked } from './parked';
import { isWatcherRing } from './watcher';

/** What the caller gets; n8n's own answer would come only after the jobs were read. */
const RECEIVED = { received: true };
const SILENT: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Swiftia, the watcher or anybody else rang the bell of a parked execution. The caller is answered at once; then the jobs are
 * read from the API, and the execution goes on when all have ended. Never throws: n8n would go on with one empty item.
 */
export async function resume(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	this.getResponseObject().status(200).json(RECEIVED);
	try {
		return (await endedItems.call(this)) ?? SILENT;
	} catch (error) {
		this.logger.warn(
			`Swiftia: a callback could not be followed up, the wait goes on (${(error as Error).message})`,
		);
		return SILENT;
	}
}

async function endedItems(this: IWebhookFunctions): Promise<IWebhookResponseData | undefined> {
	const parked = readParked(this.evaluateExpression('{{ $input.all() }}') as Array<{ json: IDataObject }>);
	const waitUntil = parked[0]?.waitUntil;
	if (waitUntil === undefined || Date.parse(waitUntil) <= Date.now()) return undefined;

	const simplify = this.getNodeParameter('simplify', true) as boolean;
	const jobIds = [...new Set(parked.filter((job) => isAwaited(job, simplify)).map(({ jobId }) => jobId))];
	const client = await SwiftiaClient.open(this);
	const lookout = lookoutOf(`${this.getExecutionId()} ${waitUntil}`, Date.parse(waitUntil));
	const bodies = await lookout.answer(ringerOf(this.getBodyData() as JsonObject, jobIds), {
		jobIds,
		read: async (jobId) => await client.getJob(jobId),
		deadline: Date.parse(waitUntil),
	});
	if (!bodies) return undefined;

	const bodyOf = new Map(jobIds.map((jobId, index) => [jobId, bodies[index] as JsonValue]));
	const items = parked.map((job, index) => endedItem.call(this, job, bodyOf.get(job.jobId), index, simplify));
	return { noWebhookResponse: true, workflowData: [items] };
}

/** Jobs that are open; with Simplify off those that had ended before as well, since the park kept only their records. */
function isAwaited({ status, notStarted }: ParkedJob, simplify: boolean): boolean {
	return notStarted === undefined && !(simplify && isFinal(status));
}

function ringerOf(body: JsonObject, jobIds: string[]): Ringer {
	if (isWatcherRing(body)) return 'watcher';
	const jobId = readJobId(body);
	return jobIds.includes(jobId) ? { jobId } : 'unknown';
}

function endedItem(
	this: IWebhookFunctions,
	parked: ParkedJob,
	body: JsonValue | undefined,
	item: number,
	simplify: boolean,
): INodeExecutionData {
	const pairedItem = { item };
	if (parked.notStarted !== undefined) {
		return {
			json: {},
			error: new NodeOperationError(this.getNode(), parked.notStarted, { itemIndex: item }),
			pairedItem,
		};
	}
	const job: Job = body === undefined ? withoutState(parked) : readJob(body, parked.jobId);
	const json = simplify || body === undefined ? { ...job, timedOut: false } : body;
	return { json: json as unknown as IDataObject, pairedItem };
}

function withoutState(parked: ParkedJob): Job {
	const job: Partial<ParkedJob> = { ...parked };
	delete job.waitUntil;
	return job as Job;
}

const lookouts = new Map<string, { lookout: Lookout; deadline: number }>();

/** The one lookout of a park; those of parks past their limit are let go. */
function lookoutOf(park: string, deadline: number): Lookout {
	for (const [key, other] of lookouts) if (other.deadline < Date.now()) lookouts.delete(key);
	const { lookout } = lookouts.get(park) ?? { lookout: new Lookout() };
	lookouts.set(park, { lookout, deadline });
	return lookout;
}
