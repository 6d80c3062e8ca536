/** @jest-environment ./test/oneRealm.mjs */
import axios from 'axios';
import type { INodeType } from 'n8n-workflow';
import { WaitingWebhooks } from './waitingWebhooks.mts';
import { type Engine } from './engine.mts';
import { SPEED } from './fastTime.mts';
import { until } from '../../realN8n/lib/until.mts';
import { VIDEO, World, createJob, createRender, videoId, videoOfItem, waitForJob } from './world.mts';

jest.setTimeout(120_000);
let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity })));
afterEach(async () => await world.close());

/** Starts so many jobs that end only when a test says so, and parks the execution on them. */
async function parkOn(count: number, more: object = {}): Promise<{ engine: Engine; jobIds: string[] }> {
	const engine = await world.engine([createJob({ video: videoOfItem }), waitForJob(more)]);
	const run = await engine.execute(Array.from({ length: count }, (_, number) => ({ id: videoId(number) })));
	expect(run.status).toBe('waiting');
	return { engine, jobIds: engine.json('Swiftia 1').map(({ jobId }) => String(jobId)) };
}

async function callBack(engine: Engine, body: object): Promise<number> {
	const url = `${world.webhooks.waitingUrl}/${engine.executionId}/swiftia`;
	return (await axios.post(url, body, { validateStatus: () => true })).status;
}

const reads = () => world.requests.filter((request) => request.startsWith('GET /api/jobs/')).length;

describe('A parked wait', () => {
	it('takes many jobs in one run of the node, and gives them in order, each with its item', async () => {
		const { engine, jobIds } = await parkOn(6);
		for (const jobId of [3, 0, 5, 1, 4, 2].map((index) => jobIds[index]!)) world.simulator.completeJob(jobId);
		await engine.ended();
		expect(engine.json().map(({ jobId, status, timedOut }) => [jobId, status, timedOut])).toEqual(
			jobIds.map((jobId) => [jobId, 'COMPLETED', false]),
		);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(jobIds.map((_, item) => ({ item })));
		expect(engine.runs('Swiftia 2')).toBe(1);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('shows what is known meanwhile, and leaves what the previous node put out as it was', async () => {
		const { engine, jobIds } = await parkOn(2);
		expect(engine.json().map(({ jobId, status, timedOut }) => [jobId, status, timedOut])).toEqual(
			jobIds.map((jobId) => [jobId, 'PROCESSING', true]),
		);
		jobIds.forEach((jobId) => world.simulator.completeJob(jobId));
		await engine.ended();
		expect(engine.json('Swiftia 1')[0]).not.toHaveProperty('timedOut');
	});

	it('gives hints after it, such as the cost', async () => {
		const { engine, jobIds } = await parkOn(1);
		world.simulator.completeJob(jobIds[0]!);
		await engine.ended();
		expect(engine.hints()).toEqual(['Swiftia: 1 job cost 0.93 credits.']);
	});

	it('keeps its items where its error output is on', async () => {
		const wait = { ...waitForJob(), onError: 'continueErrorOutput' as const };
		const engine = await world.engine([createJob({ video: videoOfItem }), wait]);
		await engine.execute([{ id: videoId(0) }, { id: videoId(1) }]);
		const jobIds = engine.json('Swiftia 1').map(({ jobId }) => String(jobId));
		for (const jobId of jobIds) world.simulator.completeJob(jobId);
		await engine.ended();
		expect(engine.json().map(({ jobId, status }) => [jobId, status])).toEqual(
			jobIds.map((jobId) => [jobId, 'COMPLETED']),
		);
	});

	it('goes on soon after a callback, though the next look would be much later', async () => {
		world.simulator.setWebhooks({ repeat: 3 });
		const { engine, jobIds } = await parkOn(1, { maxWaitMinutes: 600 });
		await until('a park of more than a minute', () => Number(engine.run?.waitTill) > Date.now() + 100_000);
		const before = world.webhooks.resumed;
		const at = Date.now();
		world.simulator.completeJob(jobIds[0]!);
		await engine.ended();
		expect(Date.now() - at).toBeLessThan(60_000);
		expect(world.webhooks.resumed - before).toBe(1);
	});

	it('looks again when the callback comes before the API shows the end', async () => {
		world.simulator.setWebhooks({ aheadSeconds: 20 });
		const { engine, jobIds } = await parkOn(1);
		world.simulator.completeJob(jobIds[0]!);
		await engine.ended();
		expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
	});

	it.each([
		['nothing in it', {}],
		['a forged end of a job', { jobId: 'x', status: 'COMPLETED', data: { shorts: [] } }],
	])('costs a look every ten seconds at most, however many calls come with %s', async (_, body) => {
		const { engine } = await parkOn(1);
		const before = { reads: reads(), time: Date.now() };
		for (let round = 0; round < 5; round++) {
			await Promise.all(Array.from({ length: 10 }, async () => await callBack(engine, body)));
			await until('a moment later', () => Date.now() > before.time + round * 8_000);
		}
		expect(reads() - before.reads).toBeLessThanOrEqual(1 + (Date.now() - before.time) / 10_000);
		expect(['waiting', undefined]).toContain(engine.run?.status);
	});

	it('finds a failed job that never called, and says why it failed', async () => {
		const { engine, jobIds } = await parkOn(2);
		world.simulator.failJob(jobIds[0]!, 'The video is private');
		world.simulator.completeJob(jobIds[1]!);
		await engine.ended();
		expect(engine.json().map(({ status, failureReason }) => [status, failureReason])).toEqual([
			['FAILED', 'The video is private'],
			['COMPLETED', null],
		]);
	});

	it('goes on after a look that failed', async () => {
		const { engine, jobIds } = await parkOn(1);
		world.simulator.addFault({
			method: 'GET',
			path: '/api/jobs/',
			answer: { status: 404, body: 'gone for a moment' },
		});
		world.simulator.completeJob(jobIds[0]!);
		await engine.ended();
		expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
	});

	it('goes on by n8n’s timer alone where no call reaches n8n', async () => {
		const { engine, jobIds } = await parkOn(1);
		world.webhooks.executions.delete(engine.executionId);
		world.simulator.completeJob(jobIds[0]!);
		await engine.ended();
		expect(engine.json()).toEqual([expect.objectContaining({ status: 'COMPLETED', timedOut: false })]);
		expect(world.webhooks.resumed).toBe(0);
	});

	it('ends at Max Wait, with what is known by then', async () => {
		const begin = Date.now();
		const { engine, jobIds } = await parkOn(2, { maxWaitMinutes: 2 });
		await engine.ended();
		expect(Date.now() - begin).toBeGreaterThan(119_000);
		expect(Date.now() - begin).toBeLessThan(140_000);
		expect(engine.json()).toEqual(
			jobIds.map((jobId) =>
				expect.objectContaining({
					jobId,
					title: expect.stringMatching(/^Video /),
					status: 'PROCESSING',
					timedOut: true,
					waitUntil: expect.any(String),
				}),
			),
		);
		expect(engine.hints()[0]).toContain('Max Wait (2 minutes) passed before 2 jobs had ended');
	});

	it('looks once more where n8n comes back after Max Wait', async () => {
		const engine = await world.engine([createJob(), waitForJob({ maxWaitMinutes: 2 })], {}, { timer: false });
		await engine.execute();
		world.webhooks.executions.delete(engine.executionId);
		world.simulator.completeJob(world.simulator.jobs[0]!.id);
		const limit = Date.now() + 150_000;
		await until('a time after Max Wait', () => Date.now() > limit, { seconds: 60 });
		await engine.wake();
		expect(engine.json()).toEqual([expect.objectContaining({ status: 'COMPLETED', timedOut: false })]);
	});

	it('gives an unknown job as the error of its item, and waits for the others', async () => {
		const engine = await world.engine([
			createJob(),
			{
				...waitForJob({ jobId: '={{ $json.jobId && $itemIndex === 1 ? "nope" : $json.jobId }}' }),
				onError: 'continueRegularOutput',
			},
		]);
		await engine.execute([{}, {}]);
		expect(engine.run?.status).toBe('waiting');
		world.simulator.completeJob(String(engine.json('Swiftia 1')[0]!.jobId));
		await engine.ended();
		expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
		expect(engine.json()[1]).toEqual({
			...engine.json('Swiftia 1')[1],
			error: expect.stringMatching(/^Swiftia did not find job nope .*\[item 1\]$/),
		});
	});

	it('has one limit for all tries of Retry On Fail', async () => {
		const engine = await world.engine([
			createJob(),
			{
				...createRender({ waitMethod: 'parked', jobId: '={{ $json.jobId }}', maxWaitMinutes: 2 }),
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 1,
			},
		]);
		const begin = Date.now();
		await engine.complete();
		expect(engine.run?.status).toBe('error');
		expect(Date.now() - begin).toBeLessThan(200_000);
	});

	it('starts nothing again, though an expression gives another request each time', async () => {
		const customFields = '={{ JSON.stringify({ seed: Math.random() }) }}';
		const options = { customFields, pollInterval: 1 };
		const create = createJob({ waitForCompletion: true, waitMethod: 'parked', options });
		const engine = await world.engine([create]);
		await engine.execute();
		expect(engine.run?.status).toBe('waiting');
		await until('some looks', () => reads() > 3);
		world.simulator.completeJob(world.simulator.jobs[0]!.id);
		await engine.ended();
		expect(world.simulator.ledger).toHaveLength(1);
		expect(engine.json()).toEqual([expect.objectContaining({ status: 'COMPLETED' })]);
	});

	it('survives Retry On Fail where Swiftia’s own body has a field error', async () => {
		const wait = waitForJob({ simplify: false, jobId: '={{ $json.jobId }}' });
		const engine = await world.engine([
			createJob({ video: videoOfItem }),
			{ ...wait, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		]);
		await engine.execute([{ id: videoId(0) }, { id: videoId(1) }]);
		const [first, second] = engine.json('Swiftia 1').map(({ jobId }) => String(jobId));
		world.simulator.failJob(first!, 'The video is private');
		await until('a park after the first job was read', () => {
			const { records = {} } = (engine.saved?.executionData?.contextData['node:Swiftia 2']?.swiftiaWait ??
				{}) as { records?: Record<string, { track?: { endedAt?: number } }> };
			const hasEnded = Object.values(records).some(({ track }) => track?.endedAt !== undefined);
			return engine.run?.status === 'waiting' && hasEnded;
		});
		world.simulator.completeJob(second!);
		await engine.ended();
		expect(engine.run?.status).toBe('success');
		expect(engine.json()).toHaveLength(2);
	});

	it('names what was started for an item whose credential is of no use any more', async () => {
		const wait = { waitForCompletion: true, waitMethod: 'parked', options: { pollInterval: 1 } };
		const engine = await world.engine(
			[{ ...createJob({ video: videoOfItem, ...wait }), onError: 'continueRegularOutput' }],
			{
				apiKey: `={{ $itemIndex === 1 && $runIndex === 0 && Date.now() > $json.until ? "" : "${world.simulator.key}" }}`,
			},
		);
		const items = [0, 1].map((number) => ({ id: videoId(number), until: Date.now() + 5_000 }));
		await engine.execute(items);
		expect(engine.run?.status).toBe('waiting');
		const jobs = world.simulator.jobs.map(({ id }) => id);
		jobs.forEach((id) => world.simulator.completeJob(id));
		await engine.ended();
		const [good, bad] = engine.json();
		expect(good).toMatchObject({ status: 'COMPLETED' });
		const lost = jobs.find((id) => id !== good!.jobId);
		expect(bad!.error).toContain(`started before: job ${lost}`);
	});

	it('does not send again what was refused before it parked', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'invalidInput', after: 1 });
		const wait = { waitForCompletion: true, waitMethod: 'parked', options: { pollInterval: 1 } };
		const engine = await world.engine([
			{ ...createJob({ video: videoOfItem, ...wait }), onError: 'continueRegularOutput' },
		]);
		await engine.execute([{ id: videoId(0) }, { id: videoId(1) }]);
		expect(engine.run?.status).toBe('waiting');
		await until('some looks', () => reads() > 2);
		world.simulator.jobs.forEach(({ id }) => world.simulator.completeJob(id));
		await engine.ended();
		expect(world.requests.filter((request) => request === 'POST /api/jobs')).toHaveLength(2);
		expect(engine.json().map(({ status, error }) => status ?? typeof error)).toEqual(['COMPLETED', 'string']);
	});
});

/** A webhook process beside the one that runs executions: it has modules of its own. */
async function secondProcess(): Promise<WaitingWebhooks> {
	let built: { Swiftia: new () => INodeType } | undefined;
	await jest.isolateModulesAsync(async () => {
		built = await import('../../nodes/Swiftia/Swiftia.node.js');
	});
	return await WaitingWebhooks.start(new built!.Swiftia());
}

describe('Calls into two webhook processes', () => {
	let second: WaitingWebhooks;
	beforeEach(async () => (second = await secondProcess()));
	afterEach(async () => await second.close());

	it('at the same time let the execution go on once', async () => {
		const { engine, jobIds } = await parkOn(3, { jobId: '={{ $json.jobId }}' });
		second.executions.set(engine.executionId, engine);
		for (const jobId of jobIds) world.simulator.completeJob(jobId);
		const calls = jobIds.flatMap((jobId) =>
			[world.webhooks, second].map(
				async (webhooks) =>
					await axios.post(
						`${webhooks.waitingUrl}/${engine.executionId}/swiftia`,
						{ id: jobId },
						{ validateStatus: () => true },
					),
			),
		);
		await Promise.all(calls);
		await engine.ended();
		expect(engine.json().map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
		expect(engine.runs('Swiftia 2')).toBe(1);
	});

	it('of which n8n carries one out twenty seconds late pay for nothing twice', async () => {
		const engine = await world.engine([
			createJob({ video: videoOfItem }),
			waitForJob(),
			createJob({ video: VIDEO, completionWebhook: 'none' }),
			waitForJob(),
		]);
		await engine.execute([{ id: videoId(7) }]);
		second.executions.set(engine.executionId, engine);
		const [awaited] = world.simulator.jobs;
		world.simulator.setWebhooks({ repeat: 0 });
		await until('a long park', () => Number(engine.run?.waitTill) > Date.now() + 90_000);
		const parkedAt = Date.now();
		await until('ten seconds of it', () => Date.now() > parkedAt + 10_500);
		second.claimsAfter = 20_000 / SPEED;
		await axios.post(`${second.waitingUrl}/${engine.executionId}/swiftia`, { id: awaited!.id });
		world.simulator.completeJob(awaited!.id);
		await until('the second job', () => world.simulator.jobs.length === 2);
		await until('the late claim', () => second.pending === 0);
		world.simulator.jobs.forEach(({ id }) => world.simulator.completeJob(id));
		await engine.ended();
		expect(world.simulator.ledger).toHaveLength(2);
	});
});

it('A job of the same execution that the node does not wait for ends no wait', async () => {
	const engine = await world.engine([createJob(), createJob({ video: VIDEO }), waitForJob()]);
	await engine.execute();
	const [other, awaited] = world.simulator.jobs;
	world.simulator.completeJob(other!.id);
	await until('the callback', () => world.simulator.deliveries.length === 1);
	await until('a look', () => reads() > 1);
	world.simulator.completeJob(awaited!.id);
	await engine.ended();
	expect(engine.json()).toEqual([expect.objectContaining({ jobId: awaited!.id, status: 'COMPLETED' })]);
});

it('A parked job that is refused stops the workflow', async () => {
	const { engine, jobIds } = await parkOn(2);
	const answer = { status: 404, body: { error: 'Job not found' } };
	world.simulator.addFault({ path: `/api/jobs/${jobIds[0]}`, answer, times: 'always' });
	world.simulator.completeJob(jobIds[1]!);
	await engine.ended();
	expect(engine.run?.status).toBe('error');
	expect(engine.error!.message).toContain(jobIds[0]!);
	for (const jobId of jobIds) expect(engine.error!.description).toContain(jobId);
});
