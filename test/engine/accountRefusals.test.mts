/** @jest-environment ./test/oneRealm.mjs */
import { World, createJob, createRender, videoId, videoOfItem } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ shortsPerJob: 30, jobSeconds: Infinity })));
afterEach(async () => await world.close());

/** Requests that may be under way together. */
const IN_FLIGHT = 5;
const posts = () => world.requests.filter((request) => request === 'POST /api/render').length;

/** Starts 30 renders where everything after the first so many is refused. */
async function thirtyRenders(refuse: 'credits' | 'storage' | 'phone' | 'unauthorized', after: number) {
	const jobId = await world.endedJob();
	world.simulator.addFault({ method: 'POST', path: '/api/render', after, times: 'always', refuse });
	const engine = await world.engine([
		{ ...createRender({ jobId, waitForCompletion: false }), onError: 'continueRegularOutput' },
	]);
	await engine.complete();
	return engine.json();
}

describe.each(['credits', 'storage', 'phone', 'unauthorized'] as const)('A refusal for %s', (refuse) => {
	it('ends a batch of 30 renders: the others were not started, and say why', async () => {
		const results = await thirtyRenders(refuse, 0);
		expect(posts()).toBeLessThanOrEqual(IN_FLIGHT + 1);
		expect(results).toHaveLength(30);
		const notSent = results.filter(({ error }) => String(error).includes('was not sent'));
		expect(notSent).toHaveLength(30 - posts());
		for (const { error } of notSent) expect(error).toMatch(/because Swiftia had refused an earlier one: .+/);
	});

	it('leaves what was started before, and delivers it', async () => {
		const results = await thirtyRenders(refuse, 10);
		expect(posts()).toBeLessThanOrEqual(10 + IN_FLIGHT + 1);
		expect(results.filter(({ renderId }) => renderId)).toHaveLength(10);
		expect(results.filter(({ error }) => error)).toHaveLength(20);
	});
});

it('A refusal that is no more than forbidden concerns its own item only', async () => {
	world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 2, refuse: 'permission' });
	const engine = await world.engine([
		{ ...createJob({ video: videoOfItem, completionWebhook: 'none' }), onError: 'continueRegularOutput' },
	]);
	await engine.complete(Array.from({ length: 10 }, (_, number) => ({ id: videoId(number) })));
	expect(engine.json().filter(({ error }) => error)).toHaveLength(1);
	expect(world.simulator.ledger).toHaveLength(9);
});

it('A refusal in one run is none in the next', async () => {
	world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'credits' });
	const engine = await world.engine([createJob({ completionWebhook: 'none' })]);
	await engine.complete();
	expect(engine.error!.message).toContain('not enough Swiftia credits');
	await engine.retry('99');
	expect(engine.run?.finished).toBe(true);
	expect(world.simulator.ledger).toHaveLength(1);
});
