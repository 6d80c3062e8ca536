import type { ItemRenders } from '../../wait/waitMemory';
import { hasEnded, isOpen } from '../../wait/watched';
import { requireCompleted } from '../job/completedJob';
import { renderCosts } from '../run/hints';
import type { Run } from '../run/run';
import { type WaitOptions, waitFor } from '../run/waitFor';
import { FileNames } from './fileNames';
import { type RenderJob, readJobs, renderJobs, whyUnrendered } from './renderJobs';
import { type RenderTask, addEnded, fileTaker, onePerRender, tellTimedOut, watchRenders } from './renderWait';
import { type RenderOrder, startRenders } from './startRenders';

/** The renders of one run. Those of a job start as soon as it has ended, while other jobs are still worked on. */
export class RenderBatch {
	private readonly jobs: RenderJob[];
	private readonly tasks: RenderTask[] = [];
	private readonly fileNames: FileNames;

	constructor(
		private readonly run: Run,
		private readonly orders: RenderOrder[],
	) {
		this.jobs = renderJobs(run, orders);
		this.fileNames = new FileNames(
			orders.map(({ outcome }) => outcome.fileName),
			run.memory.fileNames,
		);
	}

	/** Reads every job once, starts the renders of those that have ended, and puts them out. Any other job is an error. */
	async start(): Promise<void> {
		await readJobs(this.jobs, false);
		this.addFailures(this.jobs);
		await this.startOf(this.jobs.filter(({ watch }) => watch.failure === undefined));
		this.tellCosts();
		for (const { itemIndex, watch } of this.tasks) this.run.addOutput(itemIndex, watch.latest.record);
	}

	/** The same, and waits until all have ended or the time is over. Jobs that have not ended are watched in one loop with the renders. */
	async startAndWait(wait: WaitOptions): Promise<void> {
		const { run, tasks } = this;
		const { minutes } = wait.limits;
		// Of others all renders were asked for before the execution was parked: what becomes of the job is nothing to them.
		const pending = this.jobs.filter((job) => !this.isAskedFor(job));
		await readJobs(pending, true);
		const begun = await this.startOf(
			this.jobs.filter((job) => !pending.includes(job) || hasEnded(job.watch)),
		);
		const deadline = run.memory.deadlineIn(minutes);
		const takeFiles = fileTaker(run, deadline);
		takeFiles(begun);
		const open = pending.filter(({ watch }) => isOpen(watch));
		for (const job of open) {
			job.watch.onEnd = async () => {
				const more = await this.startOf([job], deadline);
				takeFiles(more);
				return more.map(({ watch }) => watch);
			};
		}
		const watches = [...pending, ...begun].map(({ watch }) => watch);
		run.hint(await waitFor(run, watches, wait, deadline));
		this.addFailures(pending, minutes);
		tellTimedOut(run, tasks, minutes);
		this.tellCosts();
		tasks.forEach((task) => addEnded(run, task));
	}

	/** Starts the renders of these jobs, and gives their tasks. */
	private async startOf(jobs: RenderJob[], deadline?: number): Promise<RenderTask[]> {
		const jobOf = new Map(jobs.flatMap((job) => job.orders.map((order) => [order, job] as const)));
		const orders = this.orders.filter((order) => jobOf.has(order));
		const done = await this.run.each(
			orders,
			async (order) => await this.startRenders(order, jobOf.get(order)!, deadline),
		);
		for (const { task, result } of done) {
			result.errors.forEach((error) => this.run.addError(task.itemIndex, error));
		}
		const named = done.flatMap(({ task, result }) => result.known.map((known) => ({ ...task, known })));
		const tasks = onePerRender(watchRenders(this.run, named, this.fileNames));
		this.tasks.push(...tasks);
		return tasks;
	}

	private async startRenders(order: RenderOrder, job: RenderJob, deadline?: number): Promise<ItemRenders> {
		const isOneOfSeveral = this.jobs.length > 1 && !this.run.context.continueOnFail();
		const ended = () => {
			const indexed = job.indexed();
			requireCompleted(indexed.record, 'be rendered', isOneOfSeveral);
			return indexed;
		};
		return await startRenders(this.run, order, ended, deadline);
	}

	private isAskedFor({ orders }: RenderJob): boolean {
		return orders.every(({ itemIndex }) => this.run.memory.rendersOf(itemIndex) !== undefined);
	}

	private addFailures(jobs: RenderJob[], minutes?: number): void {
		for (const job of jobs) {
			const why = minutes === undefined ? job.watch.failure : whyUnrendered(job, minutes);
			if (why !== undefined) job.orders.forEach(({ itemIndex }) => this.run.addError(itemIndex, why));
		}
	}

	private tellCosts(): void {
		const renders = new Set(this.tasks.map(({ watch }) => watch));
		if (renders.size === 0) return;
		const jobs = this.jobs.filter(({ watch }) => watch.readAt !== undefined);
		this.run.hint(
			renderCosts(
				this.run,
				renders.size,
				jobs.map(({ watch }) => watch.latest.record),
			),
		);
	}
}
