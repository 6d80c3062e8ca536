import { type Job, aboutJob, jobName } from '../../api/job';
import { SwiftiaError } from '../../api/swiftiaError';
import { startOf } from '../../wait/executionState';
import { unseen } from '../../wait/unseen';
import { type Watched, isOpen, watchedOf } from '../../wait/watched';
import type { SwiftiaClient } from '../../transport/client';
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

/**
 * Watches a job that has not ended.
 *
 * @param readAt when it was read, by `ticks`; undefined where it could not be, and is only known to exist
 */
export function openJob(
	{ context }: Run,
	client: SwiftiaClient,
	answer: IndexedJob,
	readAt: number | undefined,
): OpenJob {
	const { jobId } = answer.record;
	const read = async (deadline: number) => {
		job.answer = indexShorts(await client.getJob(answer.record, { deadline, keepBody: false }));
		return job.answer;
	};
	const given = { subject: aboutJob(answer.record), since: startOf(context, 'job', jobId), read };
	const job: OpenJob = { watch: { ...watchedOf(given, answer.record), readAt }, answer, orders: [] };
	return job;
}

/** Notes why nothing was rendered of a job that has not ended in time or cannot be read any more, as the error of its items. */
export function addUnrendered(run: Run, { watch, orders }: OpenJob, minutes: number): void {
	const error = watch.failure ?? (isOpen(watch) ? stillOpen(watch, minutes) : undefined);
	if (error !== undefined) orders.forEach(({ itemIndex }) => run.addError(itemIndex, error));
}

function stillOpen({ latest, readAt, trouble, subject }: Watched<Job>, minutes: number): SwiftiaError {
	return readAt === undefined ? unseen(subject, trouble) : notEnded(latest.record, minutes);
}

function notEnded(job: Job, minutes: number): SwiftiaError {
	const { status, progress } = job;
	const far = progress === null ? '' : `, ${progress}%`;
	return new SwiftiaError(
		'unusable',
		`${jobName(job)} has not ended within Max Wait (${minutes} ${minutes === 1 ? 'minute' : 'minutes'}), so none of its renders was started: its status is ${status}${far}`,
		'Raise Max Wait, or retry later. A retry starts only the rest.',
	);
}
