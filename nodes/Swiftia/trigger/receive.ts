import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readJob, readJobId } from '../api/job';
import { type JsonObject, type JsonValue } from '../api/json';
import { rawShorts } from '../api/short';
import { SwiftiaClient } from '../transport/client';
import { readEnded } from '../wait/lookAgain';
import { StartedJobs } from './startedJobs';

const SILENT: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Swiftia or anybody else called the trigger's URL. The caller is answered at once; then the job is read from the API, and the
 * workflow starts if it has ended and was not started for it before. Never throws, since the caller has its answer.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const jobId = readJobId(this.getBodyData() as JsonObject);
	const response = this.getResponseObject();
	if (jobId === '') {
		response.status(400).json({ message: 'The body names no job: it has neither jobId nor id' });
		return SILENT;
	}
	response.status(200).json({ received: true });
	// Who tests in the editor sends the same job again and again.
	const started = this.getMode() === 'manual' ? undefined : new StartedJobs(this);
	if (started?.claim(jobId) === false) return SILENT;
	const items = await itemsOf.call(this, jobId);
	started?.settle(jobId, items.length > 0);
	if (items.length === 0) return SILENT;
	return { ...SILENT, workflowData: [this.helpers.returnJsonArray(items as IDataObject[])] };
}

/** What the workflow starts with; nothing, and a line in n8n's log, where it shall not start. */
async function itemsOf(this: IWebhookFunctions, jobId: string): Promise<object[]> {
	try {
		const client = await SwiftiaClient.open(this);
		const body = await readEnded(async () => await client.getJob(jobId));
		if (body !== undefined) return outputOf.call(this, body, jobId);
		this.logger.warn(`Swiftia Trigger: job ${jobId} was said to have ended, but Swiftia shows it as open`);
	} catch (error) {
		this.logger.error(`Swiftia Trigger: a call was not followed: ${(error as Error).message}`);
	}
	return [];
}

function outputOf(this: IWebhookFunctions, body: JsonValue, jobId: string): object[] {
	const simplify = this.getNodeParameter('simplify') as boolean;
	const job = readJob(body, jobId);
	if (this.getNodeParameter('output') === 'job') return [simplify ? job : (body as object)];
	if (job.shortsCount === 0) {
		this.logger.warn(`Swiftia Trigger: job ${jobId} is ${job.status} and has no shorts to start with`);
	}
	return simplify ? job.shorts : rawShorts(body);
}
