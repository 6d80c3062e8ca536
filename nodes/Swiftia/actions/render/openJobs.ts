import type { Job } from '../../api/job';
import { SwiftiaError } from '../../api/swiftiaError';
import { ticks } from '../../transport/clock';
import { startOf } from '../../wait/executionState';
import { type Watched, isOpen, watchedOf } from '../../wait/watched';
import type { Run } from '../run/run';
import { type IndexedJob, indexShorts } from './shorts';
import type { RenderOrder } from './startRenders';

/** A job that had not ended when it was read first, and what is to be rendered of it. */
export interface OpenJob {
	watch: Watched<Job>;
	/** As it was read last. */
	answer: IndexedJob;
	orders: RenderOrder[];
}

/** Watches a job that was read a moment ago and had not ended. */
export function openJob({ client, context }: Run, answer: IndexedJob): OpenJob {
	const { jobId } = answer.record;
	const read = async (deadline: number) => {
		job.answer = indexShorts(await client.getJob(jobId, { deadline, keepBody: false }));
		return job.answer;
	};
	const subject = { kind: 'job', id: jobId } as const;
	const watch = watchedOf({ subject, since: startOf(context, jobId), read }, answer.record);
	const job: OpenJob = { watch: { ...watch, readAt: ticks() }, answer, orders: [] };
	return job;
}

/** Notes why nothing was rendered of a job that has not ended in time or cannot be read any more, as the error of its items. */
export function addUnrendered(run: Run, { watch, orders }: OpenJob, minutes: number): void {
	const error = watch.failure ?? (isOpen(watch) ? notEnded(watch.latest.record, minutes) : undefined);
	if (error !== undefined) orders.forEach(({ itemIndex }) => run.addError(itemIndex, error));
}

function notEnded({ jobId, status, progress }: Job, minutes: number): SwiftiaError {
	const far = progress === null ? '' : `, ${progress} %`;
	return new SwiftiaError(
		'unusable',
		`Job ${jobId} has not ended within Max Wait (${minutes} ${minutes === 1 ? 'minute' : 'minutes'}), so none of its renders was started: its status is ${status}${far}`,
		'Raise Max Wait, or retry later: what was started is taken up again.',
	);
}
