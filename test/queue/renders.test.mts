import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, videos } from '../../realN8n/nodes.mts';
import type { WorkflowNode } from '../../realN8n/workflow.mts';
import { QueueWorld, SOON_MISSED, STARTS_WITHIN, videoIds } from './world.mts';

/** Seconds; longer than it takes until all executions of a test are parked. */
const RENDER_SECONDS = 60;
/** Shorts of a job. */
const SHORTS = 2;
/** More executions than the two workers have slots. */
const MANY = 24;

const STORAGES = ['database', 'filesystem'];

describe.each(STORAGES)(
	'Executions in queue mode that wait for renders, parked, with files in the %s',
	(mode) => {
		let world: QueueWorld;
		let shared: string;
		beforeAll(async () => {
			shared = await mkdtemp(join(tmpdir(), 'swiftia-shared-'));
			const simulator = {
				timeScale: 1,
				renderSeconds: RENDER_SECONDS,
				renderSlots: 1000,
				shortsPerJob: SHORTS,
			};
			// All processes share one folder: whichever is woken takes the MP4s.
			const storage = { N8N_DEFAULT_BINARY_DATA_MODE: mode, N8N_STORAGE_PATH: shared };
			world = await QueueWorld.open({ environment: { ...SOON_MISSED, ...storage }, simulator });
		}, STARTS_WITHIN);
		afterAll(async () => {
			await world?.close();
			await rm(shared, { recursive: true, force: true });
		});
		beforeEach(() => world.simulator.reset());

		function workflow(videoId: string): WorkflowNode[] {
			world.simulator.planJob({ videoId, seconds: 0 });
			const shorts = world.swiftia('Shorts', { resource: 'short', operation: 'getAll', returnAll: true });
			const render = world.swiftia('Render', {
				resource: 'render',
				operation: 'create',
				waitMethod: 'parked',
				download: true,
			});
			const create = world.create({ waitForCompletion: true, waitMethod: 'polling' });
			return [...videos(videoId), create, shorts, render, node('After', 'n8n-nodes-base.noOp', 1, {})];
		}

		/** So many executions, all of them parked before a render has ended. */
		async function parked(beginning: string, count: number): Promise<string[]> {
			const ids = await Promise.all(
				videoIds(beginning, count).map(async (videoId) => await world.launch(workflow(videoId))),
			);
			await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
			expect(world.simulator.renders.filter(({ status }) => status === 'COMPLETED')).toEqual([]);
			return ids;
		}

		/** Each of them ended well, with each MP4 once. */
		async function endedOnce(ids: string[]): Promise<void> {
			for (const id of ids) {
				const execution = await world.reaches(id, 'success', 200);
				const items = execution.items('After');
				expect(items.map(({ json }) => [json.status, json.timedOut])).toEqual(
					Array(SHORTS).fill(['COMPLETED', false]),
				);
				expect(new Set(items.map(({ binary }) => binary?.data?.fileName)).size).toBe(SHORTS);
				expect([execution.runs('Render').length, execution.runs('After').length]).toEqual([1, 1]);
			}
			expect(world.simulator.repeated()).toEqual([]);
			expect(world.simulator.ledger).toHaveLength(ids.length * (1 + SHORTS));
		}

		it('hold no place of a worker, however many there are', async () => {
			await endedOnce(await parked('many', MANY));
		});

		it('lose nothing where both workers go, one of which had parked them', async () => {
			const ids = await parked('workers', 4);
			await Promise.all([...world.stack.workers].map(async (worker) => await world.stack.killWorker(worker)));
			await Promise.all([world.stack.addWorker(), world.stack.addWorker()]);
			await endedOnce(ids);
		});

		it('lose nothing where the main process goes', async () => {
			const ids = await parked('main', 4);
			await world.stack.replaceMain();
			await endedOnce(ids);
		});

		it('lose nothing where a webhook process goes', async () => {
			const ids = await parked('webhook', 4);
			await world.stack.killWebhook(world.stack.webhooks[0]!);
			await endedOnce(ids);
			await world.stack.addWebhook();
		});
	},
);

describe('An execution in queue mode that waits for ten renders, four of which Swiftia works on at a time', () => {
	/** Wakes of one execution. */
	const MOST_WAKES = 12;
	let world: QueueWorld;
	beforeAll(async () => {
		const simulator = { timeScale: 1, renderSeconds: 45, renderSlots: 4, shortsPerJob: 10 };
		world = await QueueWorld.open({ environment: { N8N_LOG_LEVEL: 'debug' }, simulator });
	}, STARTS_WITHIN);
	afterAll(async () => await world?.close());

	it(`is woken ${MOST_WAKES} times at most`, async () => {
		const [videoId] = videoIds('ten', 1);
		world.simulator.planJob({ videoId: videoId!, seconds: 0 });
		const id = await world.launch([
			...videos(videoId!),
			world.create({ waitForCompletion: true, waitMethod: 'polling' }),
			world.swiftia('Render', { resource: 'render', operation: 'create', waitMethod: 'parked' }),
			node('After', 'n8n-nodes-base.noOp', 1, {}),
		]);
		const execution = await world.reaches(id, 'success', 400);
		expect(execution.items('After').map(({ json }) => json.status)).toEqual(Array(10).fill('COMPLETED'));
		const wakes = await world.logged(new RegExp(`Received waiting-webhook "POST" for execution "${id}`));
		process.stderr.write(`    ${wakes.length} wakes\n`);
		expect(wakes.length).toBeGreaterThan(0);
		expect(wakes.length).toBeLessThanOrEqual(MOST_WAKES);
	});
});
