import { type Job, aboutJob, acceptedJob, jobName } from '../../api/job';
import { SwiftiaError, aboutSubject } from '../../api/swiftiaError';
import { type Watched, isOpen, look, watchedOf } from '../../wait/watched';
import { mapLimited } from '../../time/limitConcurrency';
import { AT_ONCE, type Run } from '../run/run';
import { startOf } from '../run/startedWork';
import { type IndexedJob, indexShorts } from './shorts';
import type { RenderOrder } from './startRenders';

/** A job, and what is to be rendered of it. */
export interface RenderJob {
	watch: Watched<Job>;
	orders: RenderOrder[];
	/** Its shorts as they were read last. */
	indexed: () => IndexedJob;
}

/** The jobs of these orders, each once; a job is known to its own account only. */
export function renderJobs(run: Run, orders: RenderOrder[]): RenderJob[] {
	const jobs = new Map<string, RenderJob>();
	for (const order of orders) {
		const key = `${order.client.account} ${order.job.jobId}`;
		const job = jobs.get(key) ?? renderJob(run, order);
		jobs.set(key, job);
		job.orders.push(order);
	}
	return [...jobs.values()];
}

function renderJob({ context, memory }: Run, { client, job }: RenderOrder): RenderJob {
	const { account } = client;
	const since = startOf(context, 'job', job.jobId);
	const read = async (deadline: number) => await client.getJob(job, { deadline, keepBody: false });
	const watch = watchedOf<Job>({ account, subject: aboutJob(job), since, read }, acceptedJob(job), memory);
	let indexed: IndexedJob | undefined;
	return {
		watch,
		orders: [],
		indexed: () => {
			if (indexed?.record !== watch.latest.record) indexed = indexShorts({ shorts: [], ...watch.latest });
			return indexed!;
		},
	};
}

/**
 * Reads each job that was not read before the execution was parked. In a wait an outage is waited out, for jobs that this execution has
 * started: others may not exist.
 */
export async function readJobs(jobs: RenderJob[], isWait: boolean): Promise<void> {
	const unread = jobs
		.map(({ watch }) => watch)
		.filter(({ track, readAt, failure }) => !track && readAt === undefined && failure === undefined);
	await mapLimited(unread, AT_ONCE, async (watch) => {
		await look(watch, Infinity);
		const { trouble, since, subject } = watch;
		if (trouble !== undefined && !(isWait && since !== undefined))
			watch.failure = aboutSubject(trouble, subject);
	});
}

/** Why nothing was rendered of a job: it cannot be read any more, or had not ended in time; undefined where something was. */
export function whyUnrendered({ watch }: RenderJob, minutes: number): unknown {
	if (watch.failure !== undefined) return watch.failure;
	return isOpen(watch) ? notEnded(watch.latest.record, minutes) : undefined;
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
