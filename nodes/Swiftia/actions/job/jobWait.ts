import { type Job, type KnownJob, aboutJob, acceptedJob } from '../../api/job';
import { isFinal } from '../../api/status';
import { dateAt } from '../../time/clock';
import { mapLimited } from '../../time/limitConcurrency';
import { type Watched, look, watchedOf } from '../../wait/watched';
import { failedJobs, jobCosts, timedOut } from '../run/hints';
import { AT_ONCE, type Run, type Task } from '../run/run';
import { startOf } from '../run/startedWork';
import { type WaitOptions, waitFor } from '../run/waitFor';
import { waitedOutput, withOutcome } from '../run/waitedOutput';
import { type JobOutput, jobExtras } from './jobOutput';

/** How a wait for jobs shall go. */
export interface JobWaitOptions extends WaitOptions {
	output: JobOutput;
}

/** The job of one item, while it is waited for. Items that name the same job share its watch. */
interface JobTask extends Task {
	watch: Watched<Job>;
}

/** Waits for the jobs of these items and puts them out, in the order of the items. */
export async function waitForJobs(
	run: Run,
	items: Array<Task & { known: KnownJob }>,
	wait: JobWaitOptions,
): Promise<void> {
	const { limits, output } = wait;
	const deadline = run.memory.deadlineIn(limits.minutes);
	const tasks = watchJobs(run, items, output);
	const watches = [...new Set(tasks.map(({ watch }) => watch))];
	await readFirst(watches, deadline);
	addFailures(run, tasks);
	// What was lost while the execution was parked keeps none of the others back.
	if (!run.memory.hasParked) run.throwIfStopping();
	const watched = tasks.filter(({ watch }) => watch.failure === undefined);
	const polling = await waitFor(run, watches, wait, deadline);
	addFailures(run, watched);
	const ended = watched.filter(({ watch }) => watch.failure === undefined);
	tellOutcome(run, [...new Set(ended.map(({ watch }) => watch.latest.record))], limits.minutes, polling);
	const waitUntil = dateAt(deadline);
	ended.forEach((task) => addOutcome(run, task, waitUntil, output.simplify));
}

/** The jobs of these items, not read yet. */
function watchJobs(run: Run, items: Array<Task & { known: KnownJob }>, output: JobOutput): JobTask[] {
	const watches = new Map<string, Watched<Job>>();
	return items.map(({ itemIndex, client, known }) => {
		const { jobId } = known;
		const key = `${client.account} ${jobId}`;
		const given = {
			account: client.account,
			subject: aboutJob(known),
			since: startOf(run.context, 'job', jobId),
			read: async (deadline: number) => await client.getJob(known, { deadline, ...jobExtras(output) }),
		};
		const watch = watches.get(key) ?? watchedOf(given, acceptedJob(known), run.memory);
		watches.set(key, watch);
		return { itemIndex, client, watch };
	});
}

/** Reads what this execution has not started: it may not exist. */
async function readFirst(watches: Array<Watched<Job>>, deadline: number): Promise<void> {
	const unread = watches.filter(
		({ since, readAt, track, failure }) =>
			since === undefined && readAt === undefined && !track && failure === undefined,
	);
	await mapLimited(unread, AT_ONCE, async (watch) => await look(watch, deadline));
}

/** Hints at jobs that failed first, then at what the jobs cost, and at those that had not ended in time. */
function tellOutcome(run: Run, jobs: Job[], minutes: number, polling: string | undefined): void {
	const open = jobs.filter(({ status }) => !isFinal(status)).map(({ jobId }) => jobId);
	const late = open.length > 0 ? timedOut('job', open, minutes) : undefined;
	[failedJobs(jobs), polling, jobCosts(run, jobs), late].forEach((hint) => run.hint(hint));
}

function addFailures(run: Run, tasks: JobTask[]): void {
	for (const { itemIndex, watch } of tasks) {
		if (watch.failure !== undefined) run.addError(itemIndex, watch.failure);
	}
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
