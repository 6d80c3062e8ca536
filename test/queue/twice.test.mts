import type { Routing } from '../../demo/n8n/queue/loadBalancer.mts';
import { node, videos } from '../../demo/n8n/nodes.mts';
import { type WorkflowNode, loop } from '../../demo/n8n/workflow.mts';
import { holds } from '../n8n/world.mts';
import { QueueWorld, STARTS_WITHIN, videoIds } from './world.mts';

const EXECUTIONS = 4;
const JOBS = 2;
/** Longer than a woken execution takes until it has parked again, in milliseconds. */
const SLOW = 15_000;
/** In seconds: a claim that n8n did not carry out, one of thirty or so, is made anew after 20 s. */
const RESUMED_WITHIN = 90;

describe('An execution that parks twice in queue mode', () => {
	let world: QueueWorld;
	beforeAll(async () => void (world = await QueueWorld.open()), STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => {
		world.simulator.reset();
		world.stack.balancer.routing = 'roundRobin';
	});

	async function launchAll(count: number, ...[workflow, more]: [(one: number) => WorkflowNode[], object?]) {
		const numbers = Array.from({ length: count }, (_, one) => one);
		return await Promise.all(numbers.map(async (one) => await world.launch(workflow(one), more)));
	}

	/**
	 * Ends all open jobs of parked executions. The process that is the first to read an execution's first job gets it so late that the
	 * other has woken the execution by then, and it has parked again.
	 */
	async function endWithOneSlowProcess(ids: string[]): Promise<void> {
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
		const open = world.simulator.jobs.filter(({ status }) => status === 'PROCESSING');
		const count = world.simulator.journal.length;
		for (const { id } of open.filter(({ videoId }) => videoId.endsWith('00'))) {
			world.simulator.addFault({ method: 'GET', path: `/api/jobs/${id}`, delay: SLOW });
		}
		for (const { id } of open) world.simulator.completeJob(id);
		await holds(() => world.simulator.journal.length > count);
	}

	/** No read is under way any more. */
	async function readsAreBack(): Promise<void> {
		await holds(() => world.simulator.journal.every(({ status }) => status !== 0));
	}

	async function endJobs(ids: string[]): Promise<void> {
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
		for (const { id } of world.simulator.jobs) world.simulator.completeJob(id);
	}

	it.each<[Routing, number]>([
		['mirrored', 1],
		['roundRobin', 2],
	])('is woken once for each wait, and pays once (%s, each callback %i times)', async (routing, repeat) => {
		const workflow = (one: number) =>
			world.twoWaits(videoIds(`${one}-first`, JOBS), videoIds(`${one}-second`, JOBS));
		const ids = await launchAll(EXECUTIONS, workflow);
		world.simulator.setWebhooks({ repeat });
		world.stack.balancer.routing = routing;
		await endWithOneSlowProcess(ids);
		await holds(() => world.simulator.ledger.length >= EXECUTIONS * JOBS * 2, RESUMED_WITHIN);
		await readsAreBack();
		await endJobs(ids);

		for (const id of ids) {
			const execution = await world.reaches(id, 'success');
			const runs = (name: string) => execution.runs(name).length;
			expect([runs('Wait 1'), runs('Create 2'), runs('Wait 2'), runs('After')]).toEqual([1, 1, 1, 1]);
			expect(execution.items('After').map(({ json }) => json.status)).toEqual(Array(JOBS).fill('COMPLETED'));
			expect(await world.timesQueued(id)).toBe(3);
		}
		expect(world.simulator.repeated()).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(EXECUTIONS * JOBS * 2);
	});

	it('is woken once for each round of Loop Over Items', async () => {
		const rounds = 2;
		const workflow = (one: number): WorkflowNode[] => [
			...videos(...videoIds(`${one}-loop`, rounds * JOBS)),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: JOBS, options: {} }),
			world.create(),
			world.wait(),
		];
		const connections = loop(['Start', 'Videos', 'Each video'], 'Loop', ['Create', 'Wait']);
		const ids = await launchAll(EXECUTIONS, workflow, { connections });
		world.stack.balancer.routing = 'mirrored';
		await endWithOneSlowProcess(ids);
		await holds(() => world.simulator.ledger.length >= EXECUTIONS * JOBS * rounds, RESUMED_WITHIN);
		await readsAreBack();
		await endJobs(ids);

		for (const id of ids) {
			const execution = await world.reaches(id, 'success');
			expect([execution.runs('Create').length, execution.runs('Wait').length]).toEqual([rounds, rounds]);
			expect(await world.timesQueued(id)).toBe(1 + rounds);
		}
		expect(world.simulator.repeated()).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(EXECUTIONS * JOBS * rounds);
	});
});
