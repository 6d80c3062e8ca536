import { type Bench, INTERVALS, type Row, simulatorFor } from '../bench.mts';
import { lowerBound } from '../bound.mts';
import { measure } from '../measure.mts';
import { baselineWorkflow } from '../workflows/baseline.mts';
import { videoIds } from '../videoIds.mts';
import { ourWorkflow } from '../workflows/ours.mts';

const CASE = '1 video, 10 shorts, Pro plan, 4 render slots';

/** How long one video takes: ours, and the template with its own interval and with ours. */
export async function oneVideo(bench: Bench): Promise<Row[]> {
	const { timeScale } = bench;
	const shortsPerJob = 10;
	const ours = async () => {
		const { credential } = await simulatorFor(bench, { plan: 'pro', shortsPerJob });
		const workflow = ourWorkflow({ credential, videoIds: videoIds(1), timeScale });
		return (await measure(bench, await bench.session.client.createWorkflow(workflow))).seconds;
	};
	const baseline = async (interval: number) => {
		const { simulator, credential } = await simulatorFor(bench, { plan: 'pro', shortsPerJob });
		const waitSeconds = interval / timeScale;
		const workflow = baselineWorkflow({
			credential,
			videoIds: videoIds(1),
			apiUrl: simulator.apiUrl,
			waitSeconds,
		});
		const { seconds } = await measure(bench, await bench.session.client.createWorkflow(workflow));
		const renders = simulator.renders.filter(({ status }) => status === 'COMPLETED').length;
		if (renders !== shortsPerJob)
			throw new Error(`The baseline rendered ${renders} of ${shortsPerJob} shorts`);
		return seconds;
	};
	const [mine, template, faster] = await Promise.all([
		ours(),
		baseline(INTERVALS.template),
		baseline(INTERVALS.ours),
	]);
	const bound = lowerBound(1, shortsPerJob, 'pro');
	const row = (figure: string, target: string, value: number, met?: boolean): Row => ({
		case: CASE,
		figure,
		target,
		measured: value.toFixed(2),
		met,
	});
	return [
		{
			case: CASE,
			figure: 'makespan / lower bound (seconds)',
			target: '<= 1.15',
			measured: `${(mine / bound).toFixed(2)} (${mine.toFixed(0)} / ${bound.toFixed(0)})`,
			met: mine / bound <= 1.15,
		},
		row(
			`makespan of the template at ${INTERVALS.template} s / ours`,
			'>= 2.5',
			template / mine,
			template / mine >= 2.5,
		),
		row(`makespan of the template at ${INTERVALS.ours} s / ours`, '', faster / mine),
	];
}
