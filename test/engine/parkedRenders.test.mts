/** @jest-environment ./test/oneRealm.mjs */
import { type Engine } from './engine.mts';
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, createRender, videoId, videoOfItem, waitForJob } from './world.mts';

jest.setTimeout(120_000);
let world: World;
afterEach(async () => await world.close());
const start = async (renderSeconds: number) => (world = await World.start({ renderSeconds }));

const parked = (more: Record<string, unknown> = {}) => createRender({ waitMethod: 'parked', ...more });
const waitForRender = (more: object = {}) => ({
	parameters: {
		resource: 'render',
		operation: 'waitForCompletion',
		renderId: '={{ $json.renderId }}',
		...more,
	},
});
const shorts = ['1', '2', '3'];
const sent = (method: string) => world.requests.filter((request) => request.startsWith(method)).length;

/** An execution whose items each name a short of one job. */
async function onShorts(more: object = {}, node: object = {}): Promise<Engine> {
	const jobId = await world.endedJob();
	const render = { ...parked({ jobId: '={{ $json.jobId }}', ...more }), ...node };
	const engine = await world.engine([render]);
	await engine.execute(shorts.map((shortId) => ({ jobId, shortId })));
	return engine;
}

describe('Renders that are parked for', () => {
	beforeEach(async () => await start(40));

	it('come out in the order of their items, each with its item, and no paid request is sent meanwhile', async () => {
		const engine = await onShorts();
		expect(engine.run?.status).toBe('waiting');
		const posts = sent('POST');
		await engine.ended();
		expect(engine.json().map(({ shortId, status, timedOut }) => [shortId, status, timedOut])).toEqual(
			shorts.map((shortId) => [shortId, 'COMPLETED', false]),
		);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(shorts.map((_, item) => ({ item })));
		expect(engine.runs('Swiftia 1')).toBe(1);
		expect(sent('POST')).toBe(posts);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('may be all of one item, which leaves what the previous node put out as it was', async () => {
		const engine = await world.engine([parked({ jobId: await world.endedJob() })]);
		await engine.execute([{ row: 1 }]);
		expect(engine.run?.status).toBe('waiting');
		await engine.ended();
		expect(engine.json().map(({ shortId, status }) => [shortId, status])).toEqual(
			shorts.map((shortId) => [shortId, 'COMPLETED']),
		);
		expect(engine.json('Start')).toEqual([{ row: 1 }]);
	});

	it('are started when their jobs have ended, while the execution is parked for others', async () => {
		const seconds = [20, 200];
		seconds.forEach((time, index) => world.simulator.planJob({ videoId: videoId(index), seconds: time }));
		const create = createJob({ video: videoOfItem, completionWebhook: 'none' });
		const engine = await world.engine([create, parked({ jobId: '={{ $json.jobId }}' })]);
		await engine.execute(seconds.map((_, index) => ({ id: videoId(index) })));
		expect(engine.run?.status).toBe('waiting');
		expect(world.simulator.renders).toEqual([]);
		await engine.ended();
		expect(engine.json().map(({ status }) => status)).toEqual(Array(6).fill('COMPLETED'));
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 1, 1].map((item) => ({ item })),
		);
		const startedAt = world.simulator.ledger.filter(({ kind }) => kind === 'render').map(({ at }) => at);
		expect(startedAt[3]! - startedAt[2]!).toBeGreaterThan(100_000);
		expect(engine.runs('Swiftia 2')).toBe(1);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('stay those that were chosen first, though an expression chooses another short each time', async () => {
		let round = 0;
		const shortId = { __rl: true, mode: 'id', value: '={{ String(1 + (Date.now() % 3)) }}' };
		const engine = await world.engine([
			parked({ jobId: await world.endedJob(), renderTarget: 'one', shortId }),
		]);
		await engine.execute();
		while (engine.run?.status === 'waiting' && round++ < 5) await engine.wake();
		await engine.ended();
		expect(world.simulator.renders).toHaveLength(1);
		expect(engine.json().map(({ renderId }) => renderId)).toEqual(
			world.simulator.renders.map(({ id }) => id),
		);
	});

	it('come with their MP4s, each taken once and under its name', async () => {
		const engine = await onShorts({ download: true });
		await engine.ended();
		const files = engine.output().map(({ binary }) => binary?.data);
		expect(files.map((file) => file?.mimeType)).toEqual(shorts.map(() => 'video/mp4'));
		expect(new Set(files.map((file) => file?.fileName)).size).toBe(3);
		expect(world.requests.filter((request) => request.includes('/files/'))).toHaveLength(3);
	});

	it('cost few looks: the first and the last that are open are read until they have ended', async () => {
		const engine = await onShorts();
		const before = sent('GET /api/render/');
		await engine.ended();
		expect(sent('GET /api/render/') - before).toBeLessThanOrEqual(3 * 3);
		expect(world.webhooks.answers.length).toBeLessThanOrEqual(6);
		expect(world.webhooks.answers.every((status) => status === 200)).toBe(true);
	});
});

describe('Ten renders of one job', () => {
	beforeEach(async () => {
		world = await World.start({ renderSeconds: 45, shortsPerJob: 10, renderSlots: 4 });
	});

	it('need at most twelve wakes, and at most three reads each', async () => {
		const engine = await world.engine([parked({ jobId: await world.endedJob() })]);
		await engine.execute();
		await engine.ended();
		expect(engine.json().map(({ status }) => status)).toEqual(Array(10).fill('COMPLETED'));
		expect(world.webhooks.answers.length).toBeLessThanOrEqual(12);
		expect(sent('GET /api/render/')).toBeLessThanOrEqual(30);
	});

	it('come with their MP4s, each taken once, where these take long', async () => {
		world.simulator.addFault({ path: '/files/', delay: 400, times: 'always' });
		const engine = await world.engine([parked({ jobId: await world.endedJob(), download: true })]);
		await engine.execute();
		await engine.ended();
		expect(engine.output().filter(({ binary }) => binary)).toHaveLength(10);
		expect(world.requests.filter((request) => request.includes('/files/'))).toHaveLength(10);
	});
});

describe('A render that fails while it is parked for', () => {
	beforeEach(async () => await start(40));

	async function withFailure(node: object, more: object = {}): Promise<Engine> {
		const engine = await onShorts(more, node);
		const second = world.simulator.renders.find(({ short }) => short === 2)!;
		world.simulator.failRender(second.id, 'No faces found');
		await engine.ended();
		return engine;
	}

	it('stops the workflow once the others have ended, and the error names what was started', async () => {
		const engine = await withFailure({});
		expect(engine.run?.status).toBe('error');
		expect(engine.error!.message).toMatch(/failed: No faces found \[item 1\]$/);
		for (const { id } of world.simulator.renders.filter(({ status }) => status === 'COMPLETED'))
			expect(engine.error!.description).toContain(id);
	});

	it('is the error of its item beside its fields where the node continues', async () => {
		const engine = await withFailure({ onError: 'continueRegularOutput' });
		const { error, shortId } = engine.json()[1]!;
		expect(error).toMatch(/failed: No faces found \[item 1\]$/);
		expect(shortId).toBe('2');
	});

	it('goes to the error output where that is on', async () => {
		const engine = await withFailure({ onError: 'continueErrorOutput' });
		expect(engine.json().map(({ shortId }) => shortId)).toEqual(['1', '3']);
		expect(engine.errors()).toEqual([
			expect.objectContaining({ shortId: '2', error: expect.stringContaining('No faces found') }),
		]);
	});
});

describe('When Max Wait is over', () => {
	beforeEach(async () => await start(1e6));

	it('what has ended comes out as it is, and what has not with its last known status', async () => {
		const jobId = await world.endedJob();
		const engine = await world.engine([
			parked({ jobId: '={{ $json.jobId }}', maxWaitMinutes: 2, download: true }),
		]);
		await engine.execute(shorts.map((shortId) => ({ jobId, shortId })));
		const [first] = world.simulator.renders;
		world.simulator.completeRender(first!.id);
		await engine.ended();
		expect(engine.json().map(({ status, timedOut }) => [status, timedOut])).toEqual([
			['COMPLETED', false],
			[expect.stringMatching('QUEUED|PROCESSING'), true],
			[expect.stringMatching('QUEUED|PROCESSING'), true],
		]);
		expect(engine.output().map(({ binary }) => binary !== undefined)).toEqual([true, false, false]);
	});

	it('an MP4 that is still on its way keeps none of the others back', async () => {
		const engine = await onShorts(
			{ maxWaitMinutes: 2, download: true },
			{ onError: 'continueRegularOutput' },
		);
		const { renders } = world.simulator;
		const [stalled] = renders;
		world.simulator.addFault({ path: `/files/${stalled!.id}`, times: 'always', stallFile: 1_000 });
		for (const { id } of renders) world.simulator.completeRender(id);
		await engine.ended();
		expect(
			engine
				.output()
				.map(({ binary }) => binary !== undefined)
				.sort(),
		).toEqual([false, true, true]);
		expect(engine.json().filter(({ error }) => error !== undefined)).toEqual([
			expect.objectContaining({ error: expect.stringContaining(stalled!.id) }),
		]);
	});

	it('renders that cannot all be read any more keep none of the others back', async () => {
		const engine = await onShorts({ maxWaitMinutes: 2 }, { onError: 'continueRegularOutput' });
		const [first, ...others] = world.simulator.renders;
		for (const { id } of others)
			world.simulator.addFault({
				method: 'GET',
				path: `/api/render/${id}`,
				times: 'always',
				stall: 'before',
			});
		world.simulator.completeRender(first!.id);
		await engine.ended();
		const statusOf = new Map(engine.json().map(({ renderId, status }) => [renderId, status]));
		expect(statusOf.get(first!.id)).toBe('COMPLETED');
		const errors = engine.json().flatMap(({ error }) => (error === undefined ? [] : [String(error)]));
		expect(errors).toEqual(
			others.map(({ id }) =>
				expect.stringContaining(`Max Wait passed before Swiftia showed the status of render ${id}`),
			),
		);
	});
});

describe('Automatic', () => {
	beforeEach(async () => await start(40));

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'parks where an item gives several, with On Error on %s',
		async (onError) => {
			const render = createRender({ jobId: await world.endedJob(), waitMethod: 'auto' });
			const engine = await world.engine([{ ...render, onError }]);
			await engine.execute();
			expect(engine.run?.status).toBe('waiting');
			await engine.ended();
			expect(engine.hints()).toEqual(['Swiftia: the cost of the 3 renders is not reported.']);
		},
	);
});

describe('Render: Wait for Completion', () => {
	beforeEach(async () => await start(40));

	it('parks, and gives each render its item, also those that had ended or failed', async () => {
		const jobId = await world.endedJob();
		const started = createRender({ jobId: '={{ $json.jobId }}', waitForCompletion: false });
		const engine = await world.engine([started, waitForRender({ waitMethod: 'parked' })]);
		const running = engine.execute(shorts.map((shortId) => ({ jobId, shortId })));
		await until('three renders', () => world.simulator.renders.length === 3);
		world.simulator.failRender(world.simulator.renders[0]!.id, 'No faces found');
		await running;
		expect(engine.run?.status).toBe('waiting');
		await engine.ended();
		expect(
			engine
				.json()
				.map(({ status, timedOut }) => `${status} ${timedOut}`)
				.sort(),
		).toEqual(['COMPLETED false', 'COMPLETED false', 'FAILED false']);
	});

	it('stops the workflow for an MP4 that cannot be had', async () => {
		world.simulator.addFault({ path: '/files/', times: 'always', answer: { status: 403, body: 'no' } });
		const started = createRender({ jobId: await world.endedJob(), waitForCompletion: false });
		const engine = await world.engine([started, waitForRender({ download: true })]);
		await engine.execute();
		expect(engine.run?.status).toBe('waiting');
		await engine.ended();
		expect(engine.run?.status).toBe('error');
	});
});

describe('Renders of an execution that was parked for its job before', () => {
	/** The same execution once its job has ended and the node that renders has begun. */
	async function onceParked(renderSeconds: number, more: object = {}, renderSlots?: number): Promise<Engine> {
		world = await World.start({ renderSeconds, ...(renderSlots !== undefined && { renderSlots }) });
		const render = { ...parked({ jobId: '={{ $json.jobId }}', download: true, ...more }) };
		const engine = await world.engine([
			createJob(),
			waitForJob(),
			{ ...render, onError: 'continueRegularOutput' },
		]);
		await engine.execute();
		expect(engine.run?.status).toBe('waiting');
		world.simulator.completeJob(world.simulator.jobs[0]!.id);
		await until('three renders', () => world.simulator.renders.length === 3);
		return engine;
	}

	const files = () => world.requests.filter((request) => request.includes('/files/')).length;

	it.each([10, 90])('come with each MP4 taken once (%d s)', async (renderSeconds) => {
		const engine = await onceParked(renderSeconds);
		await engine.ended();
		expect(engine.output().map(({ json, binary }) => [json.status, binary?.data?.mimeType])).toEqual(
			shorts.map(() => ['COMPLETED', 'video/mp4']),
		);
		expect(files()).toBe(3);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('keep the error of one that Swiftia does not know any more, and go on with the others', async () => {
		const engine = await onceParked(90);
		const [lost] = world.simulator.renders;
		const answer = { status: 404, body: { error: 'Render not found' } };
		world.simulator.addFault({ path: `/api/render/${lost!.id}`, answer, times: 'always' });
		await engine.ended();
		expect(engine.json().map(({ status, error }) => error ?? status)).toEqual([
			'COMPLETED',
			'COMPLETED',
			expect.stringContaining(lost!.id),
		]);
	});

	it('come out as they are where Max Wait is shorter than that, with the MP4s of those that have ended', async () => {
		const engine = await onceParked(12, { maxWaitMinutes: 0.3 }, 2);
		await engine.ended();
		const seen = engine.output().map(({ json, binary }) => `${json.timedOut} ${binary?.data?.mimeType}`);
		expect(seen.sort()).toEqual(['false video/mp4', 'false video/mp4', 'true undefined']);
		expect(files()).toBe(2);
	});
});
