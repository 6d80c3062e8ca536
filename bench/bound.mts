import type { RateWindow } from '../simulator/rateLimit.mts';

/** A batch of videos, as far as the least time for it goes. All times are simulated seconds. */
export interface Batch {
	/** How long the job of each video takes, in any order. */
	jobSeconds: number[];
	shortsPerJob: number;
	/** How long a render takes once it has a slot. */
	renderSeconds: number;
	/** Renders at the same time. */
	renderSlots: number;
	window: RateWindow;
}

/** Calls that a batch costs at least: a job is created and read once ended, and so is a render. */
export function leastCalls({ jobSeconds: { length: jobs }, shortsPerJob }: Batch): number {
	return 2 * jobs + 2 * jobs * shortsPerJob;
}

/** Simulated seconds until the first MP4 can be there: the shortest job, started at once, and one render. */
export function leastToFirstFile({ jobSeconds, renderSeconds }: Batch): number {
	return Math.min(...jobSeconds) + renderSeconds;
}

/**
 * Simulated seconds from start to end that nobody can beat, whoever knows all durations and starts the jobs in the best order: the
 * greatest of what the calls take and what the renders take in their slots. Each job and each render costs its two least calls.
 */
export function lowerBound(batch: Batch): number {
	const ends = earliestEnds(batch);
	return Math.max(callsEnd(batch, ends), rendersEnd(batch, earliestStarts(batch, ends)));
}

/** When the call after so many others can be sent at the earliest. */
function callAfter(others: number, { requests, seconds }: RateWindow): number {
	return Math.floor(others / requests) * seconds;
}

/**
 * When the first job can have ended, the second and so on. Each figure is for itself: by then the shortest jobs so far have ended, of
 * which the longest was started first.
 */
function earliestEnds({ jobSeconds, window }: Batch): number[] {
	const sorted = [...jobSeconds].sort((a, b) => a - b);
	return sorted.map((_, last) =>
		Math.max(...sorted.slice(0, last + 1).map((seconds, place) => callAfter(last - place, window) + seconds)),
	);
}

/** When the last call can be sent: all calls, and those for the jobs that end last, none of which comes before the first of them ended. */
function callsEnd(batch: Batch, ends: number[]): number {
	const { shortsPerJob, window } = batch;
	const callsOfEndedJob = 1 + 2 * shortsPerJob;
	const afterEnd = ends.map((end, job) => end + callAfter((ends.length - job) * callsOfEndedJob - 1, window));
	return Math.max(callAfter(leastCalls(batch) - 1, window), ...afterEnd);
}

/**
 * When the first render can be started, the second and so on. Those that come after all renders of the first jobs are of jobs that end
 * later, which have to be read first.
 */
function earliestStarts({ shortsPerJob, window }: Batch, ends: number[]): number[] {
	return Array.from({ length: ends.length * shortsPerJob }, (_, render) => {
		const jobs = Math.floor(render / shortsPerJob) + 1;
		const afterEnd = ends.slice(0, jobs).map((end, job) => {
			const creates = render - job * shortsPerJob;
			return end + callAfter(creates + jobs - job, window);
		});
		return Math.max(callAfter(2 * jobs + render, window), ...afterEnd);
	});
}

/** When the last render can be done, if each takes the slot that is free first. */
function rendersEnd({ renderSeconds, renderSlots }: Batch, starts: number[]): number {
	const free = Array.from({ length: renderSlots }, () => 0);
	let last = 0;
	for (const start of starts) {
		const slot = free.indexOf(Math.min(...free));
		last = Math.max(start, free[slot]!) + renderSeconds;
		free[slot] = last;
	}
	return last;
}
