/** @jest-environment ./test/oneRealm.mjs */
import { World, createJob, createRender, videoId, videoOfItem } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity })));
afterEach(async () => await world.close());

const renders = () => world.simulator.ledger.filter(({ kind }) => kind === 'render');
const SHARED = /the same as another in this execution.*nothing is paid for twice/;

/** A job that has ended, and whose shorts are these whatever it made. */
async function jobWithShorts(shorts: unknown[]): Promise<string> {
	const jobId = await world.endedJob();
	world.simulator.addFault({
		method: 'GET',
		path: `/api/jobs/${jobId}`,
		times: 'always',
		answer: { status: 200, body: { id: jobId, status: 'COMPLETED', progress: 100, data: { shorts } } },
	});
	return jobId;
}

describe('Short: Get Many, then Render: Create as it comes', () => {
	it('renders each short once', async () => {
		const jobIds = [await world.endedJob(), await world.endedJob()];
		const engine = await world.engine([
			{ parameters: { resource: 'short', operation: 'getAll', jobId: '={{ $json.jobId }}' } },
			createRender({ waitForCompletion: false }),
		]);
		await engine.complete(jobIds.map((jobId) => ({ jobId })));
		expect(renders()).toHaveLength(6);
		expect(world.simulator.repeated().flat()).not.toContainEqual(expect.objectContaining({ kind: 'render' }));
		expect(engine.json().map(({ jobId, shortId }) => [jobId, shortId])).toEqual(
			engine.json(1).map(({ jobId, shortId }) => [jobId, shortId]),
		);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5].map((item) => ({ item })),
		);
	});

	it('renders all shorts once where every item asks for all of them, and puts each out once', async () => {
		const engine = await world.engine([
			{ parameters: { resource: 'short', operation: 'getAll', jobId: '={{ $json.jobId }}' } },
			createRender({ renderTarget: 'all', waitForCompletion: false }),
		]);
		await engine.complete([{ jobId: await world.endedJob() }]);
		expect(renders()).toHaveLength(3);
		expect(engine.json().map(({ shortId }) => shortId)).toEqual(['1', '2', '3']);
		expect(engine.hints()).toContainEqual(expect.stringMatching(SHARED));
	});
});

describe('Items that ask for the same', () => {
	it('share one job for one video, and a hint says so', async () => {
		const engine = await world.engine([createJob({ video: videoOfItem, completionWebhook: 'none' })]);
		await engine.complete([{ id: videoId(0) }, { id: videoId(1) }, { id: videoId(0) }]);
		expect(world.simulator.ledger).toHaveLength(2);
		const [first, second, third] = engine.json();
		expect(third).toEqual(first);
		expect(second!.jobId).not.toBe(first!.jobId);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(engine.hints()).toContainEqual(expect.stringMatching(SHARED));
	});

	it('share it where the video is named in another way, too', async () => {
		const video = { __rl: true, mode: 'url', value: '={{ $json.url }}' };
		const engine = await world.engine([createJob({ video, completionWebhook: 'none' })]);
		await engine.complete([
			{ url: 'https://youtu.be/dQw4w9WgXcQ' },
			{ url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=7' },
		]);
		expect(world.simulator.ledger).toHaveLength(1);
	});

	it('do not share where the shorts differ, and no hint says so', async () => {
		const engine = await world.engine([
			createJob({
				shortsMode: 'json',
				predefinedShortsJson: '=[{"title":"A","start":0,"end":{{ $json.end }}}]',
				completionWebhook: 'none',
			}),
		]);
		await engine.complete([{ end: 10 }, { end: 20 }]);
		expect(world.simulator.ledger).toHaveLength(2);
		expect(engine.hints()).toEqual([]);
	});

	it('share the refusal as well: it is not asked for again', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'invalidInput' });
		const engine = await world.engine([{ ...createJob(), onError: 'continueRegularOutput' }]);
		await engine.complete([{}, {}]);
		expect(world.requests).toEqual(['POST /api/jobs']);
		expect(engine.json().map(({ error }) => String(error).slice(-8))).toEqual(['[item 0]', '[item 1]']);
	});
});

describe('Shorts that Swiftia describes badly', () => {
	it('renders one of two with one ID, and says nothing of an unknown outcome', async () => {
		const jobId = await jobWithShorts([
			{ id: 1, title: 'One' },
			{ id: 1, title: 'One again' },
			{ id: 2, title: 'Two' },
		]);
		const engine = await world.engine([createRender({ jobId, waitForCompletion: false })]);
		await engine.complete();
		expect(engine.error).toBeUndefined();
		expect(world.requests.filter((request) => request === 'POST /api/render')).toHaveLength(2);
		expect(engine.json().map(({ shortId }) => shortId)).toEqual(['1', '2']);
		expect(engine.hints()).toContainEqual(expect.stringMatching(SHARED));
	});

	it.each([
		[{ title: 'No ID' }],
		[{ id: '', title: 'Empty' }],
		[{ id: '..', title: 'A path' }],
		[{ id: {} }],
	])('reports %j as the error of its item, and renders the others', async (bad) => {
		const jobId = await jobWithShorts([{ id: 1, title: 'One' }, bad, { id: 2, title: 'Two' }]);
		const engine = await world.engine([
			{ ...createRender({ jobId, waitForCompletion: false }), onError: 'continueRegularOutput' },
		]);
		await engine.complete();
		const targets = world.simulator.journal
			.filter(({ path }) => path === '/api/render')
			.map(({ body }) => (body as { target: unknown }).target);
		expect(targets.sort()).toEqual([1, 2]);
		expect(engine.json().map(({ shortId, error }) => shortId ?? error)).toEqual([
			'1',
			'2',
			`Short 2 of job ${jobId} cannot be rendered: Swiftia gave no ID for it [item 0]`,
		]);
	});
});
