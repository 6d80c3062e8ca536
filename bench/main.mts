// npm run bench: the promises as figures, measured in a real n8n against the simulator.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from 'commander';
import getPort from 'get-port';
import { DEMO_RELEASE } from '../realN8n/install.mts';
import { type Scope, runInScope } from '../realN8n/lib/scope.mts';
import { startSession } from '../realN8n/session.mts';
import { positive } from './arguments.mts';
import type { Bench, Row } from './bench.mts';
import { bigDownload } from './cases/bigDownload.mts';
import { crowds } from './cases/crowds.mts';
import { floods } from './cases/floods.mts';
import { heap } from './cases/heap.mts';
import { loading } from './cases/loading.mts';
import { mixedVideos } from './cases/mixedVideos.mts';
import { oneVideo } from './cases/oneVideo.mts';
import { parkMemory } from './cases/parkMemory.mts';
import { parkedJobs } from './cases/parkedJobs.mts';
import { parkedRenders } from './cases/parkedRenders.mts';
import { processor } from './cases/processor.mts';
import { template } from './cases/template.mts';
import { twentyVideos } from './cases/twentyVideos.mts';
import { whichWay } from './cases/whichWay.mts';
import { type Inspector, attach } from './inspector.mts';
import { printRows, writeRows } from './report.mts';

type Case = (bench: Bench, inspector: Inspector) => Promise<Row[]>;

/** Cases of n8n's own cost need it for themselves; those of time run side by side afterwards. */
const COSTS: Record<string, Case> = { processor, heap, download: bigDownload, floods };
const TIMES: Record<string, Case> = {
	parked: parkedJobs,
	renders: parkedRenders,
	video: oneVideo,
	videos: twentyVideos,
	mixed: mixedVideos,
	template,
	ways: whichWay,
};
/** Cases with processes of their own, one after the other at the end. */
const OWN: Record<string, (bench: Bench) => Promise<Row[]>> = { loading, parkMemory, crowds };
const NAMES = [...Object.keys(COSTS), ...Object.keys(TIMES), ...Object.keys(OWN)];

const { quick, timeScale, longTimeScale, only } = program
	.name('npm run bench --')
	.description('Measures Swiftia in a real n8n and writes bench/results.md.')
	.option('--quick', 'a smoke check of the bench itself: few items, fast time, nothing written')
	.option('--time-scale <factor>', 'simulated seconds per second (default 1, with --quick 30)', positive)
	.option(
		'--long-time-scale <factor>',
		'the same for the cases that take longest (default 2, or --time-scale if that is more)',
		positive,
	)
	.option('--only <cases...>', `only these: ${NAMES.join(', ')}; nothing written`)
	.parse()
	.opts<{ quick?: true; timeScale?: number; longTimeScale?: number; only?: string[] }>();
const scale = timeScale ?? (quick ? 30 : 1);

await runInScope(async (scope) => {
	const folder = await mkdtemp(join(tmpdir(), 'swiftia-bench-'));
	scope.defer(async () => await rm(folder, { recursive: true, force: true }));
	const inspectorPort = await getPort();
	const session = await startSession(scope, {
		outputFolder: folder,
		nodeArguments: [`--inspect=127.0.0.1:${inspectorPort}`],
		environment: { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' },
	});
	const inspector = await attach(inspectorPort);
	scope.defer(async () => await inspector.close());
	const bench: Bench = {
		scope,
		session,
		timeScale: scale,
		longTimeScale: longTimeScale ?? Math.max(scale, 2),
		quick: quick ?? false,
		progress: (text) => console.log(`   ${text}`),
	};

	const rows = await allRows(bench, inspector, scope);
	printRows(rows);
	if (!quick && !only) {
		await writeRows(join(import.meta.dirname, 'results.md'), rows, {
			n8n: DEMO_RELEASE.version,
			'Node.js of the bench': process.version,
			machine: `${cpus().length} cores, ${process.platform} ${process.arch}`,
		});
	}
	return 0;
});

async function allRows(bench: Bench, inspector: Inspector, scope: Scope): Promise<Row[]> {
	const wanted = ([name]: [string, unknown]) => !only || only.includes(name);
	const rows: Row[] = [];
	for (const [name, measure] of Object.entries(COSTS).filter(wanted)) {
		if (scope.interrupted.signal.aborted) return rows;
		console.log(`   ${name}`);
		rows.push(...(await measure(bench, inspector)));
	}
	const times = Object.entries(TIMES).filter(wanted);
	if (times.length > 0) console.log(`   ${times.map(([name]) => name).join(', ')}`);
	const processor = await processorUse(inspector);
	const measured = await Promise.all(
		times.map(async ([, measure]) => {
			const measuredRows = await measure(bench, inspector);
			for (const row of measuredRows) bench.progress(`${row.case}, ${row.figure}: ${row.measured}`);
			return measuredRows;
		}),
	);
	// Figures of time mean nothing where a process has no time left.
	if (times.length > 0) bench.progress(await processor());
	for (const [name, measure] of Object.entries(OWN).filter(wanted)) {
		if (scope.interrupted.signal.aborted) break;
		console.log(`   ${name}`);
		rows.push(...(await measure(bench)));
	}
	return [...measured.flat(), ...rows];
}

/** From now on: how much of one processor n8n and the bench with its simulators use, in words. */
async function processorUse(inspector: Inspector): Promise<() => Promise<string>> {
	const [began, n8n, own] = [Date.now(), await inspector.cpu(), process.cpuUsage()];
	return async () => {
		const percent = (used: number) => `${((used / (Date.now() - began)) * 100).toFixed(0)} %`;
		const { user, system } = process.cpuUsage(own);
		return `of one processor: n8n ${percent((await inspector.cpu()) - n8n)}, bench and simulators ${percent((user + system) / 1000)}`;
	};
}
