import type { Broken, ExecutionFact, Facts, WaitFact, WorkFact } from './facts.mts';

const SECOND = 1_000;
/** Milliseconds in which the end of something is noticed where one process lives. */
const NOTICED_WITHIN = 360 * SECOND;
/** Milliseconds more for reads that hang, for files, and for the wait to be stored. */
const SETTLES = 60 * SECOND;
/** Milliseconds beyond the limit in which n8n's timer fires, which may be a minute late, and the last reads are made. */
const LIMIT_WITHIN = 20 * SECOND;
/** Milliseconds before the limit from which on a wait may look a last time. */
const LAST_LOOK = 2 * SECOND;

/** An end is noticed in time, and a limit kept. */
export function isInTime(execution: ExecutionFact, { troubledBetween }: Facts): Broken[] {
	if (execution.lostBy !== undefined) return [];
	return execution.waits.flatMap((wait) => {
		if (wait.endedAt === undefined) return [];
		const waitedFor = recordsOf(wait, execution.work);
		return [
			...noticed(wait, waitedFor, troubledBetween),
			...renderedInTime(wait, execution.work, troubledBetween),
			...keepsLimit({ ...wait, most: wait.most * execution.tries }, waitedFor, troubledBetween),
			...notTooEarly(wait, troubledBetween),
		];
	});
}

/** What a wait waits for: its jobs, and for renders what was started of these. */
function recordsOf({ kind, jobIds }: WaitFact, work: WorkFact[]): WorkFact[] {
	return work.filter(({ id, jobId }) => jobIds.includes(kind === 'job' ? id : (jobId ?? '')));
}

function noticed(wait: WaitFact, records: WorkFact[], troubledBetween: Facts['troubledBetween']): Broken[] {
	const { endedAt = 0, begins, name } = wait;
	const jobs = wait.kind === 'job' ? records : [];
	const ends = [...records, ...jobs].map((one) => Math.max(one.endsAt, begins[0]!));
	if (ends.length === 0 || hasOpenJobs(wait, records)) return [];
	const end = Math.max(...ends);
	const late = endedAt - end - troubledBetween(end, endedAt) - NOTICED_WITHIN - SETTLES;
	return late > 0
		? [{ rule: 'an end is noticed within six minutes', why: `${name}: ${inSeconds(endedAt - end)}` }]
		: [];
}

/** Where not each job has led to renders, the limit is what ends the wait. */
function hasOpenJobs({ kind, jobIds }: WaitFact, renders: WorkFact[]): boolean {
	return kind === 'render' && jobIds.some((id) => !renders.some(({ jobId }) => jobId === id));
}

/** A job that ends while renders are waited for has them started in time. */
function renderedInTime(
	{ kind, jobIds, begins, name }: WaitFact,
	work: WorkFact[],
	troubledBetween: Facts['troubledBetween'],
): Broken[] {
	if (kind !== 'render') return [];
	return work
		.filter(({ jobId }) => jobId !== undefined && jobIds.includes(jobId))
		.filter(({ jobId, startedAt }) => {
			const job = work.find(({ id }) => id === jobId)!;
			const from = Math.max(job.endsAt, begins[0]!);
			return startedAt - from - troubledBetween(from, startedAt) > NOTICED_WITHIN + SETTLES;
		})
		.map(({ id }) => ({ rule: 'a render is started soon after its job has ended', why: `${name}: ${id}` }));
}

function keepsLimit(
	wait: WaitFact,
	records: WorkFact[],
	troubledBetween: Facts['troubledBetween'],
): Broken[] {
	const { begins, endedAt = 0, most, name } = wait;
	// The limit counts from when everything was started that could be at first.
	const started = records.map(({ startedAt }) => startedAt).filter((at) => at < begins[0]! + NOTICED_WITHIN);
	const limit = Math.max(begins[0]!, ...started) + most;
	const late = endedAt - limit - troubledBetween(begins[0]!, endedAt) - LIMIT_WITHIN;
	return late > 0
		? [{ rule: 'a wait ends at its limit', why: `${name}: ${inSeconds(endedAt - limit)} after it` }]
		: [];
}

function notTooEarly(
	{ begins, endedAt = 0, most, output, name }: WaitFact,
	troubledBetween: Facts['troubledBetween'],
): Broken[] {
	const isLate = output.some(({ json }) => json.timedOut === true && json.error === undefined);
	const early = begins[0]! + most - LAST_LOOK - endedAt - troubledBetween(endedAt, endedAt);
	if (!isLate || early <= 0) return [];
	return [{ rule: 'nothing times out before its limit', why: `${name}: ${inSeconds(early)} too early` }];
}

function inSeconds(milliseconds: number): string {
	return `${(milliseconds / SECOND).toFixed(0)} s`;
}
