import type { LimitedPlan } from '../simulator/rateLimit.mts';
import type { BatchRun } from './batch.mts';
import type { Row } from './bench.mts';
import { leastCalls, leastToFirstFile, lowerBound } from './bound.mts';

/** Calls of the API that a batch may cost, as a multiple of the least: with a slow plan they are what takes the time. */
export const MOST_CALLS: Record<LimitedPlan, number> = { free: 1.4, starter: 2.5, pro: 6, swift: 6 };

/** How long a batch took, against what nobody can beat; a figure that only informs has no target. */
export function makespanRow(name: string, run: BatchRun, most?: number): Row {
	const seconds = { measured: run.seconds, least: lowerBound(run.batch) };
	return ratioRow(name, 'makespan / lower bound (seconds)', run, seconds, most);
}

/** The calls that a batch cost, against the least. */
export function callsRow(name: string, run: BatchRun, most: number): Row {
	const calls = { measured: run.calls.length, least: leastCalls(run.batch) };
	return ratioRow(name, 'API calls / least calls', run, calls, most);
}

/** When the first MP4 was there to be fetched, against the least. */
export function firstFileRow(name: string, run: BatchRun, most: number): Row {
	const seconds = { measured: run.toFirstFile, least: leastToFirstFile(run.batch) };
	return ratioRow(name, 'time to the first MP4 / least possible (seconds)', run, seconds, most);
}

function ratioRow(
	name: string,
	figure: string,
	{ timeScale }: BatchRun,
	{ measured, least }: { measured: number; least: number },
	most?: number,
): Row {
	const ratio = measured / least;
	return {
		case: name,
		figure,
		timeScale,
		target: most === undefined ? '' : `<= ${most.toFixed(2)}`,
		measured: `${ratio.toFixed(2)} (${measured.toFixed(0)} / ${least.toFixed(0)})`,
		met: most === undefined ? undefined : ratio <= most,
	};
}
