import { node, videos } from '../../realN8n/nodes.mts';
import { type WorkflowNode, loop } from '../../realN8n/workflow.mts';
import type { Routing } from '../../realN8n/queue/loadBalancer.mts';
import { QueueWorld, STARTS_WITHIN, videoIds } from './world.mts';

// At five requests a second a look at the jobs of all these executions takes so long that others resume them meanwhile.
const EXECUTIONS = 6;
const JOBS = 4;
/** Times that n8n puts an execution into its queue: for its start and each wake. */
const MOST_QUEUED = 24;
/** Longer than an execution polls before it parks again, in seconds. */
const SECOND_PARK = 45;

describe('Executions that park twice in queue mode, all at once and short of requests', () => {
	let world: QueueWorld;
	beforeAll(async () => {
		world = await QueueWorld.open({ simulator: { plan: 'swift', timeScale: 1 } });
	}, STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => {
		world.simulator.reset();
		world.stack.balancer.routing = 'roundRobin';
	});

	afterEach(() => {
		const refused = world.simulator.journal.filter(({ status }) => status === 429).length;
		process.stderr.write(`${world.simulator.journal.length} requests, ${refused} refused\n`);
	});

	/** Jobs of one execution end one after the other, so that calls come while others look. */
	function plan(ids: string[], seconds: number): string[] {
		ids.forEach((videoId, index) => world.simulator.planJob({ videoId, seconds: seconds + index }));
		return ids;
	}

	/** What happened to each execution, which has to end well. */
	async function outcomes(ids: string[], seconds: number) {
		return await Promise.all(
			ids.map(async (id) => {
				const execution = await world.reaches(id, 'success', seconds);
				const runs = (name: string) => execution.runs(name).length;
				return { id, execution, runs, queued: await world.timesQueued(id) };
			}),
		);
	}

	it.each<[Routing, number]>([
		['roundRobin', 2],
		['mirrored', 1],
	])(
		'puts out each wait once, nothing is paid twice (%s, each callback %i times)',
		async (routing, repeat) => {
			world.simulator.setWebhooks({ repeat });
			const workflow = (one: number) =>
				world.twoWaits(
					plan(videoIds(`${one}-first`, JOBS), 8),
					plan(videoIds(`${one}-second`, JOBS), SECOND_PARK),
				);
			const ids = await Promise.all(
				Array.from({ length: EXECUTIONS }, async (_, one) => await world.launch(workflow(one))),
			);
			world.stack.balancer.routing = routing;
			const all = await outcomes(ids, 200);
			for (const { execution, runs, queued } of all) {
				expect(execution.items('After').map(({ json }) => json.status)).toEqual(
					Array(JOBS).fill('COMPLETED'),
				);
				expect([runs('Wait 1'), runs('Create 2'), runs('Wait 2'), runs('After')]).toEqual([1, 1, 1, 1]);
				expect(queued).toBeLessThanOrEqual(MOST_QUEUED);
			}
			expect(world.simulator.repeated()).toEqual([]);
			expect(world.simulator.ledger).toHaveLength(EXECUTIONS * JOBS * 2);
		},
	);

	it('puts out each round of Loop Over Items once', async () => {
		world.simulator.setWebhooks({ repeat: 2 });
		const rounds = 3;
		const workflow = (one: number): WorkflowNode[] => [
			...videos(...plan(videoIds(`${one}-loop`, rounds * 2), SECOND_PARK)),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2, options: {} }),
			world.create(),
			world.wait(),
		];
		const connections = loop(['Start', 'Videos', 'Each video'], 'Loop', ['Create', 'Wait']);
		const ids = await Promise.all(
			Array.from({ length: 4 }, async (_, one) => await world.launch(workflow(one), { connections })),
		);
		world.stack.balancer.routing = 'mirrored';
		for (const { runs, queued } of await outcomes(ids, 200)) {
			expect([runs('Create'), runs('Wait')]).toEqual([rounds, rounds]);
			expect(queued).toBeLessThanOrEqual(MOST_QUEUED);
		}
		expect(world.simulator.repeated()).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(4 * rounds * 2);
	});
});
