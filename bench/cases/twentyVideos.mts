import type { Plan } from '../../simulator/options.mts';
import { type Bench, type Row, simulatorFor } from '../bench.mts';
import { lowerBound } from '../bound.mts';
import { measure } from '../measure.mts';
import { videoIds } from '../videoIds.mts';
import { ourWorkflow } from '../workflows/ours.mts';

const PLANS: Array<Exclude<Plan, 'unlimited'>> = ['free', 'starter', 'pro', 'swift'];
const SHORTS = 3;
/** Simulated seconds after which refused calls count: until then the pace is being learned. */
const LEARNING = 60;

/** Twenty videos in one execution, on each plan; then three such executions with one key. */
export async function twentyVideos(bench: Bench): Promise<Row[]> {
	const videos = bench.quick ? 4 : 20;
	const told = async (measuring: Promise<Row>) => {
		const row = await measuring;
		bench.progress(`${row.case}: ${row.measured}`);
		return row;
	};
	const alone = PLANS.map(async (plan) => await told(one(bench, plan, videos)));
	const together = PLANS.map(async (plan) => await told(three(bench, plan, videos)));
	return await Promise.all([...alone, ...together]);
}

async function one(bench: Bench, plan: Exclude<Plan, 'unlimited'>, videos: number): Promise<Row> {
	const { simulator, credential } = await simulatorFor(bench, { plan, shortsPerJob: SHORTS });
	const workflow = ourWorkflow({ credential, videoIds: videoIds(videos), timeScale: bench.timeScale });
	const { seconds } = await measure(bench, await bench.session.client.createWorkflow(workflow));
	const bound = lowerBound(videos, SHORTS, plan);
	const calls = simulator.journal.filter(({ path }) => path.startsWith('/api/')).length;
	return {
		case: `${videos} videos in one execution, ${plan}`,
		figure: 'makespan / lower bound (seconds)',
		target: '<= 1.20',
		measured: `${(seconds / bound).toFixed(2)} (${seconds.toFixed(0)} / ${bound.toFixed(0)}; ${calls} calls)`,
		met: seconds / bound <= 1.2,
	};
}

async function three(bench: Bench, plan: Exclude<Plan, 'unlimited'>, videos: number): Promise<Row> {
	const { simulator, credential } = await simulatorFor(bench, { plan, shortsPerJob: SHORTS });
	const began = Date.now();
	await Promise.all(
		['first', 'second', 'third'].map(async (name) => {
			const ids = videoIds(videos).map((id) => `${name[0]}${id.slice(1)}`);
			const workflow = ourWorkflow({ credential, videoIds: ids, timeScale: bench.timeScale });
			await measure(bench, await bench.session.client.createWorkflow(workflow));
		}),
	);
	const learned = began + (LEARNING / bench.timeScale) * 1000;
	const calls = simulator.journal.filter(({ path, at }) => path.startsWith('/api/') && at > learned);
	const refused = calls.filter(({ status }) => status === 429).length;
	const share = refused / calls.length;
	return {
		case: `3 x ${videos} videos with one key, ${plan}`,
		figure: 'refused calls (429) / all calls, after the first minute',
		target: '<= 2 %',
		measured: `${(share * 100).toFixed(1)} % (${refused} of ${calls.length})`,
		met: share <= 0.02,
	};
}
