import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, videos } from '../../realN8n/nodes.mts';
import { until } from '../../realN8n/lib/until.mts';
import type { Workflow, WorkflowNode } from '../../realN8n/workflow.mts';
import { moment } from '../n8n/world.mts';
import { QueueWorld, STARTS_WITHIN, named, videoIds } from './world.mts';

describe('Settings of n8n in queue mode, under a sub-path', () => {
	let world: QueueWorld;
	beforeAll(async () => {
		const environment = {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			EXECUTIONS_DATA_PRUNE: 'true',
			EXECUTIONS_DATA_PRUNE_MAX_COUNT: '1',
			// Minutes.
			EXECUTIONS_DATA_PRUNE_SOFT_DELETE_INTERVAL: '0.1',
		};
		world = await QueueWorld.open({ path: '/automation/', environment });
	}, STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => world.simulator.reset());

	async function park(nodes: WorkflowNode[], settings?: Workflow['settings']): Promise<string> {
		const id = await world.launch(nodes, { settings });
		await world.reaches(id, 'waiting');
		return id;
	}

	function waiting(beginning: string, ...after: WorkflowNode[]): WorkflowNode[] {
		return [...videos(...videoIds(beginning, 1)), world.create(), world.wait(), ...after];
	}

	function endJobs(): void {
		for (const { id } of world.simulator.jobs) world.simulator.completeJob(id);
	}

	it('let a callback reach an n8n under a sub-path', async () => {
		const id = await park(waiting('sub-path'));
		expect(new URL(world.simulator.jobs[0]!.webhook).pathname).toMatch(/^\/automation\/webhook-waiting\//);
		endJobs();
		await world.reaches(id, 'success');
		expect(world.simulator.deliveries.map(({ status }) => status)).toEqual([200]);
	});

	it('wake a manual execution that runs on a worker', async () => {
		const id = await world.run(waiting('manual'));
		await world.reaches(id, 'waiting');
		await expect(world.workerOf(id)).resolves.toBeDefined();
		endJobs();
		await world.reaches(id, 'success');
	});

	it('wake an execution that is not to be saved when it succeeds', async () => {
		const again = named(
			'Create again',
			world.create({ video: { __rl: true, mode: 'id', value: 'unsaved--90' } }),
		);
		const id = await park(waiting('unsaved', again), { saveDataSuccessExecution: 'none' });
		endJobs();
		await until('two jobs', () => world.simulator.ledger.length === 2);
		const isGone = async () =>
			await world.session.client.execution(id).then(
				() => false,
				() => true,
			);
		await until('the execution is gone', isGone, { seconds: 30, everyMs: 200 });
		expect(world.simulator.ledger).toHaveLength(2);
	});

	it('do not count the time that an execution is parked as its running time', async () => {
		const id = await park(waiting('time-out'), { executionTimeout: 10 });
		await moment(15_000);
		endJobs();
		await world.reaches(id, 'success');
	});

	it('prune no execution that is parked', async () => {
		const id = await park(waiting('pruned'));
		const finished: string[] = [];
		for (let count = 0; count < 3; count++) {
			finished.push(await world.launch(videos(...videoIds('other', 1))));
			await world.reaches(finished.at(-1)!, 'success');
		}
		const isPruned = async () =>
			await world.session.client.execution(finished[0]!).then(
				() => false,
				() => true,
			);
		await until('the first is pruned', isPruned, { seconds: 120, everyMs: 500 });
		endJobs();
		await world.reaches(id, 'success');
	});

	describe('for files', () => {
		/** A file that is downloaded before the wait and read after it. */
		function withFile(beginning: string): WorkflowNode[] {
			const download = node('Download', 'n8n-nodes-base.httpRequest', 4.2, {
				url: `${world.simulator.url}/_simulator/state`,
				options: { response: { response: { responseFormat: 'file' } } },
			});
			const video = { __rl: true, mode: 'id', value: videoIds(beginning, 1)[0]! };
			return [
				videos('unused')[0]!,
				download,
				world.create({ video }),
				world.wait(),
				node('Attach', 'n8n-nodes-base.code', 2, {
					jsCode: "return [{ json: {}, binary: $('Download').first().binary }];",
				}),
				node('Read', 'n8n-nodes-base.extractFromFile', 1, { operation: 'fromJson', options: {} }),
			];
		}

		/** Parks, and lets the execution be woken on another worker. */
		async function wokenElsewhere(beginning: string, environment: Record<string, string> = {}) {
			const id = await park(withFile(beginning));
			const first = await world.workerOf(id);
			await world.stack.killWorker(first);
			await world.stack.addWorker(environment);
			endJobs();
			await until('the callback', () => world.simulator.deliveries.length > 0);
			const ended = await world.session.client.waitForEnd(id, { withinMs: 60_000 });
			expect((await world.workerOf(id)).pid).not.toBe(first.pid);
			return ended;
		}

		it('find no file where each worker has a folder of its own', async () => {
			const { status, failure } = await wokenElsewhere('apart');
			process.stderr.write(`    ${status}: ${failure}\n`);
			expect(status).toBe('error');
		});

		it.each([
			['in a folder that the workers share', 'filesystem'],
			['in the database', 'database'],
		])('find the file %s', async (_, mode) => {
			const shared = await mkdtemp(join(tmpdir(), 'swiftia-shared-'));
			const environment = { N8N_DEFAULT_BINARY_DATA_MODE: mode, N8N_STORAGE_PATH: shared };
			await Promise.all([...world.stack.workers].map(async (worker) => await world.stack.killWorker(worker)));
			await Promise.all([world.stack.addWorker(environment), world.stack.addWorker(environment)]);
			const execution = await wokenElsewhere(mode, environment);
			expect(execution.failure).toBeUndefined();
			expect(execution.items('Read')[0]!.json.data).toMatchObject({ journal: expect.any(Array) });
			await rm(shared, { recursive: true, force: true });
		});
	});
});
