import { isFinal } from '../../api/status';
import { deadlineIn } from '../../wait/deadline';
import type { WaitLimits } from '../../wait/limits';
import type { Progressing } from '../../wait/looks/track';
import { poll } from '../../wait/poll';
import type { RenderWaitMethod } from '../../wait/waitStrategy';
import { type Watched, isOpen } from '../../wait/watched';
import { pollLimits } from '../run/pollLimits';
import type { Run } from '../run/run';
import { type OpenJob, addUnrendered, openJob } from './openJobs';
import { canPark, choosesToPark, parkRenders } from './renderPark';
import { type RenderTask, addEnded, fileTaker, watchRenders } from './renderWait';
import { type IndexedJob, indexShorts } from './shorts';
import { type RenderOrder, type StartedRender, startRenders } from './startRenders';

/** How the renders of a run are waited for. */
export interface RenderWait {
	method: RenderWaitMethod;
	limits: WaitLimits;
}

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

	/**
	 * The same, and waits until all have ended or the time is over. Jobs that have not ended are watched in one loop with the renders;
	 * where the execution parks, they alone are, since only a running execution starts what is paid for.
	 */
	async startAndWait({ method, limits }: RenderWait): Promise<void> {
		const { run } = this;
		const tasks = await this.startNow(async (order, job) => {
			if (isFinal(job.record.status)) return await startRenders(run, order, job);
			this.putOff(order, job);
			return [];
		});
		const deadline = deadlineIn(limits.minutes);
		const pollAll = async (watches: Array<Watched<Progressing>>) =>
			await poll(watches, pollLimits(run, limits, deadline));
		const parks = this.hasOpen(tasks) && (await choosesToPark(run, this.waitPlan(method, deadline)));
		const renders = this.takeOver(tasks, deadline, parks);
		const jobs = [...this.openJobs.values()];
		await pollAll([...jobs, ...(parks ? [] : renders)].map(({ watch }) => watch));
		jobs.forEach((job) => addUnrendered(run, job, limits.minutes));
		if (parks && canPark(run, tasks, deadline)) return await parkRenders(run, tasks, deadline, true);
		if (parks) await pollAll(tasks.map(({ watch }) => watch));
		tasks.forEach((task) => addEnded(run, task));
	}

	private hasOpen(tasks: RenderTask[]): boolean {
		return this.openJobs.size > 0 || tasks.some(({ watch }) => isOpen(watch));
	}

	private waitPlan(method: RenderWaitMethod, deadline: number) {
		const hasSeveralPerItem = this.orders.some(({ target }) => 'most' in target && target.most > 1);
		return { method, hasSeveralPerItem, failureIsError: true, deadline };
	}

	/** Sees to it that files are taken, and that the renders of each open job start as soon as it has ended. */
	private takeOver(tasks: RenderTask[], deadline: number, parks: boolean): RenderTask[] {
		const fileNames = this.orders.map(({ outcome }) => outcome.fileName);
		const takeFiles = fileTaker(this.run, fileNames, deadline);
		takeFiles(tasks);
		for (const job of this.openJobs.values()) {
			job.watch.onEnd = async () => {
				const begun = await this.startRendersOf(job, deadline);
				takeFiles(begun);
				tasks.push(...begun);
				return parks ? [] : begun.map(({ watch }) => watch);
			};
		}
		return [...tasks];
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
