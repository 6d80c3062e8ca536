import { type Job, readJob } from '../../api/job';
import type { JsonValue } from '../../api/json';
import { isFinal } from '../../api/status';
import { park } from '../../wait/park';
import { type PollLimits, type Watched, isOpen, poll } from '../../wait/poll';
import { type WaitMethod, chooseWay } from '../../wait/way';
import type { ItemWork, Run } from '../run';

/** How a wait for jobs shall go. */
export interface JobWaitOptions {
	method: WaitMethod;
	limits: PollLimits;
	simplify: boolean;
}

/** The job of one item, while it is waited for. */
export interface JobWork extends ItemWork, Watched<Job> {
	/** The API's own body, once it was read. */
	body?: JsonValue;
}

/** A job to wait for, not read yet. */
export function jobWork(run: Run, itemIndex: number, jobId: string): JobWork {
	const work: JobWork = {
		itemIndex,
		record: readJob({}, jobId),
		read: async () => {
			work.body = await run.client.getJob(jobId);
			return readJob(work.body, jobId);
		},
	};
	return work;
}

/**
 * Waits for the jobs of all items: parked or polling, whichever was chosen.
 *
 * @param justRead whether the last job of the list was read a moment ago
 */
export async function waitForJobs(
	run: Run,
	works: JobWork[],
	options: JobWaitOptions,
	justRead: boolean,
): Promise<void> {
	if (!justRead) await readNewestOpen(run, works);
	const open = works.filter(isOpen);
	if (open.length > 0) {
		const way = chooseWay.call(
			run.context,
			options.method,
			open.map(({ record }) => record.jobId),
		);
		run.hint(`Swiftia: ${way.park ? 'waiting parked' : 'waiting by polling'}, because ${way.why}.`);
		if (way.park) return await parkAll(run, works, options.limits.deadline);
		await poll(open, options.limits);
		open.forEach(({ itemIndex, failure }) => failure !== undefined && run.fail(itemIndex, failure));
	}
	works.filter(({ failure }) => failure === undefined).forEach((work) => putOutcome(run, work, options));
}

// The last request before parking has to be one that found a job open: what ends later than that finds a bell to ring.
async function readNewestOpen(run: Run, works: JobWork[]): Promise<void> {
	for (const work of works.filter(isOpen).reverse()) {
		try {
			work.record = await work.read();
			if (!isFinal(work.record.status)) break;
		} catch (error) {
			work.failure = error;
		}
	}
	works.forEach(({ itemIndex, failure }) => failure !== undefined && run.fail(itemIndex, failure));
	run.throwIfStopping();
}

async function parkAll(run: Run, works: JobWork[], deadline: number): Promise<void> {
	const jobs = Array.from({ length: run.itemCount }, (_, itemIndex) => {
		const record =
			works.find((work) => work.itemIndex === itemIndex)?.record ?? readJob({ status: 'FAILED' }, '');
		const failure = run.errorOf(itemIndex)?.message;
		return failure === undefined ? record : { ...record, failureReason: failure, notStarted: failure };
	});
	run.markParked();
	await park.call(run.context, jobs, deadline);
}

function putOutcome(run: Run, work: JobWork, { limits, simplify }: JobWaitOptions): void {
	if (!isFinal(work.record.status)) {
		return run.put(work.itemIndex, {
			...work.record,
			timedOut: true,
			waitUntil: new Date(limits.deadline).toISOString(),
		});
	}
	run.put(
		work.itemIndex,
		simplify || !work.body ? { ...work.record, timedOut: false } : (work.body as object),
	);
}
