import type { Routing } from '../../realN8n/queue/loadBalancer.mts';
import { node, videos } from '../../realN8n/nodes.mts';
import { type WorkflowNode, loop } from '../../realN8n/workflow.mts';
import { until } from '../../realN8n/lib/until.mts';
import { moment } from '../n8n/world.mts';
import { QueueWorld, STARTS_WITHIN, videoIds } from './world.mts';

const EXECUTIONS = 4;
const JOBS = 2;
/** Real seconds: an execution parks again half a minute after a wake, and n8n's timer comes a minute after a call that was lost. */
const PATIENCE = { seconds: 200, everyMs: 50 };

describe('An execution that waits twice in queue mode', () => {
	let world: QueueWorld;
	beforeAll(async () => void (world = await QueueWorld.open()), STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => {
		world.simulator.reset();
		world.stack.balancer.routing = 'roundRobin';
	});

	async function launchAll(...[workflow, more]: [(one: number) => WorkflowNode[], object?]) {
		const numbers = Array.from({ length: EXECUTIONS }, (_, one) => one);
		return await Promise.all(numbers.map(async (one) => await world.launch(workflow(one), more)));
	}

	/** Ends all jobs that are open once so many have been paid for. */
	async function endJobs(paid: number): Promise<void> {
		await until(`${paid} jobs`, () => world.simulator.ledger.length >= paid, PATIENCE);
		for (const { id, status } of world.simulator.jobs)
			if (status === 'PROCESSING') world.simulator.completeJob(id);
	}

	it.each<[Routing, number]>([
		['mirrored', 1],
		['roundRobin', 2],
	])('puts out each wait once, and pays once (%s, each callback %i times)', async (routing, repeat) => {
		const workflow = (one: number) =>
			world.twoWaits(videoIds(`${one}-first`, JOBS), videoIds(`${one}-second`, JOBS));
		const ids = await launchAll(workflow);
		world.simulator.setWebhooks({ repeat });
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
		world.stack.balancer.routing = routing;
		await endJobs(EXECUTIONS * JOBS);
		await endJobs(EXECUTIONS * JOBS * 2);

		for (const id of ids) {
			const execution = await world.reaches(id, 'success', PATIENCE.seconds);
			const runs = (name: string) => execution.runs(name).length;
			expect([runs('Wait 1'), runs('Create 2'), runs('Wait 2'), runs('After')]).toEqual([1, 1, 1, 1]);
			expect(execution.items('After').map(({ json }) => json.status)).toEqual(Array(JOBS).fill('COMPLETED'));
		}
		expect(world.simulator.repeated()).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(EXECUTIONS * JOBS * 2);
	});

	it('does not lose a wait of another node, however soon that follows', async () => {
		const workflow = (one: number): WorkflowNode[] => [
			...videos(...videoIds(`${one}-other`, 1)),
			world.create(),
			world.wait(),
			node('Approval', 'n8n-nodes-base.wait', 1.1, { resume: 'webhook', options: {} }),
			node('After', 'n8n-nodes-base.noOp', 1, {}),
		];
		const ids = await launchAll(workflow);
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
		world.stack.balancer.routing = 'mirrored';
		await endJobs(EXECUTIONS);
		for (const id of ids) {
			const hasReached = async () => (await world.reaches(id, 'waiting')).runs('Approval').length === 1;
			await until('the wait of the other node', hasReached, PATIENCE);
			await moment(1_000);
			expect(await hasReached()).toBe(true);
		}
	});

	it('puts out each round of Loop Over Items once', async () => {
		const rounds = 2;
		const workflow = (one: number): WorkflowNode[] => [
			...videos(...videoIds(`${one}-loop`, rounds * JOBS)),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: JOBS, options: {} }),
			world.create(),
			world.wait(),
		];
		const connections = loop(['Start', 'Videos', 'Each video'], 'Loop', ['Create', 'Wait']);
		const ids = await launchAll(workflow, { connections });
		world.stack.balancer.routing = 'mirrored';
		for (let round = 1; round <= rounds; round++) await endJobs(EXECUTIONS * JOBS * round);
		for (const id of ids) {
			const execution = await world.reaches(id, 'success', PATIENCE.seconds);
			expect([execution.runs('Create').length, execution.runs('Wait').length]).toEqual([rounds, rounds]);
		}
		expect(world.simulator.repeated()).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(EXECUTIONS * JOBS * rounds);
	});
});
