import type { LimitedPlan } from '../../simulator/rateLimit.mts';
import { type BatchRun, runBatch } from '../batch.mts';
import { MOST_CALLS, callsRow, makespanRow } from '../batchRows.mts';
import { type Bench, DURATIONS, type Row, long } from '../bench.mts';
import { ourWorkflow } from '../workflows/ours.mts';

/** Makespan as a multiple of the lower bound. */
const MOST: Record<LimitedPlan, number> = { free: 1.1, starter: 1.06, pro: 1.05, swift: 1.03 };
const SHORTS = 3;
const EXECUTIONS = 3;
/** Simulated seconds after which refused calls count: until then the pace is being learned. */
const LEARNING = 60;
/** Share of refused calls. */
const MOST_REFUSED = 0.01;

/** Twenty videos of equal length in one execution, on each plan; then three such executions with one key. */
export async function twentyVideos(bench: Bench): Promise<Row[]> {
	const videos = bench.quick ? 4 : 20;
	const plans: LimitedPlan[] = bench.quick ? ['free', 'pro'] : ['free', 'starter', 'pro', 'swift'];
	const alone = plans.map(async (plan) => await one(bench, plan, videos));
	const together = plans.map(async (plan) => [await three(long(bench), plan, videos)]);
	return (await Promise.all([...alone, ...together])).flat();
}

async function one(bench: Bench, plan: LimitedPlan, videos: number): Promise<Row[]> {
	const trial = { jobSeconds: equal(videos), shortsPerJob: SHORTS, plan };
	const run = await runBatch(bench, trial, (given) => [ourWorkflow(given)]);
	const name = `${videos} videos in one execution, ${plan}`;
	return [makespanRow(name, run, MOST[plan]), callsRow(name, run, MOST_CALLS[plan])];
}

async function three(bench: Bench, plan: LimitedPlan, videos: number): Promise<Row> {
	const trial = { jobSeconds: equal(EXECUTIONS * videos), shortsPerJob: SHORTS, plan };
	const run = await runBatch(bench, trial, (given) =>
		Array.from({ length: EXECUTIONS }, (_, execution) => {
			const videoIds = given.videoIds.slice(execution * videos, (execution + 1) * videos);
			return ourWorkflow({ ...given, videoIds });
		}),
	);
	const { refused, calls } = afterLearning(run);
	const share = refused / calls;
	return {
		case: `${EXECUTIONS} executions of ${videos} videos with one key, ${plan}`,
		figure: 'refused calls (429) / all calls, after the first minute',
		timeScale: bench.timeScale,
		target: `<= ${(MOST_REFUSED * 100).toFixed(0)} %`,
		measured: `${(share * 100).toFixed(1)} % (${refused} of ${calls})`,
		met: share <= MOST_REFUSED,
	};
}

function afterLearning({ calls, startedAt, timeScale }: BatchRun): { refused: number; calls: number } {
	const learned = startedAt + (LEARNING / timeScale) * 1000;
	const later = calls.filter(({ at }) => at > learned);
	return { refused: later.filter(({ status }) => status === 429).length, calls: later.length };
}

function equal(videos: number): number[] {
	return Array.from({ length: videos }, () => DURATIONS.jobSeconds);
}
