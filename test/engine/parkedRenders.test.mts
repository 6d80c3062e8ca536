/** @jest-environment ./test/oneRealm.mjs */
import { type Engine } from './engine.mts';
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, createRender, waitForJob } from './world.mts';

/** On a busy machine calls become too old to resume, and the next comes later. */
const PATIENCE = { seconds: 100 };

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
const ended = async (engine: Engine) =>
	await until('the end of the execution', () => engine.run?.finished === true, PATIENCE);
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
		await ended(engine);
		expect(engine.json().map(({ shortId, status, timedOut }) => [shortId, status, timedOut])).toEqual(
			shorts.map((shortId) => [shortId, 'COMPLETED', false]),
		);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(shorts.map((_, item) => ({ item })));
		expect(engine.json()[0]).not.toHaveProperty('renderWait');
		expect(world.webhooks.resumed).toBe(1);
		expect(sent('POST')).toBe(posts);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('may be all of one item, which leaves what the previous node put out as it was', async () => {
		const engine = await world.engine([parked({ jobId: await world.endedJob() })]);
		await engine.execute([{ row: 1 }]);
		expect(engine.run?.status).toBe('waiting');
		await ended(engine);
		expect(engine.json().map(({ shortId, status }) => [shortId, status])).toEqual(
			shorts.map((shortId) => [shortId, 'COMPLETED']),
		);
		expect(engine.json('Start')).toEqual([{ row: 1 }]);
	});

	it('are started by polling where their jobs have not ended, before the execution parks', async () => {
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 20 });
		const create = {
			parameters: {
				resource: 'job',
				operation: 'create',
				video: { __rl: true, mode: 'id', value: 'dQw4w9WgXcQ' },
				completionWebhook: 'none',
			},
		};
		const engine = await world.engine([create, parked({ jobId: '={{ $json.jobId }}' })]);
		await engine.execute();
		expect(engine.run?.status).toBe('waiting');
		expect(world.simulator.renders).toHaveLength(3);
		await ended(engine);
		expect(engine.json().map(({ status }) => status)).toEqual(shorts.map(() => 'COMPLETED'));
	});

	it('are started up to the end of Max Wait where none was started before', async () => {
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 57 });
		const create = createJob({ completionWebhook: 'none' });
		const engine = await world.engine([create, parked({ jobId: '={{ $json.jobId }}', maxWaitMinutes: 1 })]);
		await engine.execute();
		expect(world.simulator.renders).toHaveLength(3);
	});

	it('come with their MP4s, each taken once and under its name', async () => {
		const engine = await onShorts({ download: true });
		await ended(engine);
		const files = engine.output().map(({ binary }) => binary?.data);
		expect(files.map((file) => file?.mimeType)).toEqual(shorts.map(() => 'video/mp4'));
		expect(new Set(files.map((file) => file?.fileName)).size).toBe(3);
		expect(world.requests.filter((request) => request.includes('/files/'))).toHaveLength(3);
	});

	it('cost few looks: the first and the last that are open are read until they have ended', async () => {
		const engine = await onShorts();
		const before = sent('GET /api/render/');
		await ended(engine);
		expect(sent('GET /api/render/') - before).toBeLessThanOrEqual(3 * 3);
		expect(world.webhooks.answers.length).toBeLessThanOrEqual(6);
	});
});

describe('Ten renders of one job', () => {
	beforeEach(async () => {
		world = await World.start({ renderSeconds: 45, shortsPerJob: 10, renderSlots: 4 });
	});

	it('need at most twelve wakes, and at most three reads each', async () => {
		const engine = await world.engine([parked({ jobId: await world.endedJob() })]);
		await engine.execute();
		await ended(engine);
		expect(engine.json().map(({ status }) => status)).toEqual(Array(10).fill('COMPLETED'));
		expect(world.webhooks.answers.length).toBeLessThanOrEqual(12);
		expect(sent('GET /api/render/')).toBeLessThanOrEqual(30);
	});

	it('are looked at again in time where one look takes longer than its caller waits', async () => {
		await world.close();
		world = await World.start({ renderSeconds: 45, shortsPerJob: 10, renderSlots: 4, plan: 'pro' });
		const engine = await world.engine([parked({ jobId: await world.endedJob() })]);
		await engine.execute();
		await ended(engine);
		const reads = world.simulator.journal.filter(({ path }) => path.startsWith('/api/render/'));
		const breaks = reads.slice(1).map(({ at }, index) => (at - reads[index]!.at) / 1000);
		expect(Math.max(...breaks)).toBeLessThan(60);
	});

	it('come with their MP4s where these take longer than a call may that resumes', async () => {
		world.simulator.addFault({ path: '/files/', delay: 400, times: 'always' });
		const engine = await world.engine([parked({ jobId: await world.endedJob(), download: true })]);
		await engine.execute();
		await ended(engine);
		expect(engine.output().filter(({ binary }) => binary)).toHaveLength(10);
		expect(world.requests.filter((request) => request.includes('/files/'))).toHaveLength(10);
		expect(world.webhooks.resumed).toBe(1);
	});
});

describe('A render that fails while it is parked for', () => {
	beforeEach(async () => await start(40));

	async function withFailure(node: object, more: object = {}): Promise<Engine> {
		const engine = await onShorts(more, node);
		const second = world.simulator.renders.find(({ short }) => short === 2)!;
		world.simulator.failRender(second.id, 'No faces found');
		await ended(engine);
		return engine;
	}

	it('is an item that says so, since n8n cannot stop a workflow as it goes on', async () => {
		const engine = await withFailure({});
		expect(engine.json().map(({ status }) => status)).toEqual(['COMPLETED', 'FAILED', 'COMPLETED']);
		expect(engine.json()[1]!.failureReason).toContain('No faces found');
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
			parked({ jobId: '={{ $json.jobId }}', maxWaitMinutes: 1, download: true }),
		]);
		await engine.execute(shorts.map((shortId) => ({ jobId, shortId })));
		const [first] = world.simulator.renders;
		world.simulator.completeRender(first!.id);
		await ended(engine);
		expect(engine.json().map(({ status, timedOut }) => [status, timedOut])).toEqual([
			['COMPLETED', false],
			[expect.stringMatching('QUEUED|PROCESSING'), true],
			[expect.stringMatching('QUEUED|PROCESSING'), true],
		]);
		expect(engine.output().map(({ binary }) => binary !== undefined)).toEqual([true, false, false]);
	});

	it('an MP4 that is still on its way keeps none of the others back', async () => {
		const engine = await onShorts({ maxWaitMinutes: 1, download: true });
		const { renders } = world.simulator;
		const [stalled] = renders;
		world.simulator.addFault({ path: `/files/${stalled!.id}`, times: 'always', stallFile: 1_000 });
		for (const { id } of renders) world.simulator.completeRender(id);
		await ended(engine);
		const hasFile = new Map(engine.output().map(({ json, binary }) => [json.renderId, binary !== undefined]));
		expect(renders.map(({ id }) => hasFile.get(id))).toEqual([false, true, true]);
		const one = engine.json().find(({ renderId }) => renderId === stalled!.id);
		expect(one).toMatchObject({ status: 'COMPLETED', failureReason: expect.stringContaining('download') });
		expect(world.webhooks.resumed).toBe(1);
	});

	it('renders that cannot all be read any more keep none of the others back', async () => {
		const engine = await onShorts({ maxWaitMinutes: 1 });
		const [first, ...others] = world.simulator.renders;
		for (const { id } of others)
			world.simulator.addFault({
				method: 'GET',
				path: `/api/render/${id}`,
				times: 'always',
				stall: 'before',
			});
		world.simulator.completeRender(first!.id);
		await ended(engine);
		const statusOf = new Map(engine.json().map(({ renderId, status }) => [renderId, status]));
		expect(statusOf.get(first!.id)).toBe('COMPLETED');
		expect(engine.json().filter(({ timedOut }) => timedOut === true)).toHaveLength(2);
		expect(world.webhooks.resumed).toBe(1);
	});
});

describe('Automatic', () => {
	beforeEach(async () => await start(40));

	const way = (engine: Engine) => engine.hints();

	it('parks where each item gives one render, and says so', async () => {
		const engine = await onShorts({ waitMethod: 'auto' }, { onError: 'continueRegularOutput' });
		expect(engine.run?.status).toBe('waiting');
		expect(way(engine)).toEqual([
			'Swiftia: this wait parks, because this n8n can wake the execution by itself.',
		]);
		await ended(engine);
	});

	it('polls where an item may give several, and says how to park', async () => {
		const engine = await world.engine([createRender({ jobId: await world.endedJob() })]);
		await engine.execute();
		expect(engine.run?.finished).toBe(true);
		expect(way(engine)[0]).toContain('add Get many shorts before this node');
	});

	it('polls where a failed render is to stop the workflow, and says how to park', async () => {
		const engine = await onShorts({ waitMethod: 'auto' });
		expect(engine.run?.finished).toBe(true);
		expect(way(engine)[0]).toContain('set On Error to Continue, or Wait Method to Parked');
	});

	it('polls where this n8n does not reach itself', async () => {
		const jobId = await world.endedJob();
		const render = parked({ jobId: '={{ $json.jobId }}', waitMethod: 'auto' });
		const engine = await world.engine([{ ...render, onError: 'continueRegularOutput' }]);
		world.webhooks.executions.clear();
		await engine.execute([{ jobId, shortId: shorts[0] }]);
		expect(engine.run?.finished).toBe(true);
		expect(way(engine)[0]).toMatch(/this n8n cannot reach itself at 127\.0\.0\.1:/);
	});
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
		await ended(engine);
		expect(
			engine
				.json()
				.map(({ status, timedOut }) => `${status} ${timedOut}`)
				.sort(),
		).toEqual(['COMPLETED false', 'COMPLETED false', 'FAILED false']);
	});

	it.each([
		['polls where an MP4 that cannot be had is to stop the workflow', { download: true }, 'error'],
		['parks where nothing can go wrong with an item', {}, 'waiting'],
	])('%s, with Wait Method on Automatic', async (_, more, status) => {
		world.simulator.addFault({ path: '/files/', times: 'always', answer: { status: 403, body: 'no' } });
		const started = createRender({ jobId: await world.endedJob(), waitForCompletion: false });
		const engine = await world.engine([started, waitForRender(more)]);
		await engine.execute();
		expect(engine.run?.status).toBe(status);
		if (status === 'waiting') await ended(engine);
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

	it.each([
		['are polled for half a minute, which is all that short ones need', 10, 1],
		['are parked for then', 90, 2],
	])('%s; each MP4 is taken once', async (_, renderSeconds, resumed) => {
		const engine = await onceParked(renderSeconds);
		await ended(engine);
		expect(engine.output().map(({ json, binary }) => [json.status, binary?.data?.mimeType])).toEqual(
			shorts.map(() => ['COMPLETED', 'video/mp4']),
		);
		expect([world.webhooks.resumed, files()]).toEqual([resumed, 3]);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('keep the error of one that Swiftia does not know any more, and go on with the others', async () => {
		const engine = await onceParked(90);
		const [lost] = world.simulator.renders;
		const answer = { status: 404, body: { error: 'Render not found' } };
		world.simulator.addFault({ path: `/api/render/${lost!.id}`, answer, times: 'always' });
		await ended(engine);
		expect(engine.json().map(({ status, error }) => error ?? status)).toEqual([
			'COMPLETED',
			'COMPLETED',
			expect.stringContaining(lost!.id),
		]);
		expect(world.webhooks.resumed).toBe(2);
	});

	it('come out as they are where Max Wait is shorter than that, with the MP4s of those that have ended', async () => {
		const engine = await onceParked(10, { maxWaitMinutes: 0.3 }, 2);
		await ended(engine);
		const seen = engine.output().map(({ json, binary }) => `${json.timedOut} ${binary?.data?.mimeType}`);
		expect(seen.sort()).toEqual(['false video/mp4', 'false video/mp4', 'true undefined']);
		expect([world.webhooks.resumed, files()]).toEqual([1, 2]);
	});
});
