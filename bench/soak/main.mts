// npm run soak: many executions for a long time, with random faults, in a real n8n. Nothing may be paid twice, hang, or stay behind.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from 'commander';
import { startQueueSession } from '../../realN8n/queueSession.mts';
import { type Scope, runInScope } from '../../realN8n/lib/scope.mts';
import { type RunningN8n, startSession } from '../../realN8n/session.mts';
import { startSimulator } from '../../simulator/index.mts';
import { positive } from '../arguments.mts';
import { FOR_MANY } from '../forMany.mts';
import { INSPECTED, attachAll, heapsMiB, residentMiB, slopePerHour } from './memory.mts';
import { type SoakResult, verdict } from './verdict.mts';
import { FAULTS, Soak } from './soak.mts';

const { minutes, timeScale, queue, forMany } = program
	.name('npm run soak --')
	.description(
		'Runs executions with random faults for some minutes and says what was paid for, what hung, and what memory did.',
	)
	.option('--minutes <number>', 'how long executions are started, in real minutes', positive, 3)
	.option('--time-scale <factor>', 'simulated seconds per second', positive, 20)
	.option('--queue', 'n8n in queue mode')
	.option('--for-many', 'with the settings that docs/scaling.md recommends for many executions')
	.parse()
	.opts<{ minutes: number; timeScale: number; queue?: true; forMany?: true }>();

/** Starts of executions between two samples of the heap; a collection stops the process for a moment. */
const BETWEEN_HEAPS = 240;

await runInScope(async (scope) => {
	const folder = await mkdtemp(join(tmpdir(), 'swiftia-soak-'));
	scope.defer(async () => await rm(folder, { recursive: true, force: true }));
	const { n8n, pids, logFiles } = await start(scope, folder);
	const simulator = await startSimulator({ timeScale, jobSeconds: 60, renderSeconds: 30, renderSlots: 50 });
	scope.defer(async () => await simulator.close());
	const soak = await Soak.prepare(n8n.client, simulator);
	for (const fault of FAULTS) simulator.addFault(fault);

	const memory: SoakResult['memory'] = [];
	const inspectors = await attachAll(scope, logFiles());
	const heaps: number[][] = [];
	const end = Date.now() + minutes * 60_000;
	for (let next = Date.now(); Date.now() < end && !scope.interrupted.signal.aborted; next += 1_000) {
		await soak.startOne();
		if (soak.started % 10 === 0) memory.push({ at: Date.now(), mib: await residentMiB(pids()) });
		if (soak.started % BETWEEN_HEAPS === 0) {
			heaps.push(await heapsMiB(inspectors));
			next = Date.now();
		}
		if (soak.started % 30 === 0)
			console.log(`   ${soak.started} executions, ${simulator.ledger.length} paid`);
		await sleep(Math.max(0, next + 1_000 - Date.now()));
	}
	const lastStart = Date.now();
	const executions = await soak.ended();
	const tail = (Date.now() - lastStart) / 1000;
	heaps.push(await heapsMiB(inspectors));
	const result: SoakResult = {
		executions,
		tail,
		memory,
		slope: slopePerHour(memory),
		heaps,
		log: (await Promise.all(logFiles().map(async (file) => await readFile(file, 'utf8')))).join('\n'),
	};
	const { lines, good } = verdict(result, simulator);
	console.log(lines.join('\n'));
	return good ? 0 : 1;
});

/** The n8n, the processes that memory is measured of, and where they log. */
async function start(
	scope: Scope,
	outputFolder: string,
): Promise<{ n8n: RunningN8n; pids: () => number[]; logFiles: () => string[] }> {
	const options = { outputFolder, environment: { ...INSPECTED, ...(forMany && FOR_MANY) } };
	if (!queue) {
		const n8n = await startSession(scope, options);
		return { n8n, pids: () => [n8n.server.pid], logFiles: () => [n8n.server.logFile] };
	}
	const n8n = await startQueueSession(scope, options);
	const { stack } = n8n;
	const pids = () => [stack.main, ...stack.webhooks, ...stack.workers].map(({ pid }) => pid);
	return { n8n, pids, logFiles: () => stack.logFiles };
}
