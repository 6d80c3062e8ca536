import { outputOf } from '../../api/answer';
import { type Job, acceptedJob } from '../../api/job';
import { isFinal } from '../../api/status';
import { dateAt } from '../../transport/clock';
import type { WaitLimits } from '../../wait/limits';
import { park, settle } from '../../wait/park';
import type { ParkedItem } from '../../wait/parked';
import { startOf } from '../../wait/executionState';
import { type PollLimits, poll } from '../../wait/poll';
import { type Watched, isOpen, look, watchedOf } from '../../wait/watched';
import { type WaitMethod, chooseStrategy } from '../../wait/waitStrategy';
import { pollLimits } from '../run/pollLimits';
import type { Run, Task } from '../run/run';

/** How far a wait for jobs has come when it begins. */
export interface JobWaitBegin {
	/** When Max Wait is over, by `ticks`. */
	deadline: number;
	/** Whether the last job of the list was read a moment ago. */
	justRead: boolean;
}

/** How a wait for jobs shall go. */
export interface JobWaitOptions {
	method: WaitMethod;
	limits: WaitLimits;
	simplify: boolean;
}

/** The job of one item, while it is waited for. Items that name the same job share its watch. */
export interface JobTask extends Task {
	watch: Watched<Job>;
}

/** The jobs of these items, not read yet. */
export function watchJobs(run: Run, items: Array<Task & { jobId: string }>, simplify: boolean): JobTask[] {
	const watches = new Map<string, Watched<Job>>();
	return items.map(({ itemIndex, jobId }) => {
		const watch =
			watches.get(jobId) ??
			watchedOf(
				{
					subject: { kind: 'job', id: jobId },
					since: startOf(run.context, jobId),
					read: async (deadline) => await run.client.getJob(jobId, { deadline, keepBody: !simplify }),
				},
				acceptedJob(jobId),
			);
		watches.set(jobId, watch);
		return { itemIndex, watch };
	});
}

/** Each watch of these tasks once. */
export function watchesOf(tasks: JobTask[]): Array<Watched<Job>> {
	return [...new Set(tasks.map(({ watch }) => watch))];
}

/** Waits for the jobs of all items: parked or polling, whichever was chosen. */
export async function waitForJobs(
	run: Run,
	tasks: JobTask[],
	{ method, limits, simplify }: JobWaitOptions,
	{ deadline, justRead }: JobWaitBegin,
): Promise<void> {
	const watches = watchesOf(tasks);
	if (!justRead) await readNewestOpen(watches, deadline);
	addFailures(run, tasks);
	run.throwIfStopping();
	const open = watches.filter(isOpen);
	if (open.length > 0) {
		const openIds = open.map(({ latest }) => latest.record.jobId);
		const strategy = chooseStrategy(run.context, method, openIds);
		run.hint(`Swiftia: ${strategy.park ? 'waiting parked' : 'waiting by polling'}, because ${strategy.why}.`);
		if (!strategy.park) await pollAll(run, tasks, pollLimits(run, limits, deadline));
		else if (await isReadyToPark(run, tasks, deadline)) return await parkAll(run, tasks, deadline);
	}
	const waitUntil = dateAt(deadline);
	tasks
		.filter(({ watch }) => watch.failure === undefined)
		.forEach((task) => addOutcome(run, task, waitUntil, simplify));
}

/** Whether something is still open after what a second park has to wait for. */
async function isReadyToPark(run: Run, tasks: JobTask[], deadline: number): Promise<boolean> {
	const open = new Set(watchesOf(tasks).filter(isOpen));
	if (!(await settle(run.context, run.begunAt))) return true;
	await readNewestOpen([...open], deadline);
	addFailures(
		run,
		tasks.filter(({ watch }) => open.has(watch)),
	);
	run.throwIfStopping();
	return [...open].some(isOpen);
}

async function pollAll(run: Run, tasks: JobTask[], limits: PollLimits): Promise<void> {
	const open = new Set(watchesOf(tasks).filter(isOpen));
	await poll([...open], limits);
	addFailures(
		run,
		tasks.filter(({ watch }) => open.has(watch)),
	);
}

// The last request before parking has to be one that found a job open: what ends later than that finds a webhook to call.
async function readNewestOpen(watches: Array<Watched<Job>>, deadline: number): Promise<void> {
	for (const watch of watches.filter(isOpen).reverse()) {
		await look(watch, deadline);
		if (isOpen(watch)) return;
	}
}

function addFailures(run: Run, tasks: JobTask[]): void {
	for (const { itemIndex, watch } of tasks) {
		if (watch.failure !== undefined) run.addError(itemIndex, watch.failure);
	}
}

async function parkAll(run: Run, tasks: JobTask[], deadline: number): Promise<void> {
	const taskOf = new Map(tasks.map((task) => [task.itemIndex, task]));
	const items = Array.from({ length: run.itemCount }, (_, itemIndex): ParkedItem => {
		const job = taskOf.get(itemIndex)?.watch.latest.record ?? { ...acceptedJob(''), status: 'FAILED' };
		const [notStarted] = run.errorsOf(itemIndex);
		return notStarted === undefined ? job : { ...job, failureReason: notStarted, notStarted };
	});
	run.markParked();
	await park(run.context, items, deadline);
}

function addOutcome(run: Run, { itemIndex, watch }: JobTask, waitUntil: string, simplify: boolean): void {
	const { latest } = watch;
	const timedOut = !isFinal(latest.record.status);
	if (timedOut) {
		return run.addOutput(itemIndex, { ...latest.record, timedOut, waitUntil });
	}
	const output = outputOf(latest, simplify);
	run.addOutput(itemIndex, output === latest.record ? { ...latest.record, timedOut } : (output as object));
}
