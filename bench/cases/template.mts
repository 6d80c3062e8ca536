import { type Trial, mixedSeconds, runBatch } from '../batch.mts';
import { type Bench, INTERVALS, type Row, inWords, long, realWaits } from '../bench.mts';
import { baselineWorkflow } from '../workflows/baseline.mts';
import { ourWorkflow } from '../workflows/ours.mts';

/** Simulated seconds of the jobs. */
const SHORTEST = 60;
const LONGEST = 900;
const SHORTS = 3;
const LEAST = 3;

/** Some videos of mixed length: the template, which takes one after the other, against ours. */
export async function template(bench: Bench): Promise<Row[]> {
	const jobSeconds = mixedSeconds(bench.quick ? 2 : 5, SHORTEST, LONGEST);
	const trial: Trial = { jobSeconds, shortsPerJob: SHORTS, plan: 'pro' };
	const slow = long(bench);
	const { timeScale } = slow;
	const [ours, theirs] = await Promise.all([
		runBatch(slow, trial, (given) => [ourWorkflow(given)]),
		runBatch(slow, trial, (given) => [
			baselineWorkflow({ ...given, waitSeconds: realWaits(INTERVALS.template, timeScale) }),
		]),
	]);
	const ratio = theirs.seconds / ours.seconds;
	return [
		{
			case: `${jobSeconds.length} videos, jobs of ${SHORTEST} to ${LONGEST} s, ${SHORTS} shorts each, pro`,
			figure: `makespan of the template at ${inWords(INTERVALS.template)} / ours (seconds)`,
			timeScale,
			target: `>= ${LEAST}`,
			measured: `${ratio.toFixed(2)} (${theirs.seconds.toFixed(0)} / ${ours.seconds.toFixed(0)})`,
			met: ratio >= LEAST,
		},
	];
}
