import { isFinal } from '../../api/status';
import { deadlineIn } from '../../wait/deadline';
import type { WaitLimits } from '../../wait/limits';
import { poll } from '../../wait/poll';
import { pollLimits } from '../run/pollLimits';
import type { Run } from '../run/run';
import { type OpenJob, addUnrendered, openJob } from './openJobs';
import { type RenderTask, addEnded, fileTaker, watchRenders } from './renderWait';
import { type IndexedJob, indexShorts } from './shorts';
import { type RenderOrder, type StartedRender, startRenders } from './startRenders';

/** The renders of one run. Those of a job start as soon as it has ended, while other jobs are still worked on. */
export class RenderBatch {
	/** By ID: jobs that had not ended when they were read. */
	private readonly openJobs = new Map<string, OpenJob>();

	constructor(
		private readonly run: Run,
		private readonly orders: RenderOrder[],
	) {}

	/** Reads every job once, starts the renders of those that have ended, and puts them out. Any other job is an error. */
	async start(): Promise<void> {
		const tasks = await this.startNow(async (order, job) => await startRenders(this.run, order, job));
		for (const { itemIndex, watch } of tasks) this.run.addOutput(itemIndex, watch.latest.record);
	}

	/** The same, and watches all, jobs that have not ended among them, in one loop until they have or the time is over. */
	async startAndWait(limits: WaitLimits): Promise<void> {
		const tasks = await this.startNow(async (order, job) => {
			if (isFinal(job.record.status)) return await startRenders(this.run, order, job);
			this.putOff(order, job);
			return [];
		});
		const deadline = deadlineIn(limits.minutes);
		const fileNames = this.orders.map(({ outcome }) => outcome.fileName);
		const takeFiles = fileTaker(this.run, fileNames, deadline);
		takeFiles(tasks);
		const jobs = [...this.openJobs.values()];
		for (const job of jobs) {
			job.watch.onEnd = async () => {
				const begun = await this.startRendersOf(job, deadline);
				takeFiles(begun);
				tasks.push(...begun);
				return begun.map(({ watch }) => watch);
			};
		}
		const watches = [...jobs, ...tasks].map(({ watch }) => watch);
		await poll(watches, pollLimits(this.run, limits, deadline));
		jobs.forEach((job) => addUnrendered(this.run, job, limits.minutes));
		tasks.forEach((task) => addEnded(this.run, task));
	}

	private async startNow(
		start: (order: RenderOrder, job: IndexedJob) => Promise<StartedRender[]>,
	): Promise<RenderTask[]> {
		const { client } = this.run;
		const readJob = once(async (jobId) => indexShorts(await client.getJob(jobId, { keepBody: false })));
		return await this.startEach(this.orders, async (order) => await start(order, await readJob(order.jobId)));
	}

	private async startRendersOf({ answer, orders }: OpenJob, deadline: number): Promise<RenderTask[]> {
		return await this.startEach(
			orders,
			async (order) => await startRenders(this.run, order, answer, deadline),
		);
	}

	private async startEach(
		orders: RenderOrder[],
		start: (order: RenderOrder) => Promise<StartedRender[]>,
	): Promise<RenderTask[]> {
		const done = await this.run.each(orders, start);
		return watchRenders(
			this.run,
			done.flatMap(({ task, result }) => result.map((started) => ({ ...task, ...started }))),
		);
	}

	private putOff(order: RenderOrder, answer: IndexedJob): void {
		const job = this.openJobs.get(order.jobId) ?? openJob(this.run, answer);
		this.openJobs.set(order.jobId, job);
		job.orders.push(order);
	}
}

/** The same job may stand in many items: it is read once. */
function once(read: (jobId: string) => Promise<IndexedJob>): (jobId: string) => Promise<IndexedJob> {
	const reads = new Map<string, Promise<IndexedJob>>();
	return async (jobId) => {
		const reading = reads.get(jobId) ?? read(jobId);
		reads.set(jobId, reading);
		return await reading;
	};
}
