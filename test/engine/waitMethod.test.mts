/** @jest-environment ./test/oneRealm.mjs */
import { Engine } from './engine.mts';
import { until } from '../../realN8n/lib/until.mts';
import { VIDEO, World, createJob, createRender, videoId, videoOfItem, waitForJob } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity })));
afterEach(async () => await world.close());

const reads = () => world.requests.filter((request) => request.startsWith('GET /api/jobs/')).length;

describe('Parked and polled alike', () => {
	it.each(['parked', 'polling'])(
		'%s: a failed job comes out as an item with its reason',
		async (waitMethod) => {
			world.simulator.setWebhooks({ onFailure: true });
			world.simulator.planJob({
				videoId: 'dQw4w9WgXcQ',
				seconds: 10,
				outcome: 'fail',
				failureReason: 'Too long',
			});
			const engine = await world.engine([createJob(), waitForJob({ waitMethod })]);
			await engine.execute();
			await engine.ended();
			expect(engine.json()).toEqual([
				{
					jobId: world.simulator.jobs[0]!.id,
					videoId: 'dQw4w9WgXcQ',
					videoUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
					status: 'FAILED',
					title: 'Video dQw4w9WgXcQ',
					progress: 100,
					cost: null,
					createdAt: null,
					shortsCount: 0,
					shorts: [],
					failureReason: 'Too long',
					failureCode: null,
					timedOut: false,
				},
			]);
		},
	);

	it.each(['parked', 'polling'])('%s: with Simplify off the API’s own body comes out', async (waitMethod) => {
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 10 });
		const engine = await world.engine([createJob(), waitForJob({ waitMethod, simplify: false })]);
		await engine.execute();
		await engine.ended();
		expect(engine.json()[0]).toMatchObject({
			status: 'COMPLETED',
			costBreakDown: { shortGen: 0.205 },
			data: { shorts: expect.any(Array) },
		});
	});

	it.each(['parked', 'polling'])(
		'%s: Job: Create waits as well, for all items together',
		async (waitMethod) => {
			const ids = [0, 1, 2].map(videoId);
			for (const id of ids) world.simulator.planJob({ videoId: id, seconds: 10 });
			const engine = await world.engine([
				createJob({
					video: videoOfItem,
					waitForCompletion: true,
					waitMethod,
					options: { pollInterval: 1 },
				}),
			]);
			await engine.execute(ids.map((id) => ({ id })));
			await engine.ended();
			expect(engine.json().map(({ status, shortsCount }) => [status, shortsCount])).toEqual(
				Array(3).fill(['COMPLETED', 3]),
			);
			expect(world.simulator.ledger).toHaveLength(3);
		},
	);

	it('polling: the limit passes with the same fields', async () => {
		const engine = await world.engine([
			createJob(),
			waitForJob({ waitMethod: 'polling', maxWaitMinutes: 0.005 }),
		]);
		await engine.execute();
		expect(engine.json()).toEqual([
			expect.objectContaining({ status: 'PROCESSING', timedOut: true, waitUntil: expect.any(String) }),
		]);
	});
});

describe('Automatic', () => {
	it('returns a job that has ended before at once', async () => {
		const engine = await world.engine([waitForJob({ jobId: await world.endedJob(), waitMethod: 'auto' })]);
		await engine.execute();
		expect(engine.run?.finished).toBe(true);
		expect(reads()).toBe(1);
	});

	it.each(['http://127.0.0.1:9/webhook-waiting', 'https://n8n.example.com/webhook-waiting'])(
		'parks wherever n8n is (%s), for whatever job',
		async (waitingUrl) => {
			const jobId = await world.endedJob();
			const credential = { apiKey: world.simulator.key, baseUrl: world.simulator.apiUrl };
			const executionId = `at ${waitingUrl}`;
			const nodes = [createJob({ completionWebhook: 'none' }), waitForJob({ waitMethod: 'auto' })];
			const engine = await Engine.create(nodes, { credential, waitingUrl, executionId });
			expect((await engine.execute()).status).toBe('waiting');
			const other = await Engine.create([waitForJob({ jobId })], { credential, waitingUrl });
			expect((await other.execute()).finished).toBe(true);
		},
	);

	it('polls where the trigger responds when the last node finishes, and says so', async () => {
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 10 });
		const engine = await world.engine(
			[createJob(), waitForJob({ waitMethod: 'auto' })],
			{},
			{
				mode: 'webhook',
				start: { responseMode: 'lastNode' },
			},
		);
		expect((await engine.execute()).finished).toBe(true);
		expect(engine.hints()[0]).toContain('the trigger responds when the last node finishes');
	});

	it('polls in a sub-workflow that is waited for, and says so', async () => {
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 10 });
		const engine = await world.engine(
			[createJob(), waitForJob({ waitMethod: 'auto' })],
			{},
			{
				parentExecution: { executionId: '1', workflowId: '1', shouldResume: true },
			},
		);
		expect((await engine.execute()).finished).toBe(true);
		expect(engine.hints()[0]).toContain('sub-workflow');
	});

	it('never parks as an AI tool', async () => {
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 10 });
		const engine = await world.engine([
			createJob(),
			{ ...waitForJob({ waitMethod: 'parked' }), type: 'n8n-nodes-swiftia.swiftiaTool' },
		]);
		const run = await engine.execute();
		expect(run.finished).toBe(true);
	});
});

describe('The hints of a wait that polled', () => {
	const ids = [0, 1, 2].map(videoId);
	const create = (more: object = {}) =>
		createJob({
			video: videoOfItem,
			waitForCompletion: true,
			waitMethod: 'polling',
			options: { pollInterval: 1 },
			...more,
		});
	const plan = (seconds: number) =>
		ids.forEach((id, index) =>
			world.simulator.planJob({
				videoId: id,
				seconds,
				...(index === 1 && { outcome: 'fail', failureReason: 'The video is private.' }),
			}),
		);

	it('tell first which jobs failed, and why', async () => {
		plan(10);
		const engine = await world.engine([create()]);
		await engine.execute(ids.map((id) => ({ id })));
		const { id } = world.simulator.jobs[1]!;
		expect(engine.hints()).toEqual([
			`Swiftia: 1 of 3 jobs failed: job ${id} of video ${ids[1]}: The video is private.`,
			'Swiftia: this wait polls, because the wait method is Polling.',
			expect.stringContaining('cost'),
		]);
	});

	it('tell so where nothing was left to poll', async () => {
		plan(0);
		const engine = await world.engine([
			createJob({ video: videoOfItem }),
			waitForJob({ waitMethod: 'polling' }),
		]);
		await engine.execute(ids.map((id) => ({ id })));
		expect(engine.hints()[0]).toContain('1 of 3 jobs failed');
	});

	it('tell of a few jobs where many failed', async () => {
		const many = Array.from({ length: 7 }, (_, number) => videoId(number));
		for (const id of many)
			world.simulator.planJob({ videoId: id, seconds: 5, outcome: 'fail', failureReason: 'x'.repeat(300) });
		const engine = await world.engine([create()]);
		await engine.execute(many.map((id) => ({ id })));
		const [first] = engine.hints();
		expect(first).toMatch(/^Swiftia: 7 of 7 jobs failed: .*; …\.$/);
		expect(first!.match(/job .+? of video/g)).toHaveLength(3);
		expect(first!.length).toBeLessThan(1_600);
	});

	it('count the cost of jobs that this execution has started, and of no others', async () => {
		const jobId = await world.endedJob();
		const engine = await world.engine([waitForJob({ jobId, waitMethod: 'polling' })]);
		await engine.execute();
		expect(engine.hints()).toEqual([]);
		const rendering = await world.engine([createRender({ jobId, waitForCompletion: false })]);
		await rendering.execute();
		expect(rendering.hints()).toEqual(['Swiftia: the cost of the 3 renders is not reported.']);
	});
});

it('stops polling when the execution is stopped', async () => {
	const engine = await world.engine([
		createJob({ video: VIDEO }),
		waitForJob({ waitMethod: 'polling', options: { pollInterval: 600 } }),
	]);
	const running = engine.execute();
	await until('the first look', () => reads() > 0);
	engine.stop();
	await running.catch(() => {});
	expect(reads()).toBe(1);
});
