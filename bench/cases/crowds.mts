import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { Scope } from '../../realN8n/lib/scope.mts';
import { until } from '../../realN8n/lib/until.mts';
import { TRIGGER, node } from '../../realN8n/nodes.mts';
import { type WorkflowNode, chain } from '../../realN8n/workflow.mts';
import { startQueueSession } from '../../realN8n/queueSession.mts';
import { type RunningN8n, type SessionOptions, startSession } from '../../realN8n/session.mts';
import type { Simulator } from '../../simulator/index.mts';
import { type Bench, type Row, simulatorFor } from '../bench.mts';
import { FOR_MANY } from '../forMany.mts';
import { median } from '../statistics.mts';
import { videoIds } from '../videoIds.mts';

/** Executions that are started at the same time; the next ones follow once their renders are started, so that none queue up. */
const STARTS_AT_ONCE = 10;
/** Executions that the two workers run together. */
const SLOTS = 20;
/** Seconds that another workflow may wait. */
const TARGET = 2;
/** Seconds after which a call of another workflow is given up. */
const GIVEN_UP_AFTER = 60;
/** Seconds that a crowd may take, and within which its last executions go on. */
const LONGEST = 1_800;
const GOES_ON_WITHIN = 30;

/** Seconds that each render takes: long enough that the first has not ended when the last execution of the crowd begins to wait. */
function renderSeconds(count: number): number {
	return count > 200 ? 300 : 60;
}

/** Seconds that n8n's own Wait node waits: it parks from 65 on. */
function waitNodeSeconds(count: number): number {
	return Math.max(70, renderSeconds(count));
}

/** How the executions of a crowd wait: for a render, or by n8n's own Wait node, which tells what n8n itself can do here. */
type Way = 'parked' | 'polling' | 'Wait node';

type Start = (scope: Scope, options: SessionOptions) => Promise<RunningN8n>;

/** How long another workflow waits while many executions wait for renders. */
export async function crowds(bench: Bench): Promise<Row[]> {
	const queue = 'queue mode, two workers of ten slots';
	const parked = bench.quick ? [3] : [30, 200, 1000];
	const inWaitNode = bench.quick ? [] : [200, 1000];
	const inQueueMode = await withCrowds(bench, startQueueSession, FOR_MANY, async (othersWait) => {
		const rows: Row[] = [];
		if (!bench.quick) rows.push(informs(queue, 30, 'polling', await othersWait(30, 'polling')));
		for (const count of inWaitNode)
			rows.push(informs(queue, count, 'Wait node', await othersWait(count, 'Wait node')));
		for (const count of parked) rows.push(promises(queue, count, await othersWait(count, 'parked')));
		return rows;
	});
	if (bench.quick) return inQueueMode;
	const limited = { ...FOR_MANY, N8N_CONCURRENCY_PRODUCTION_LIMIT: '5' };
	const regular = await withCrowds(bench, startSession, limited, async (othersWait) => [
		promises('regular mode, five at once', 30, await othersWait(30, 'parked')),
	]);
	return [...inQueueMode, ...regular];
}

/** What calls of another workflow met: how long they took, in seconds, and how many were refused or given up. */
interface Calls {
	seconds: number[];
	failed: number;
}

type OthersWait = (count: number, way: Way) => Promise<Calls>;

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
		return await act(async (count, way) => {
			const calls = await othersWait(bench, scope, session, { count, way });
			bench.progress(`${count} ${way}: ${textOf(calls)}`);
			return calls;
		});
	} finally {
		await scope.close();
	}
}

/** How long another workflow takes, from its call to its answer, while a crowd waits for its renders. */
async function othersWait(
	bench: Bench,
	scope: Scope,
	session: RunningN8n,
	{ count, way }: { count: number; way: Way },
): Promise<Calls> {
	const { simulator, credential } = await simulatorFor(
		{ scope, session, timeScale: 1 },
		{ renderSeconds: bench.quick ? 15 : renderSeconds(count), renderSlots: 1e6, shortsPerJob: 1 },
	);
	const render = node('Render', 'n8n-nodes-swiftia.swiftia', 1, {
		resource: 'render',
		operation: 'create',
		jobId: await endedJob(simulator),
		renderTarget: 'all',
		waitMethod: way,
	});
	const wait = node('Wait', 'n8n-nodes-base.wait', 1.1, {
		resume: 'timeInterval',
		amount: waitNodeSeconds(count),
	});
	const waiting = way === 'Wait node' ? wait : { ...render, credentials: { swiftiaApi: credential } };
	const crowd = await activate(session, [waiting], 'onReceived');
	const other = await activate(session, [node('Nothing', 'n8n-nodes-base.noOp', 1, {})], 'lastNode');
	await call(other);
	const slots = { parked: Infinity, polling: SLOTS, 'Wait node': 0 }[way];
	await startCrowd(crowd, { count, slots }, simulator);
	const started = Date.now();
	const calls: Calls = { seconds: [], failed: 0 };
	for (let end = Infinity; Date.now() < end; await sleep(1_000)) {
		const begun = Date.now();
		await call(other).catch(() => (calls.failed += 1));
		calls.seconds.push((Date.now() - begun) / 1000);
		const haveEnded = simulator.renders.filter(({ status }) => status === 'COMPLETED').length === count;
		const isOver = way === 'Wait node' ? Date.now() - started > waitNodeSeconds(count) * 1000 : haveEnded;
		if (isOver) end = Math.min(end, Date.now() + GOES_ON_WITHIN * 1000);
	}
	return calls;
}

/** Starts the executions of a crowd; ends when each has started its render, or holds a slot or waits for one. */
async function startCrowd(
	url: string,
	{ count, slots }: { count: number; slots: number },
	simulator: Simulator,
): Promise<void> {
	for (let started = 0; started < count; ) {
		const more = Math.min(STARTS_AT_ONCE, count - started);
		await Promise.all(Array.from({ length: more }, async () => await call(url)));
		started += more;
		await until(
			() => `the renders of ${started} executions, of which ${simulator.renders.length} are there`,
			() => simulator.renders.length >= Math.min(started, slots),
			{ seconds: LONGEST, everyMs: 100 },
		);
	}
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

/** Calls a workflow; ends when it has answered. Throws where it refuses, or does not answer in time. */
async function call(url: string): Promise<void> {
	await axios.post(url, {}, { proxy: false, timeout: GIVEN_UP_AFTER * 1000 });
}

function textOf({ seconds, failed }: Calls): string {
	const usual = `${Math.max(...seconds).toFixed(1)} s, median ${median(seconds).toFixed(1)} s`;
	return failed ? `${usual}; ${failed} of ${seconds.length} calls failed` : usual;
}

function caseOf(where: string, count: number, way: Way): string {
	const what =
		way === 'Wait node'
			? `in n8n's Wait node for ${waitNodeSeconds(count)} s`
			: `for renders of ${renderSeconds(count)} s`;
	return `${count} executions wait ${what}, ${where}${way === 'Wait node' ? '' : `: ${way}`}`;
}

function informs(where: string, count: number, way: Way, measured: Calls): Row {
	return {
		case: caseOf(where, count, way),
		figure: 'longest time of another workflow',
		target: '',
		measured: textOf(measured),
	};
}

function promises(where: string, count: number, measured: Calls): Row {
	return {
		case: caseOf(where, count, 'parked'),
		figure: 'longest time of another workflow',
		target: `<= ${TARGET} s`,
		measured: textOf(measured),
		met: Math.max(...measured.seconds) <= TARGET && measured.failed === 0,
	};
}
