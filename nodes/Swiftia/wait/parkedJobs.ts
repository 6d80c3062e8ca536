import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { type Job, type JobAnswer, aboutJob } from '../api/job';
import { isFinal } from '../api/status';
import type { SwiftiaClient } from '../transport/client';
import { waitedOutput, withOutcome } from './outcome';
import { type JobOutput, type ParkedJob, errorJson, withoutMarks } from './parked';
import type { ParkedRecords } from './parkedRecords';
import { UNSEEN, noting, unseen } from './unseen';

/** A job that has ended, or why it cannot be watched any more. */
export type EndedJob = JobAnswer | { lost: string };

/** How the jobs of a park are read and put out. */
export interface ParkedJobsOptions {
	/** When a read that begins now is given up, by `ticks`. */
	readUntil: () => number;
	/** What looks have shown of the jobs that are open, by ID. */
	seen: Map<string, Job>;
	output: JobOutput;
	hasErrorOutput: boolean;
	/** Whether n8n takes an item with an error for one. */
	continuesOnError: boolean;
}

/** An execution that is parked for jobs: Swiftia calls when they end, so no wake is predicted. */
export function parkedJobs(
	parked: ParkedJob[],
	openClient: () => Promise<SwiftiaClient>,
	{
		readUntil,
		seen,
		output: { simplify, includeTranscription },
		hasErrorOutput,
		continuesOnError,
	}: ParkedJobsOptions,
): ParkedRecords<EndedJob> {
	const byId = new Map(parked.map((job) => [job.jobId, job] as const).reverse());
	/** What kept a job from being read last. */
	const troubles = new Map<string, unknown>();
	const jsonOf = (job: ParkedJob, answer: EndedJob | undefined): IDataObject => {
		if (job.notStarted !== undefined) return errorJson(job, job.notStarted, hasErrorOutput);
		if (answer && !('lost' in answer)) return waitedOutput(answer, simplify, { timedOut: false });
		const known: Job = seen.get(job.jobId) ?? withoutMarks(job);
		const isUnseen = known.status === UNSEEN;
		const error = answer?.lost ?? (isUnseen && unseen(aboutJob(known), troubles.get(job.jobId)).message);
		if (error && continuesOnError)
			return errorJson({ input: known as unknown as IDataObject }, error, hasErrorOutput);
		const json = answer ? withOutcome(known, { timedOut: false }) : knownJson(known, job.waitUntil);
		return error ? { ...json, failureReason: error } : json;
	};
	return {
		areCalledFor: true,
		ids: [...new Set(parked.filter((job) => isAwaited(job, simplify)).map(({ jobId }) => jobId))],
		readEnded: async (jobId) => {
			const known = byId.get(jobId)!;
			const client = await openClient();
			const options = { deadline: readUntil(), keepBody: !simplify, includeTranscription };
			const job = await noting(troubles, jobId, client.getJob(known, options));
			if (!isFinal(job.record.status)) {
				seen.set(jobId, job.record);
				return undefined;
			}
			seen.delete(jobId);
			return job;
		},
		lost: (_id, message) => ({ lost: message }),
		nextWake: () => undefined,
		itemsOf: (ended) =>
			parked.map(
				(job, item): INodeExecutionData => ({
					json: jsonOf(job, ended.get(job.jobId)),
					pairedItem: { item },
				}),
			),
	};
}

/** Jobs that are open; with Simplify off those that had ended before as well, since the park kept only their records. */
function isAwaited({ status, notStarted }: ParkedJob, simplify: boolean): boolean {
	return notStarted === undefined && !(simplify && isFinal(status));
}

/** One that had ended before, or has not until Max Wait. */
function knownJson(record: Job, waitUntil: string): IDataObject {
	return withOutcome(record, isFinal(record.status) ? { timedOut: false } : { timedOut: true, waitUntil });
}
