/** @jest-environment ./test/oneRealm.mjs */
import type { SimulatorOptions } from '../../simulator/index.mts';
import { World, createJob, createRender, videoId, videoOfItem, waitForJob } from './world.mts';

let world: World;
afterEach(async () => await world.close());

const limited = async (options: Partial<SimulatorOptions>) => (world = await World.start(options));
const refused = () => world.simulator.journal.filter(({ status }) => status === 429).length;
const videos = (count: number) => Array.from({ length: count }, (_, number) => ({ id: videoId(number) }));
const createJobs = createJob({ video: videoOfItem, completionWebhook: 'none' });

describe('On a plan with a limit', () => {
	it.each(['free', 'starter', 'pro', 'swift'] as const)(
		'a batch goes through on the plan %s, nothing is paid twice and little is refused',
		async (plan) => {
			await limited({ plan });
			const engine = await world.engine([createJobs]);
			await engine.complete(videos(10));
			expect(engine.error).toBeUndefined();
			expect(world.simulator.ledger).toHaveLength(10);
			expect(world.simulator.repeated()).toEqual([]);
			expect(refused()).toBeLessThanOrEqual(5);
		},
	);

	it('a whole workflow goes through, from the jobs to the files', async () => {
		await limited({ plan: 'swift' });
		const engine = await world.engine([
			createJobs,
			waitForJob({ waitMethod: 'polling' }),
			createRender({ download: true }),
		]);
		await engine.complete(videos(3));
		expect(engine.error).toBeUndefined();
		expect(engine.output().filter(({ binary }) => binary)).toHaveLength(9);
		expect(world.simulator.ledger).toHaveLength(12);
		expect(refused()).toBeLessThanOrEqual(5);
	});

	it('the pace is learned where no header tells it', async () => {
		await limited({ plan: 'pro', profile: 'g1' });
		const engine = await world.engine([createJobs]);
		await engine.complete(videos(12));
		expect(engine.error).toBeUndefined();
		expect(world.simulator.ledger).toHaveLength(12);
		expect(refused()).toBeLessThanOrEqual(8);
	});

	it('executions with one key share the pace, and none has to wait for the whole of another', async () => {
		await limited({ plan: 'pro' });
		const [large, small] = [await world.engine([createJobs]), await world.engine([createJobs])];
		const running = large.complete(videos(20));
		await small.complete(videos(2));
		expect(large.run).toBeUndefined();
		await running;
		expect([small.error, large.error]).toEqual([undefined, undefined]);
		expect(world.simulator.ledger).toHaveLength(22);
		expect(refused()).toBeLessThanOrEqual(5);
	});

	it('one account is not slowed by another', async () => {
		await limited({ plan: 'free' });
		const other = await World.start({ key: 'another-key' });
		const [slow, fast] = [await world.engine([createJobs]), await other.engine([createJobs])];
		const running = slow.complete(videos(6));
		await fast.complete(videos(6));
		expect(slow.run).toBeUndefined();
		await running;
		expect(world.simulator.ledger.length + other.simulator.ledger.length).toBe(12);
		await other.close();
	});
});
