import { type Job, aboutJob, acceptedJob } from '../../api/job';
import type { KnownRender } from '../../api/render';
import { isFinal } from '../../api/status';
import { aboutSubject } from '../../api/swiftiaError';
import { ticks } from '../../time/clock';
import { deadlineIn } from '../../wait/deadline';
import { startOf } from '../../wait/executionState';
import type { WaitLimits } from '../../wait/limits';
import { poll } from '../../wait/poll';
import type { RenderWaitMethod } from '../../wait/waitStrategy';
import { giveUpUnseen } from '../../wait/unseen';
import { isOpen, mayPass } from '../../wait/watched';
import { requireCompleted } from '../job/completedJob';
import { renderCosts } from '../run/hints';
import { pollLimits } from '../run/pollLimits';
import type { Run } from '../run/run';
import { FileNames } from './fileNames';
import { type OpenJob, addUnrendered, openJob } from './openJobs';
import { type WaitTime, chooseWay, parkRenders, pollUntilParkable } from './renderPark';
import { type RenderTask, addEnded, fileTaker, onePerRender, tellTimedOut, watchRenders } from './renderWait';
import { type IndexedJob, indexShorts } from './shorts';
import { type RenderOrder, startRenders } from './startRenders';

/** How the renders of a run are waited for. */
export interface RenderWait {
	method: RenderWaitMethod;
	limits: WaitLimits;
}

/** The renders of one run. Those of a job start as soon as it has ended, while other jobs are still worked on. */
export class RenderBatch {
	/** By account and ID: jobs that had not ended when they were read. */
	private readonly openJobs = new Map<string, OpenJob>();
	/** As they were read first. */
	private readonly jobs: Job[] = [];
	private readonly fileNames: FileNames;
	private readonly hasOtherJobs: boolean;

	constructor(
		private readonly run: Run,
		private readonly orders: RenderOrder[],
	) {
		this.fileNames = new FileNames(orders.map(({ outcome }) => outcome.fileName));
		this.hasOtherJobs = orders.some(({ job }) => job.jobId !== orders[0]!.job.jobId);
	}

	/** Reads every job once, starts the renders of those that have ended, and puts them out. Any other job is an error. */
	async start(): Promise<void> {
		const tasks = await this.startNow(async (order, job) => await this.startRenders(order, job));
		this.tellCosts(tasks);
		for (const { itemIndex, watch } of tasks) this.run.addOutput(itemIndex, watch.latest.record);
	}

	/**
	 * The same, and waits until all have ended or the time is over. Jobs that have not ended are watched in one loop with the renders;
	 * where the execution parks, they alone are, since only a running execution starts what is paid for.
	 */
	async startAndWait({ method, limits }: RenderWait): Promise<void> {
		const { run } = this;
		const tasks = await this.startNow(
			async (order, job) => {
				if (isFinal(job.record.status)) return await this.startRenders(order, job);
				this.putOff(order, job, ticks());
				return [];
			},
			(order, error) => this.putOffUnread(order, error),
		);
		const time = { limits, deadline: deadlineIn(limits.minutes) };
		const { deadline } = time;
		const jobs = [...this.openJobs.values()];
		const way = this.hasOpen(tasks) ? await chooseWay(run, this.waitPlan(method, deadline)) : undefined;
		if (way?.park) {
			await this.startRest(tasks, jobs, time);
			if (await pollUntilParkable(run, tasks, way, time))
				return await parkRenders(run, tasks, deadline, true);
			await this.pollAll(tasks, [], time);
		} else await this.pollAll(tasks, jobs, time);
		tasks.forEach(({ watch }) => giveUpUnseen(watch));
		tellTimedOut(run, tasks, limits.minutes);
		this.tellCosts(tasks);
		tasks.forEach((task) => addEnded(run, task));
	}

	/** Polls jobs until they have ended, and adds the renders that are started then. Time is left for those that were started before. */
	private async startRest(tasks: RenderTask[], jobs: OpenJob[], time: WaitTime): Promise<void> {
		const { deadline } = time;
		this.startAsJobsEnd(jobs, deadline, (begun) => {
			tasks.push(...begun);
			return [];
		});
		const end = tasks.length === 0 ? deadline : deadline - reserveOf(deadline - ticks());
		await this.pollTogether(jobs, [], { ...time, deadline: end });
	}

	/** Polls renders and jobs together, adds the renders that are started as these end, and has the MP4s of all taken. */
	private async pollAll(tasks: RenderTask[], jobs: OpenJob[], time: WaitTime): Promise<void> {
		const { deadline } = time;
		const takeFiles = fileTaker(this.run, deadline);
		takeFiles(tasks);
		this.startAsJobsEnd(jobs, deadline, (begun) => {
			takeFiles(begun);
			tasks.push(...begun);
			return begun;
		});
		await this.pollTogether(jobs, tasks, time);
	}

	private async pollTogether(jobs: OpenJob[], tasks: RenderTask[], time: WaitTime): Promise<void> {
		const { limits, deadline } = time;
		const watches = [...jobs, ...tasks].map(({ watch }) => watch);
		await poll(watches, pollLimits(this.run, limits, deadline));
		jobs.forEach((job) => addUnrendered(this.run, job, limits.minutes));
	}

	private tellCosts(tasks: RenderTask[]): void {
		const renders = new Set(tasks.map(({ watch }) => watch));
		if (renders.size === 0) return;
		const later = [...this.openJobs.values()].map(({ watch }) => watch.latest.record);
		const jobs = new Map([...this.jobs, ...later].map((job) => [job.jobId, job]));
		this.run.hint(renderCosts(this.run, renders.size, [...jobs.values()]));
	}

	private hasOpen(tasks: RenderTask[]): boolean {
		return this.openJobs.size > 0 || tasks.some(({ watch }) => isOpen(watch));
	}

	private waitPlan(method: RenderWaitMethod, deadline: number) {
		const hasSeveralPerItem = this.orders.some(({ target }) => 'most' in target && target.most > 1);
		return { method, hasSeveralPerItem, mayHaveError: true, deadline };
	}

	/**
	 * Sees to it that the renders of each open job start as soon as it has ended.
	 *
	 * @param take gets them, and gives those that are to be polled along with the jobs
	 */
	private startAsJobsEnd(
		jobs: OpenJob[],
		deadline: number,
		take: (begun: RenderTask[]) => RenderTask[],
	): void {
		for (const job of jobs) {
			job.watch.onEnd = async () => take(await this.startRendersOf(job, deadline)).map(({ watch }) => watch);
		}
	}

	/**
	 * Reads the job of every order once, and starts what can be started of it.
	 *
	 * @param mayWait whether an item whose job cannot be read is put off; the error is the item's if not
	 */
	private async startNow(
		start: (order: RenderOrder, job: IndexedJob) => Promise<KnownRender[]>,
		mayWait: (order: RenderOrder, error: unknown) => boolean = () => false,
	): Promise<RenderTask[]> {
		const readJob = once(async ({ client, job }) => {
			const answer = await client.getJob(job, { keepBody: false });
			this.jobs.push(answer.record);
			return indexShorts(answer);
		});
		return await this.startEach(this.orders, async (order) => {
			const [read] = await Promise.allSettled([readJob(order)]);
			if (read.status === 'fulfilled') return await start(order, read.value);
			if (mayWait(order, read.reason)) return [];
			throw aboutSubject(read.reason, aboutJob(order.job));
		});
	}

	private async startRendersOf({ answer, orders }: OpenJob, deadline: number): Promise<RenderTask[]> {
		return await this.startEach(orders, async (order) => await this.startRenders(order, answer, deadline));
	}

	private async startRenders(order: RenderOrder, job: IndexedJob, deadline?: number): Promise<KnownRender[]> {
		requireCompleted(job.record, 'be rendered', this.hasOtherJobs && !this.run.context.continueOnFail());
		return await startRenders(this.run, order, job, deadline);
	}

	private async startEach(
		orders: RenderOrder[],
		start: (order: RenderOrder) => Promise<KnownRender[]>,
	): Promise<RenderTask[]> {
		const done = await this.run.each(orders, start);
		const named = done.flatMap(({ task, result }) => result.map((known) => ({ ...task, known })));
		return onePerRender(watchRenders(this.run, named, this.fileNames));
	}

	private putOff(order: RenderOrder, answer: IndexedJob, readAt: number | undefined): OpenJob {
		const key = keyOf(order);
		const job = this.openJobs.get(key) ?? openJob(this.run, order.client, answer, readAt);
		this.openJobs.set(key, job);
		job.orders.push(order);
		return job;
	}

	/** An outage at the begin of a wait is waited out like a later one, for jobs that this execution has started: others may not exist. */
	private putOffUnread(order: RenderOrder, error: unknown): boolean {
		const { job } = order;
		if (startOf(this.run.context, 'job', job.jobId) === undefined || !mayPass(error, true)) return false;
		this.putOff(order, indexShorts({ record: acceptedJob(job), shorts: [] }), undefined).watch.trouble =
			error;
		return true;
	}
}

/** Milliseconds that a wait keeps for renders that have long been started, where a job does not end. */
function reserveOf(left: number): number {
	return Math.min(60_000, left / 10);
}

/** A job is known to its own account only. */
function keyOf({ client, job }: RenderOrder): string {
	return `${client.account} ${job.jobId}`;
}

/** The same job may stand in many items: it is read once. */
function once(read: (order: RenderOrder) => Promise<IndexedJob>): typeof read {
	const reads = new Map<string, Promise<IndexedJob>>();
	return async (order) => {
		const key = keyOf(order);
		const reading = reads.get(key) ?? read(order);
		reads.set(key, reading);
		return await reading;
	};
}
