import { type Given, type Trial, runBatch } from '../batch.mts';
import { MOST_CALLS, callsRow, makespanRow } from '../batchRows.mts';
import {
	type BaselineIntervals,
	type Bench,
	DURATIONS,
	INTERVALS,
	type Row,
	inWords,
	realWaits,
} from '../bench.mts';
import { baselineWorkflow } from '../workflows/baseline.mts';
import { ourWorkflow } from '../workflows/ours.mts';

const CASE = '1 video, 10 shorts, Pro plan, 4 render slots';
const TRIAL: Trial = { jobSeconds: [DURATIONS.jobSeconds], shortsPerJob: 10, plan: 'pro' };
/** Makespan as a multiple of the lower bound. */
const MOST = 1.03;

/** How long one video takes: ours, and the template with its own interval and with ours. */
export async function oneVideo(bench: Bench): Promise<Row[]> {
	const { timeScale } = bench;
	const ourIntervals = { job: INTERVALS.ours, render: INTERVALS.ours };
	const template = (intervals: BaselineIntervals) => (given: Given) => [
		baselineWorkflow({ ...given, waitSeconds: realWaits(intervals, timeScale) }),
	];
	const [ours, slow, fast] = await Promise.all([
		runBatch(bench, TRIAL, (given) => [ourWorkflow(given)]),
		runBatch(bench, TRIAL, template(INTERVALS.template)),
		runBatch(bench, TRIAL, template(ourIntervals)),
	]);
	const against = (intervals: BaselineIntervals, { seconds }: { seconds: number }): Row => ({
		case: CASE,
		figure: `makespan of the template at ${inWords(intervals)} / ours`,
		timeScale,
		target: '',
		measured: (seconds / ours.seconds).toFixed(2),
	});
	return [
		makespanRow(CASE, ours, MOST),
		callsRow(CASE, ours, MOST_CALLS.pro),
		against(INTERVALS.template, slow),
		against(ourIntervals, fast),
	];
}
