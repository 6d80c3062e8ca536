/** @jest-environment ./test/oneRealm.mjs */
// Create job -> Render shorts: jobs and renders are watched in one loop.
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, createRender, videoId, videoOfItem } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ shortsPerJob: 2 })));
afterEach(async () => await world.close());

const ITEMS = ['a', 'b', 'c'].map((_, number) => ({ id: videoId(number) }));
const create = () => createJob({ video: videoOfItem, completionWebhook: 'none' });
const twoNodes = (more: Record<string, unknown> = {}, node: object = {}) => [
	create(),
	{ ...createRender(more), ...node },
];
const toTheErrorOutput = { onError: 'continueErrorOutput' as const };

/** Decides how many seconds the jobs of the items take. */
function plan(...seconds: number[]): void {
	seconds.forEach((time, number) => world.simulator.planJob({ videoId: videoId(number), seconds: time }));
}
const paid = (kind: 'job' | 'render') => world.simulator.ledger.filter((call) => call.kind === kind);
const jobOf = (number: number) => world.simulator.jobs.find((job) => job.videoId === videoId(number))!.id;
/** Shorts of each item that came out. */
const countsOf = (items: Array<Record<string, unknown>>) =>
	ITEMS.map((_, number) => items.filter(({ jobId }) => jobId === jobOf(number)).length);

describe('Jobs that have not ended', () => {
	it('are waited for, and the renders of each begin while others are worked on', async () => {
		plan(60, 2, Infinity);
		const engine = await world.engine(twoNodes());
		const running = engine.complete(ITEMS);
		await until('four renders', () => paid('render').length === 4);
		expect(world.simulator.jobs.map(({ status }) => status)).toEqual([
			'COMPLETED',
			'COMPLETED',
			'PROCESSING',
		]);
		world.simulator.completeJob(jobOf(2));
		await running;
		expect(engine.json().map(({ jobId, status }) => [jobId, status])).toEqual(
			[0, 0, 1, 1, 2, 2].map((number) => [jobOf(number), 'COMPLETED']),
		);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1, 2, 2].map((item) => ({ item })),
		);
		const begun = paid('render').map(({ body }) => String(body.id));
		expect(begun.slice(0, 2)).toEqual([jobOf(1), jobOf(1)]);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('are read once where two items name the same', async () => {
		plan(20);
		const engine = await world.engine(twoNodes());
		await engine.complete([ITEMS[0]!, ITEMS[0]!]);
		expect(engine.json()).toHaveLength(2);
		expect([paid('job').length, paid('render').length]).toEqual([1, 2]);
	});

	it('have their MP4s taken while other jobs are worked on, each under a name of its own', async () => {
		plan(2, Infinity);
		const engine = await world.engine(
			twoNodes({ download: true, options: { pollInterval: 1, fileName: 'mine' } }),
		);
		const running = engine.complete(ITEMS.slice(0, 2));
		await until(
			'two MP4s',
			() => world.requests.filter((request) => request.startsWith('GET /files/')).length === 2,
		);
		world.simulator.completeJob(jobOf(1));
		await running;
		const names = engine.output().map(({ binary }) => binary!.data!.fileName);
		expect(new Set(names).size).toBe(4);
		expect(names.every((name) => /^mine .+\.mp4$/.test(name!))).toBe(true);
	});

	it('are an error where the node does not wait', async () => {
		plan(Infinity);
		const engine = await world.engine(twoNodes({ waitForCompletion: false }));
		await engine.complete([ITEMS[0]!]);
		expect(engine.error!.message).toContain('is not completed and cannot be rendered yet');
		expect(paid('render')).toEqual([]);
	});
});

describe('One that does not come to renders', () => {
	it('fails in the middle: the others are delivered first, and the error says which job and why', async () => {
		plan(3, Infinity, 3);
		const engine = await world.engine(twoNodes());
		const running = engine.complete(ITEMS);
		await until('four renders', () => paid('render').length === 4);
		world.simulator.failJob(jobOf(1), 'The video is private');
		await running;
		const { message, description } = engine.error!;
		expect(message).toBe(
			`Job ${jobOf(1)} of video ${videoId(1)} failed and cannot be rendered: The video is private [item 1]`,
		);
		for (const { id } of paid('render')) expect(description).toContain(id);
		expect(world.simulator.renders.map(({ status }) => status)).toEqual(Array(4).fill('COMPLETED'));
	});

	it('has not ended when Max Wait is over: its item says so, in the error output', async () => {
		plan(3, Infinity, 3);
		const engine = await world.engine(twoNodes({ maxWaitMinutes: 1 }, toTheErrorOutput));
		await engine.complete(ITEMS);
		expect(countsOf(engine.json())).toEqual([2, 0, 2]);
		expect(engine.errors()).toEqual([
			expect.objectContaining({
				jobId: jobOf(1),
				error: expect.stringContaining(
					`Job ${jobOf(1)} of video ${videoId(1)} has not ended within Max Wait (1 minute), so none of its renders was started`,
				),
			}),
		]);
	});

	it('cannot be read any more: its item says so, under On Error: Continue', async () => {
		plan(20, 20);
		const engine = await world.engine(twoNodes({}, { onError: 'continueRegularOutput' }));
		const running = engine.complete(ITEMS.slice(0, 2));
		await until('a look', () => world.requests.some((request) => request.startsWith('GET /api/jobs/')));
		world.simulator.addFault({ path: `/api/jobs/${jobOf(1)}`, refuse: 'notFound', times: 'always' });
		await running;
		expect(engine.json().map((json) => json.error ?? json.status)).toEqual([
			'COMPLETED',
			'COMPLETED',
			expect.stringContaining(jobOf(1)),
		]);
	});
});

describe('Max Wait', () => {
	it('leaves renders that are open as they are', async () => {
		await world.close();
		world = await World.start({ shortsPerJob: 2, renderSeconds: Infinity });
		plan(3);
		const engine = await world.engine(twoNodes({ maxWaitMinutes: 1 }));
		await engine.complete([ITEMS[0]!]);
		expect(engine.json().map(({ timedOut }) => timedOut)).toEqual([true, true]);
	});

	it('starts no render any more, and says so', async () => {
		plan(3, 3);
		world.simulator.addFault({
			method: 'POST',
			path: '/api/render',
			refuse: 'rateLimit',
			times: 'always',
			after: 1,
		});
		const engine = await world.engine(twoNodes({ maxWaitMinutes: 0.25 }, toTheErrorOutput));
		await engine.complete(ITEMS.slice(0, 2));
		expect(paid('render')).toHaveLength(1);
		// Nor was there time left to look at the one that was started.
		expect(engine.json()).toEqual([]);
		const errors = engine.errors().map(({ error }) => String(error));
		expect(errors.filter((error) => error.includes('was not sent, because Max Wait was over'))).toHaveLength(
			3,
		);
		const { id } = world.simulator.renders[0]!;
		expect(errors.filter((error) => error.includes(`the status of render ${id} `))).toHaveLength(1);
	});
});

describe('Stop', () => {
	it.each([
		['jobs are worked on', Infinity, Infinity, 'GET /api/jobs/'],
		['renders are started', 3, Infinity, 'POST /api/render'],
		['renders are worked on', 3, Infinity, 'GET /api/render/'],
		['MP4s are taken', 3, 1, 'GET /files/'],
	])('ends it while %s', async (_, jobSeconds, renderSeconds, phase) => {
		await world.close();
		world = await World.start({ shortsPerJob: 2, renderSeconds });
		world.simulator.addFault({ path: '/files/', stallFile: 5000, times: 'always' });
		plan(jobSeconds);
		const engine = await world.engine(twoNodes({ download: true, waitMethod: 'polling' }));
		const running = engine.execute([ITEMS[0]!]);
		await until('that phase', () => world.requests.some((request) => request.startsWith(phase)));
		engine.stop();
		await running;
	});
});

describe('A retry', () => {
	it('on fail takes up what was started, and starts what was not', async () => {
		plan(3, 30, 3);
		world.simulator.addFault({ method: 'POST', path: '/api/render', refuse: 'credits', after: 2 });
		const engine = await world.engine(twoNodes({}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }));
		await engine.complete(ITEMS);
		expect(engine.run?.finished).toBe(true);
		expect(countsOf(engine.json())).toEqual([2, 2, 2]);
		expect([paid('job').length, paid('render').length]).toEqual([3, 6]);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('from the executions list takes up some that were rendered while others were open', async () => {
		plan(3, Infinity, 3);
		const engine = await world.engine(twoNodes({ maxWaitMinutes: 1 }));
		await engine.complete(ITEMS);
		expect(engine.error!.description).toMatch(
			/Already started \(a retry does not repeat this\): (job [\w-]+, ){3}render /,
		);
		expect(paid('render')).toHaveLength(4);
		world.simulator.completeJob(jobOf(1));
		await engine.retry('99');
		expect(engine.run?.finished).toBe(true);
		expect(countsOf(engine.json())).toEqual([2, 2, 2]);
		expect([paid('job').length, paid('render').length]).toEqual([3, 6]);
		expect(world.simulator.repeated()).toEqual([]);
	});
});

describe('An outage', () => {
	const down = { method: 'GET', path: '/api/jobs/' } as const;

	it('as the node begins is waited out', async () => {
		plan(0);
		world.simulator.addFault({ ...down, refuse: 'server', times: 6 });
		const engine = await world.engine(twoNodes());
		await engine.complete([ITEMS[0]!]);
		expect(engine.json().map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
	});

	it('that outlasts Max Wait is the error of the item, with its job, and nothing is rendered', async () => {
		plan(0);
		world.simulator.addFault({ ...down, refuse: 'server', times: 'always' });
		const engine = await world.engine(twoNodes({ maxWaitMinutes: 1 }));
		await engine.complete([ITEMS[0]!]);
		expect(engine.error!.message).toBe(
			`Max Wait passed before Swiftia showed the status of job ${jobOf(0)} of video ${videoId(0)}: Swiftia is having trouble (HTTP 500) and could not read the job [item 0]`,
		);
		expect(paid('render')).toEqual([]);
	});

	it('as the node begins is the error of the item where the node does not wait', async () => {
		world.simulator.addFault({ ...down, refuse: 'server', times: 'always' });
		const engine = await world.engine(twoNodes({ waitForCompletion: false }));
		await engine.complete([ITEMS[0]!]);
		expect(engine.error!.message).toContain(`could not read the job (job ${jobOf(0)}`);
	});

	it.each([
		['a page', { status: 200, body: '<html>' }],
		['a page that says not found', { status: 404, body: ' <html>default backend</html>' }],
		['a page that lets nobody pass', { status: 403, body: '<!doctype html>Just a moment' }],
		['a redirect', { status: 302, body: '', headers: { location: 'https://maintenance.test/' } }],
	])('that answers with %s does not end the wait for what this execution has started', async (_, answer) => {
		plan(5);
		world.simulator.addFault({ path: /^\/api\/(jobs|render)\/./, method: 'GET', answer, times: 12 });
		const engine = await world.engine(twoNodes());
		await engine.complete([ITEMS[0]!]);
		expect(engine.json().map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
		expect(paid('render')).toHaveLength(2);
	});
});
