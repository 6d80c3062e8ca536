import { type Job, type KnownJob, aboutJob, acceptedJob } from '../../api/job';
import { isFinal } from '../../api/status';
import { dateAt, ticks } from '../../time/clock';
import type { WaitLimits } from '../../wait/limits';
import { waitedOutput, withOutcome } from '../../wait/outcome';
import { leftToPark, mayParkFrom, park } from '../../wait/park';
import { type JobOutput, type ParkedItem, jobWaitOf } from '../../wait/parked';
import { startOf } from '../../wait/executionState';
import { poll } from '../../wait/poll';
import { giveUpUnseen, recordToPark } from '../../wait/unseen';
import { type Watched, isOpen, look, watchedOf } from '../../wait/watched';
import {
	type JobWaitFacts,
	type WaitMethod,
	type WaitStrategy,
	chooseStrategy,
	strategyBeforePark,
	strategyHint,
} from '../../wait/waitStrategy';
import { failedJobs, jobCosts, timedOut } from '../run/hints';
import { pollLimits } from '../run/pollLimits';
import type { Run, Task } from '../run/run';
import { jobExtras } from './jobOutput';

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
	output: JobOutput;
}

/** The job of one item, while it is waited for. Items that name the same job share its watch. */
export interface JobTask extends Task {
	watch: Watched<Job>;
}

/** The jobs of these items, not read yet. */
export function watchJobs(run: Run, items: Array<Task & { known: KnownJob }>, output: JobOutput): JobTask[] {
	const watches = new Map<string, Watched<Job>>();
	return items.map(({ itemIndex, client, known }) => {
		const { jobId } = known;
		const key = `${client.account} ${jobId}`;
		const watch =
			watches.get(key) ??
			watchedOf(
				{
					subject: aboutJob(known),
					since: startOf(run.context, 'job', jobId),
					read: async (deadline) => await client.getJob(known, { deadline, ...jobExtras(output) }),
				},
				acceptedJob(known),
			);
		watches.set(key, watch);
		return { itemIndex, client, watch };
	});
}

/** Each watch of these tasks once. */
export function watchesOf(tasks: JobTask[]): Array<Watched<Job>> {
	return [...new Set(tasks.map(({ watch }) => watch))];
}

/** Chooses between parking and polling for these open jobs. */
export async function chooseJobStrategy(
	{ context, clients, begunAt }: Run,
	{ deadline, ...plan }: Pick<JobWaitFacts, 'method' | 'openJobIds'> & { deadline: number },
): Promise<WaitStrategy> {
	const canReadParked = await clients.canReadParked(context);
	return chooseStrategy(context, { ...plan, canReadParked, left: leftToPark(context, begunAt, deadline) });
}

/** Waits for the jobs of all items: parked or polling, whichever was chosen. */
export async function waitForJobs(
	run: Run,
	tasks: JobTask[],
	{ method, limits, output }: JobWaitOptions,
	{ deadline, justRead }: JobWaitBegin,
): Promise<void> {
	const watches = watchesOf(tasks);
	if (!justRead) await readNewestOpen(watches, deadline);
	addFailures(run, tasks);
	run.throwIfStopping();
	const open = watches.filter(isOpen);
	let polling: string | undefined;
	if (open.length > 0) {
		const openJobIds = open.map(({ latest }) => latest.record.jobId);
		const strategy = await chooseJobStrategy(run, { method, openJobIds, deadline });
		const way = strategy.park
			? await pollUntilParkable(run, tasks, strategy, { limits, deadline })
			: strategy;
		polling = strategyHint(way);
		if (way.park) {
			run.hint(polling);
			return await parkAll(run, tasks, deadline, output);
		}
		await withFailures(run, tasks, async (rest) => {
			await poll(rest, pollLimits(run, limits, deadline));
			rest.forEach(giveUpUnseen);
		});
	}
	tellOutcome(
		run,
		watches.filter(({ failure }) => failure === undefined).map(({ latest }) => latest.record),
		limits.minutes,
		polling,
	);
	const waitUntil = dateAt(deadline);
	tasks
		.filter(({ watch }) => watch.failure === undefined)
		.forEach((task) => addOutcome(run, task, waitUntil, output.simplify));
}

/** Hints at jobs that failed first, then at what the jobs cost, and at those that had not ended in time. */
function tellOutcome(run: Run, jobs: Job[], minutes: number, polling: string | undefined): void {
	const open = jobs.filter(({ status }) => !isFinal(status));
	[failedJobs(jobs), polling, jobCosts(run, jobs)].forEach((hint) => hint !== undefined && run.hint(hint));
	if (open.length > 0) {
		run.hint(
			timedOut(
				'job',
				open.map(({ jobId }) => jobId),
				minutes,
			),
		);
	}
}

/** Polls for as long as a second park has to wait; gives the way from then on. */
async function pollUntilParkable(
	run: Run,
	tasks: JobTask[],
	strategy: WaitStrategy,
	{ limits, deadline }: { limits: WaitLimits; deadline: number },
): Promise<WaitStrategy> {
	const from = mayParkFrom(run.context, run.begunAt);
	if (from > ticks()) {
		await withFailures(run, tasks, async (open) => await poll(open, pollLimits(run, limits, from)));
		run.throwIfStopping();
		await withFailures(run, tasks, async (open) => await readNewestOpen(open, deadline));
		run.throwIfStopping();
	}
	return strategyBeforePark(strategy, {
		hasOpen: watchesOf(tasks).some(isOpen),
		left: deadline - ticks(),
		items: tasks.length,
	});
}

/** Does something with the jobs that are open, and adds the errors of those that could not be watched on. */
async function withFailures(
	run: Run,
	tasks: JobTask[],
	act: (open: Array<Watched<Job>>) => Promise<void>,
): Promise<void> {
	const open = watchesOf(tasks).filter(isOpen);
	await act(open);
	addFailures(
		run,
		tasks.filter(({ watch }) => open.includes(watch)),
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

async function parkAll(run: Run, tasks: JobTask[], deadline: number, output: JobOutput): Promise<void> {
	const taskOf = new Map(tasks.map((task) => [task.itemIndex, task]));
	const items = Array.from({ length: run.itemCount }, (_, itemIndex): ParkedItem => {
		const task = taskOf.get(itemIndex);
		const job = task ? recordToPark(task.watch) : { ...acceptedJob({ jobId: '' }), status: 'FAILED' };
		const item = { ...job, ...jobWaitOf(output) };
		const [notStarted] = run.errorsOf(itemIndex);
		return notStarted === undefined ? item : { ...item, failureReason: notStarted, notStarted };
	});
	run.markParked();
	await park(run.context, items, deadline);
}

function addOutcome(run: Run, { itemIndex, watch }: JobTask, waitUntil: string, simplify: boolean): void {
	const { latest } = watch;
	const { jobId, status } = latest.record;
	if (status === 'FAILED') run.ledger.noteFailed('job', jobId);
	const json = isFinal(status)
		? waitedOutput(latest, simplify, { timedOut: false })
		: withOutcome(latest.record, { timedOut: true, waitUntil });
	run.addOutput(itemIndex, json);
}
