import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionStatus } from '../../realN8n/execution.mts';
import { type Bench, type Row, simulatorFor } from '../bench.mts';
import type { Inspector } from '../inspector.mts';
import { median } from '../statistics.mts';
import { TRIGGER } from '../../realN8n/nodes.mts';
import { videoIds } from '../videoIds.mts';
import { waitingWorkflow } from '../workflows/ours.mts';

const KIB = 1024;

/** What waiting executions cost n8n in heap, parked and polling. */
export async function heap(bench: Bench, inspector: Inspector): Promise<Row[]> {
	const executions = bench.quick ? 20 : 200;
	const rounds = bench.quick ? 1 : 5;
	const parked: number[] = [];
	const polling: number[] = [];
	// The smoke check wants no figure that means something, so nothing is warmed up for it.
	for (const method of bench.quick ? [] : (['polling', 'parked'] as const))
		await waiting(bench, inspector, method, executions);
	for (let round = 0; round < rounds; round++) {
		bench.progress(`heap, round ${round + 1} of ${rounds}`);
		parked.push(await waiting(bench, inspector, 'parked', executions));
		polling.push(await waiting(bench, inspector, 'polling', executions));
	}
	const [mine, theirs] = [median(parked), median(polling)];
	return [
		{
			case: `${executions} executions waiting, median of ${rounds}`,
			figure: 'heap added per execution: parked against polling',
			target: '<= 1/4',
			measured: `${(mine / KIB).toFixed(0)} KiB against ${(theirs / KIB).toFixed(0)} KiB`,
			met: mine <= theirs / 4,
		},
	];
}

/** Bytes of heap that each of so many waiting executions adds. */
async function waiting(
	bench: Bench,
	inspector: Inspector,
	waitMethod: 'parked' | 'polling',
	executions: number,
): Promise<number> {
	const { client } = bench.session;
	const { simulator, credential } = await simulatorFor(bench, { jobSeconds: Infinity });
	const ids = videoIds(1);
	const workflow = waitingWorkflow({ credential, videoIds: ids, timeScale: bench.timeScale }, waitMethod);
	const stored = await client.createWorkflow(workflow);
	const before = await inspector.heap();
	const runs: string[] = [];
	for (let run = 0; run < executions; run++) runs.push(await client.run(stored, TRIGGER));
	const wanted: ExecutionStatus = waitMethod === 'parked' ? 'waiting' : 'running';
	while (simulator.jobs.length < executions) await sleep(200);
	for (const run of runs) while ((await client.execution(run)).status !== wanted) await sleep(200);
	await sleep(2000);
	const after = await inspector.heap();
	for (const run of runs) await client.stop(run);
	await simulator.close();
	// n8n lets go of stopped executions only after a while, and that must not count for the next.
	await sleep(bench.quick ? 2000 : 30_000);
	return (after - before) / executions;
}
