import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outputOf } from '../api/answer';
import type { Job, JobAnswer } from '../api/job';
import { isFinal } from '../api/status';
import type { SwiftiaClient } from '../transport/client';
import { type JobOutput, type ParkedJob, errorJson, withoutMarks } from './parked';
import type { ParkedRecords } from './parkedRecords';

/** How the jobs of a park are read and put out. */
export interface ParkedJobsOptions {
	/** When reading is given up, by `ticks`. */
	deadline: number;
	output: JobOutput;
	hasErrorOutput: boolean;
}

/** An execution that is parked for jobs: Swiftia calls when they end, so no wake is predicted. */
export function parkedJobs(
	parked: ParkedJob[],
	openClient: () => Promise<SwiftiaClient>,
	{ deadline, output: { simplify, includeTranscription }, hasErrorOutput }: ParkedJobsOptions,
): ParkedRecords<JobAnswer> {
	return {
		ids: [...new Set(parked.filter((job) => isAwaited(job, simplify)).map(({ jobId }) => jobId))],
		readEnded: async (jobId) => {
			const known = parked.find((one) => one.jobId === jobId)!;
			const client = await openClient();
			const job = await client.getJob(known, { deadline, keepBody: !simplify, includeTranscription });
			return isFinal(job.record.status) ? job : undefined;
		},
		nextWake: () => undefined,
		itemsOf: (ended) =>
			parked.map((job, item): INodeExecutionData => {
				if (job.notStarted !== undefined)
					return { json: errorJson(job, job.notStarted, hasErrorOutput), pairedItem: { item } };
				return { json: endedJson(job, ended.get(job.jobId), simplify), pairedItem: { item } };
			}),
	};
}

/** Jobs that are open; with Simplify off those that had ended before as well, since the park kept only their records. */
function isAwaited({ status, notStarted }: ParkedJob, simplify: boolean): boolean {
	return notStarted === undefined && !(simplify && isFinal(status));
}

function endedJson(parked: ParkedJob, job: JobAnswer | undefined, simplify: boolean): IDataObject {
	const record: Job = job?.record ?? withoutMarks(parked);
	const output = job ? outputOf(job, simplify) : record;
	return (output === record ? { ...record, timedOut: false } : output) as IDataObject;
}
