import { type Trial, runBatch } from '../batch.mts';
import type { Bench, Row } from '../bench.mts';
import { rendersWorkflow } from '../workflows/ours.mts';

/** Ten shorts of one video, rendered by one execution: what parking costs in time and calls. */
export async function parkedRenders(bench: Bench): Promise<Row[]> {
	const trial: Trial = { jobSeconds: [1], shortsPerJob: bench.quick ? 3 : 10, plan: 'pro' };
	const [parked, polling] = await Promise.all(
		(['parked', 'polling'] as const).map(
			async (method) => await runBatch(bench, trial, (given) => [rendersWorkflow(given, method)]),
		),
	);
	const name = `1 execution, ${trial.shortsPerJob} renders, pro: parked / polling`;
	const { timeScale } = bench;
	return [
		row(name, 'makespan (seconds)', [parked!.seconds, polling!.seconds], 1.05, timeScale),
		row(name, 'API calls', [parked!.calls.length, polling!.calls.length], 1.2, timeScale),
	];
}

function row(name: string, figure: string, [a, b]: [number, number], most: number, timeScale: number): Row {
	return {
		case: name,
		figure,
		timeScale,
		target: `<= ${most.toFixed(2)}`,
		measured: `${(a / b).toFixed(2)} (${a.toFixed(0)} / ${b.toFixed(0)})`,
		met: a / b <= most,
	};
}
