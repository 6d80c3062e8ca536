import { videos } from '../../realN8n/nodes.mts';
import { DEMO_RELEASE } from '../../realN8n/install.mts';
import type { QueueSession } from '../../realN8n/queueSession.mts';
import { WITH_PROBE, probe } from '../reexecution/probe/index.mts';
import type { Parks } from '../reexecution/parkingNode.mts';
import { Stage } from '../reexecution/stage.mts';
import { VIDEOS, inARow, json, lineage } from '../reexecution/workflows.mts';
import { call, moment } from '../n8n/world.mts';
import { QueueWorld, STARTS_WITHIN, secondsUntil } from './world.mts';

/** Executions that park at once, and how many of those a worker takes at a time. */
const CROWD = 30;
const SLOTS = 2;

describe('A node that parks and is executed again in queue mode', () => {
	let world: QueueWorld;
	let stage: Stage<QueueSession>;
	beforeAll(async () => {
		const environment = { ...WITH_PROBE, N8N_CONCURRENCY_PRODUCTION_LIMIT: String(SLOTS) };
		world = await QueueWorld.open({ environment });
		stage = new Stage(DEMO_RELEASE, world, probe(world.session));
	}, STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => {
		world.stack.balancer.routing = 'roundRobin';
	});

	async function park(parks?: Parks): Promise<string> {
		const id = await world.launch(inARow(stage.parking, parks));
		await world.reaches(id, 'waiting');
		return id;
	}

	it('goes on by a call where the worker is killed that parked it', async () => {
		const id = await park();
		await world.stack.killWorker(await world.workerOf(id));
		const execution = await stage.finishWell(id);
		expect([execution.runs('Park').length, ...json(execution)]).toEqual([1, ...lineage(VIDEOS)]);
		await world.stack.addWorker();
	});

	it("goes on by n8n's timer where both workers are killed and others start", async () => {
		const id = await park({ seconds: 60 });
		await Promise.all([...world.stack.workers].map(async (worker) => await world.stack.killWorker(worker)));
		await Promise.all([world.stack.addWorker(), world.stack.addWorker()]);
		const execution = await world.reaches(id, 'success', 300);
		expect([execution.runs('Park').length, ...json(execution)]).toEqual([1, ...lineage(VIDEOS)]);
	});

	it('is executed once where both webhook processes are called at the same instant', async () => {
		const id = await park({ busy: 1 });
		world.stack.balancer.routing = 'mirrored';
		await Promise.all([1, 2].map(async () => await stage.call(id)));
		await moment(5_000);
		world.stack.balancer.routing = 'roundRobin';
		const again = await world.reaches(id, 'waiting');
		expect(again.items('Park')[0]!.json.looks).toBe(2);
		expect(await world.timesQueued(id)).toBe(2);
		const execution = await stage.finishWell(id);
		expect([execution.runs('Park').length, ...json(execution)]).toEqual([1, ...lineage(VIDEOS)]);
	});

	it(`holds no slot while it is parked: ${CROWD} executions over ${2 * SLOTS} slots`, async () => {
		const { workflow, url } = await world.activate([...videos(...VIDEOS), stage.parking.node('Park')]);
		await call(url);
		for (let one = 1; one < CROWD; one++) await call(url);
		const ids = await world.executionsOf(workflow, CROWD);
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting', 120)));
		const seconds = await secondsUntil(
			async () => await Promise.all(ids.map(async (id) => await stage.finishWell(id))),
		);
		process.stderr.write(`    ${CROWD} executions were woken twice each within ${seconds} s\n`);
	});
});
