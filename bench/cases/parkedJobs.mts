import { type Bench, type Row, simulatorFor } from '../bench.mts';
import { measure } from '../measure.mts';
import { videoIds } from '../videoIds.mts';
import { waitingWorkflow } from '../workflows/ours.mts';

/** Simulated seconds between which the jobs end. */
const SHORTEST = 120;
const LONGEST = 300;

/** Many jobs parked in one execution, ending in random order: what it reads from park to resume. */
export async function parkedJobs(bench: Bench): Promise<Row[]> {
	const jobs = bench.quick ? 10 : 50;
	const { simulator, credential } = await simulatorFor(bench, { plan: 'unlimited' });
	const ids = videoIds(jobs);
	// The same order in every run: multiples of a number prime to the count.
	ids.forEach((videoId, index) => {
		const place = ((index * 37) % jobs) / jobs;
		simulator.planJob({ videoId, seconds: SHORTEST + place * (LONGEST - SHORTEST) });
	});
	const workflow = waitingWorkflow({ credential, videoIds: ids, timeScale: bench.timeScale });
	const { parkedAt } = await measure(bench, await bench.session.client.createWorkflow(workflow));
	if (parkedAt === undefined) throw new Error('The execution was never seen parked');
	const firstEnd = Math.min(...simulator.deliveries.map(({ at }) => at));
	const since = Math.min(parkedAt, firstEnd);
	const reads = simulator.journal.filter(
		({ method, path, at }) => method === 'GET' && path.startsWith('/api/jobs/') && at >= since,
	).length;
	const most = 2 * jobs + 5;
	return [
		{
			case: `${jobs} jobs parked in one execution, ending in random order`,
			figure: 'API reads from park to resume',
			timeScale: bench.timeScale,
			target: `<= 2 x jobs + 5 = ${most}`,
			measured: String(reads),
			met: reads <= most,
		},
	];
}
