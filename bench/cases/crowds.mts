import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { Scope } from '../../demo/lib/scope.mts';
import { until } from '../../demo/lib/until.mts';
import { TRIGGER, node } from '../../demo/n8n/nodes.mts';
import { type WorkflowNode, chain } from '../../demo/n8n/workflow.mts';
import { startQueueSession } from '../../demo/queueSession.mts';
import { type RunningN8n, type SessionOptions, startSession } from '../../demo/session.mts';
import type { Simulator } from '../../simulator/index.mts';
import { type Bench, type Row, simulatorFor } from '../bench.mts';
import { videoIds } from '../videoIds.mts';

/** Seconds that each render takes. */
const RENDER_SECONDS = 60;
/** Executions that are started at the same time. */
const STARTS_AT_ONCE = 20;
/** How often another workflow is tried while a crowd waits. */
const PROBES = 10;
/** Seconds that another workflow may wait, and that a crowd may take. */
const TARGET = 2;
const LONGEST = 1_800;

type Start = (scope: Scope, options: SessionOptions) => Promise<RunningN8n>;

/** How long another workflow waits while many executions wait for renders. */
export async function crowds(bench: Bench): Promise<Row[]> {
	const queue = 'queue mode, two workers of ten slots';
	const parked = bench.quick ? [3] : [30, 200, 1000];
	const inQueueMode = await withCrowds(bench, startQueueSession, {}, async (othersWait) => {
		const rows: Row[] = [];
		if (!bench.quick) rows.push(informs(queue, 30, await othersWait(30, 'polling')));
		for (const count of parked) rows.push(promises(queue, count, await othersWait(count, 'parked')));
		return rows;
	});
	if (bench.quick) return inQueueMode;
	const limited = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '5' };
	const regular = await withCrowds(bench, startSession, limited, async (othersWait) => [
		promises('regular mode, five at once', 30, await othersWait(30, 'parked')),
	]);
	return [...inQueueMode, ...regular];
}

type OthersWait = (count: number, waitMethod: 'parked' | 'polling') => Promise<number>;

async function withCrowds(
	bench: Bench,
	start: Start,
	environment: Record<string, string>,
	act: (othersWait: OthersWait) => Promise<Row[]>,
): Promise<Row[]> {
	const scope = new Scope();
	try {
		const outputFolder = await mkdtemp(join(tmpdir(), 'swiftia-crowd-'));
		scope.defer(async () => await rm(outputFolder, { recursive: true, force: true }));
		const session = await start(scope, { outputFolder, environment });
		return await act(async (count, method) => {
			const seconds = await othersWait(bench, scope, session, { count, method });
			bench.progress(`${count} ${method}: ${seconds.toFixed(1)} s`);
			return seconds;
		});
	} finally {
		await scope.close();
	}
}

/** Seconds that another workflow takes at most, from its call to its answer, while a crowd waits for its renders. */
async function othersWait(
	bench: Bench,
	scope: Scope,
	session: RunningN8n,
	{ count, method }: { count: number; method: 'parked' | 'polling' },
): Promise<number> {
	const { simulator, credential } = await simulatorFor(
		{ scope, session, timeScale: 1 },
		{ renderSeconds: bench.quick ? 15 : RENDER_SECONDS, renderSlots: 1e6, shortsPerJob: 1 },
	);
	const jobId = await endedJob(simulator);
	const render: WorkflowNode = {
		...node('Render', 'n8n-nodes-swiftia.swiftia', 1, {
			resource: 'render',
			operation: 'create',
			jobId,
			waitMethod: method,
		}),
		credentials: { swiftiaApi: credential },
	};
	const crowd = await activate(session, [render], 'onReceived');
	const other = await activate(session, [node('Nothing', 'n8n-nodes-base.noOp', 1, {})], 'lastNode');
	await seconds(other);
	for (let started = 0; started < count; started += STARTS_AT_ONCE) {
		const starting = Array.from(
			{ length: Math.min(STARTS_AT_ONCE, count - started) },
			async () => await seconds(crowd),
		);
		await Promise.all(starting);
	}
	let longest = 0;
	for (let probe = 0; probe < PROBES; probe++) {
		longest = Math.max(longest, await seconds(other));
		await sleep(1_000);
	}
	const rendered = () =>
		simulator.renders.filter(({ status }) => status === 'COMPLETED').length >= count || undefined;
	if (!(await until(rendered, { withinMs: LONGEST * 1000, everyMs: 500 })))
		throw new Error(`Of ${count} executions only ${simulator.renders.length} came to render`);
	return longest;
}

async function endedJob(simulator: Simulator): Promise<string> {
	const [youtubeVideoId] = videoIds(1);
	simulator.planJob({ videoId: youtubeVideoId!, seconds: 0 });
	const headers = { authorization: `Bearer ${simulator.key}` };
	await axios.post(
		`${simulator.apiUrl}/jobs`,
		{ functionName: 'VideoShorts', youtubeVideoId },
		{ headers, proxy: false },
	);
	return simulator.jobs[0]!.id;
}

/** Activates a workflow behind a webhook; gives the webhook's URL once n8n knows it. */
async function activate(
	{ client, server }: RunningN8n,
	nodes: WorkflowNode[],
	responseMode: 'onReceived' | 'lastNode',
): Promise<string> {
	const path = crypto.randomUUID();
	const parameters = { httpMethod: 'POST', path, responseMode, options: {} };
	const webhook = { ...node(TRIGGER, 'n8n-nodes-base.webhook', 2, parameters), webhookId: path };
	const all = [webhook, ...nodes];
	const workflow = await client.createWorkflow({
		name: 'Crowd',
		nodes: all,
		connections: chain(...all.map(({ name }) => name)),
		settings: { executionOrder: 'v1' },
	});
	await client.activate(workflow);
	await sleep(3_000);
	return `${server.url}/webhook/${path}`;
}

/** How long a call takes until it is answered. */
async function seconds(url: string): Promise<number> {
	const begun = Date.now();
	await axios.post(url, {}, { proxy: false });
	return (Date.now() - begun) / 1000;
}

function caseOf(where: string, count: number): string {
	return `${count} executions wait for renders of ${RENDER_SECONDS} s, ${where}`;
}

function informs(where: string, count: number, measured: number): Row {
	return {
		case: `${caseOf(where, count)}: polling`,
		figure: 'longest time of another workflow',
		target: '',
		measured: `${measured.toFixed(1)} s`,
	};
}

function promises(where: string, count: number, measured: number): Row {
	return {
		case: `${caseOf(where, count)}: parked`,
		figure: 'longest time of another workflow',
		target: `<= ${TARGET} s`,
		measured: `${measured.toFixed(1)} s`,
		met: measured <= TARGET,
	};
}
