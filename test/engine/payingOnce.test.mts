/** @jest-environment ./test/oneRealm.mjs */
import { createHash } from 'node:crypto';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, createRender, videoId, videoOfItem } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(async () => await world.close());

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const videos = (count: number) => Array.from({ length: count }, (_, number) => ({ id: videoId(number) }));
const fromItem = { video: videoOfItem, completionWebhook: 'none' };

const renders = () => world.simulator.ledger.filter(({ kind }) => kind === 'render');

describe('Nothing is paid twice', () => {
	it('by Retry On Fail after item 7 of 20 was refused', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 7, refuse: 'credits' });
		const engine = await world.engine([{ ...createJob(fromItem), ...retrying }]);
		await engine.complete(videos(20));
		expect(engine.run?.finished).toBe(true);
		expect(engine.json()).toHaveLength(20);
		expect(world.simulator.ledger).toHaveLength(20);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('by Retry On Fail after a POST whose answer was lost', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', close: 'after' });
		const engine = await world.engine([{ ...createJob({ completionWebhook: 'none' }), ...retrying }]);
		await engine.complete();
		expect(engine.error!.message).toMatch(/may have been accepted; check before running again/);
		expect(world.simulator.ledger).toHaveLength(1);
	});

	it('by a server error in answer to a POST', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'server', times: 5 });
		const engine = await world.engine([createJob({ completionWebhook: 'none' })]);
		await engine.complete();
		expect(engine.error!.message).toContain('Swiftia answered with HTTP 500');
		expect(world.requests).toEqual(['POST /api/jobs']);
	});

	it('by a refusal for pace: then the POST certainly did nothing, and is sent again', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'rateLimit', times: 2 });
		const engine = await world.engine([createJob({ completionWebhook: 'none' })]);
		await engine.complete();
		expect(engine.run?.finished).toBe(true);
		expect(world.simulator.ledger).toHaveLength(1);
	});

	it('by a retry from the executions list', async () => {
		const jobId = await world.endedJob();
		world.simulator.addFault({ method: 'GET', path: '/files/', answer: { status: 404, body: {} } });
		const engine = await world.engine([createRender({ jobId, download: true })]);
		await engine.complete();
		expect(engine.error!.message).toMatch(
			/^The MP4 of render .+ could not be downloaded: HTTP 404 \[item 0\]$/,
		);
		expect(engine.error!.description).toContain('Already started (a retry does not repeat this): render ');
		for (const { id } of renders()) expect(engine.error!.description).toContain(id);

		await engine.retry('99');
		expect(engine.run?.finished).toBe(true);
		expect(engine.json()).toHaveLength(3);
		expect(renders()).toHaveLength(3);
	});

	it('by a retry, which starts one that failed anew and says so', async () => {
		const engine = await world.engine([createRender({ jobId: await world.endedJob() })]);
		const running = engine.complete();
		await until('three renders', () => renders().length === 3);
		const [failed, ...others] = renders().map(({ id }) => id);
		world.simulator.failRender(failed!, 'Out of memory');
		await running;
		const { description } = engine.error!;
		expect(description).toMatch(/^Retry this execution to render this short again/);
		for (const id of others) expect(description).toContain(id);
		expect(description).not.toContain(failed);

		await engine.retry('99');
		expect(engine.json().map(({ status }) => status)).toEqual(Array(3).fill('COMPLETED'));
		expect(renders()).toHaveLength(4);
	});

	it('by a retry where the address that Swiftia is to call names the execution', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 2, refuse: 'credits' });
		const webhookUrl = '=https://n8n.test/webhook/done?row={{ $json.id }}&execution={{ $execution.id }}';
		const engine = await world.engine([
			createJob({ video: videoOfItem, completionWebhook: 'url', webhookUrl }),
		]);
		await engine.complete(videos(3));
		expect(engine.error!.message).toContain('not enough Swiftia credits');
		await engine.retry('99');
		expect(engine.run?.finished).toBe(true);
		const called = world.simulator.journal
			.filter(({ method }) => method === 'POST')
			.map(({ body }) => String((body as { webhook: string }).webhook).replace(/.*execution=/, ''));
		expect(new Set(called).size).toBe(2);
		expect(world.simulator.ledger).toHaveLength(3);
	});

	it('but a failed render is started anew by a retry from the executions list', async () => {
		const slow = await World.start({ renderSeconds: Infinity });
		const renders = () => slow.simulator.ledger.filter(({ kind }) => kind === 'render');
		const jobId = await slow.endedJob();
		const engine = await slow.engine([createRender({ jobId, options: { pollInterval: 1, maxShorts: 1 } })]);
		const running = engine.complete();
		await until('a render', () => renders().length === 1);
		slow.simulator.failRender(renders()[0]!.id, 'Out of memory');
		await running;
		expect(engine.error!.message).toContain('Out of memory');
		const retrying = engine.retry('99');
		await until('another render', () => renders().length === 2);
		slow.simulator.completeRender(renders()[1]!.id);
		await retrying;
		expect(engine.run?.finished).toBe(true);
		expect(renders()).toHaveLength(2);
		await slow.close();
	});

	it.each([
		['branches that lead into one node', 2],
		['rounds in which the same video comes again', 3],
	])('by %s', async (_, branches) => {
		const engine = await world.engine([createJob(fromItem)], {}, { branches });
		await engine.complete(videos(2));
		const runs = engine.run!.data.resultData.runData['Swiftia 1']!;
		expect(runs).toHaveLength(branches);
		expect(world.simulator.ledger).toHaveLength(2);
		const ids = runs.map((run) => run.data!.main![0]!.map(({ json }) => json.jobId));
		expect(ids).toEqual(Array(branches).fill(world.simulator.ledger.map(({ id }) => id)));
		expect(runs[0]!.hints).toEqual([]);
		expect(runs[1]!.hints![0]!.message).toMatch(/2 requests were the same as another in this execution/);
	});

	it('by branches, but what has FAILED meanwhile is started anew', async () => {
		world.simulator.planJob({ videoId: videoId(0), seconds: 0, outcome: 'fail' });
		const waiting = { ...fromItem, waitForCompletion: true, waitMethod: 'polling' };
		const engine = await world.engine([createJob(waiting)], {}, { branches: 2 });
		await engine.complete(videos(1));
		expect(world.simulator.ledger).toHaveLength(2);
	});

	it('and each paid job is named by the error, whichever try has started it', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 4, refuse: 'permission' });
		world.simulator.addFault({
			method: 'POST',
			path: '/api/jobs',
			after: 1,
			times: 'always',
			refuse: 'unauthorized',
		});
		const engine = await world.engine([{ ...createJob(fromItem), ...retrying }]);
		await engine.complete(videos(8));
		expect(engine.run?.status).toBe('error');
		expect(world.simulator.ledger.length).toBeGreaterThan(0);
		for (const { id } of world.simulator.ledger) expect(engine.error!.description).toContain(`job ${id}`);
	});

	it('and the error of a later node names the jobs as well', async () => {
		const engine = await world.engine([createJob(fromItem), createRender({ waitForCompletion: false })]);
		await engine.complete(videos(2));
		expect(engine.error!.message).toContain('is not completed');
		for (const { id } of world.simulator.ledger) expect(engine.error!.description).toContain(`job ${id}`);
	});

	it('but an edited request is new work', async () => {
		const jobId = await world.endedJob();
		world.simulator.addFault({ method: 'GET', path: '/files/', answer: { status: 404, body: {} } });
		const engine = await world.engine([createRender({ jobId, download: true })]);
		await engine.complete();
		engine.workflow.getNode('Swiftia 1')!.parameters.options = { pollInterval: 1, maxWordsInPage: 3 };
		await engine.retry('99');
		expect(engine.run?.finished).toBe(true);
		expect(renders()).toHaveLength(6);
		expect(world.simulator.repeated()).toEqual([]);
	});
});

it('takes a file that was cut short again from the start', async () => {
	const jobId = await world.endedJob();
	world.simulator.addFault({ path: '/files/', truncate: 20_000 });
	const engine = await world.engine([
		createRender({ jobId, download: true, options: { pollInterval: 1, maxShorts: 1 } }),
	]);
	await engine.complete();
	const [item] = engine.output();
	const bytes = await Container.get(BinaryDataService).getAsBuffer(item!.binary!.data!);
	expect(createHash('sha256').update(bytes).digest('hex')).toBe(
		world.simulator.mp4(String(item!.json.renderId)).sha256,
	);
});

it('renders the 19 other jobs of a batch of 20 when one has not ended in time', async () => {
	const engine = await world.engine([
		createJob(fromItem),
		{
			...createRender({
				waitMethod: 'polling',
				maxWaitMinutes: 2,
				options: { pollInterval: 1, maxShorts: 1 },
			}),
			onError: 'continueRegularOutput',
		},
	]);
	for (const { id: videoId } of videos(20)) world.simulator.planJob({ videoId, seconds: 0 });
	world.simulator.planJob({ videoId: 'video-id-b0', seconds: Infinity });
	await engine.complete(videos(20));
	const statuses = engine.json().map((json) => ('error' in json ? 'error' : json.status));
	expect(statuses).toEqual(['COMPLETED', 'error', ...Array(18).fill('COMPLETED')]);
	expect(engine.json()[1]!.error).toMatch(
		/^Job .+ has not ended within Max Wait \(2 minutes\), so none of its renders was started: its status is PROCESSING/,
	);
});
