import type { Routing } from '../../realN8n/queue/loadBalancer.mts';
import { node, videos } from '../../realN8n/nodes.mts';
import { type WorkflowNode, loop } from '../../realN8n/workflow.mts';
import { until } from '../../realN8n/lib/until.mts';
import { moment } from '../n8n/world.mts';
import { QueueWorld, STARTS_WITHIN, videoIds, videoNumber } from './world.mts';

const EXECUTIONS = 4;
const JOBS = 2;
/** Milliseconds of a slow read: two of them take longer than a woken execution until it has parked again. */
const SLOW = 20_000;
/** Longer than a woken execution takes until it waits in another node, in milliseconds. */
const A_MOMENT = 1_000;
/** A claim that n8n did not carry out, one of thirty or so, is made anew after 20 s. */
const RESUMED_WITHIN = { seconds: 120, everyMs: 50 };

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
	 * other has woken the execution by then.
	 *
	 * @returns makes that process wait as long for the second job, so that the execution has parked again meanwhile
	 */
	async function endWithOneSlowProcess(ids: string[], delay = SLOW): Promise<() => void> {
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
		const open = world.simulator.jobs.filter(({ status }) => status === 'PROCESSING');
		const count = world.simulator.journal.length;
		const slowDown = (position: number) => {
			for (const { id } of open.filter(({ videoId }) => videoNumber(videoId) % JOBS === position)) {
				world.simulator.addFault({ method: 'GET', path: `/api/jobs/${id}`, delay });
			}
		};
		slowDown(0);
		for (const { id } of open) world.simulator.completeJob(id);
		await until('a read', () => world.simulator.journal.length > count);
		return () => slowDown(1);
	}

	/** No read is under way any more. */
	async function readsAreBack(): Promise<void> {
		await until('all answers', () => world.simulator.journal.every(({ status }) => status !== 0), {
			seconds: 60,
		});
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
		const slowDownOnceMore = await endWithOneSlowProcess(ids);
		await until(
			'the second jobs',
			() => world.simulator.ledger.length >= EXECUTIONS * JOBS * 2,
			RESUMED_WITHIN,
		);
		slowDownOnceMore();
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

	it('does not lose a wait of another node, however soon that follows', async () => {
		const workflow = (one: number): WorkflowNode[] => [
			...videos(...videoIds(`${one}-other`, 1)),
			world.create(),
			world.wait(),
			node('Approval', 'n8n-nodes-base.wait', 1.1, { resume: 'webhook', options: {} }),
			node('After', 'n8n-nodes-base.noOp', 1, {}),
		];
		// One after the other: both processes are quick then, and the first to come has long resumed it when the other would.
		for (let one = 0; one < EXECUTIONS; one++) {
			world.stack.balancer.routing = 'roundRobin';
			const id = await world.launch(workflow(one));
			world.stack.balancer.routing = 'mirrored';
			const hasReached = async () => (await world.reaches(id, 'waiting')).runs('Approval').length === 1;
			await endWithOneSlowProcess([id], A_MOMENT);
			await until('the wait of the other node', hasReached, RESUMED_WITHIN);
			await readsAreBack();
			// Whoever comes too late has come by then.
			await moment(2 * A_MOMENT);
			expect(await hasReached()).toBe(true);
			expect(await world.timesQueued(id)).toBe(2);
		}
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
		const slowDownOnceMore = await endWithOneSlowProcess(ids);
		await until(
			'the jobs of all rounds',
			() => world.simulator.ledger.length >= EXECUTIONS * JOBS * rounds,
			RESUMED_WITHIN,
		);
		slowDownOnceMore();
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
