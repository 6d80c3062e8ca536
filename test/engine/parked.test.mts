/** @jest-environment ./test/oneRealm.mjs */
import axios from 'axios';
import type { INodeType } from 'n8n-workflow';
import { WaitingWebhooks } from './waitingWebhooks.mts';
import { Engine } from './engine.mts';
import { until } from '../../realN8n/lib/until.mts';
import { VIDEO, World, createJob, videoId, videoOfItem, waitForJob } from './world.mts';

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

const ended = (engine: Engine) => until('the end of the execution', () => engine.run?.finished === true);

async function callBack(engine: Engine, body: object): Promise<number> {
	const url = `${world.webhooks.waitingUrl}/${engine.executionId}/swiftia`;
	return (await axios.post(url, body, { validateStatus: () => true })).status;
}

/** Whatever the calls so far were to cause has happened. */
const idle = () => until('all calls are followed', () => world.webhooks.pending === 0);

const reads = () => world.requests.filter((request) => request.startsWith('GET /api/jobs/')).length;

describe('A parked wait', () => {
	it('takes many jobs with one park, and gives them in order, each with its item', async () => {
		const { engine, jobIds } = await parkOn(6);
		for (const jobId of [3, 0, 5, 1, 4, 2].map((index) => jobIds[index]!)) world.simulator.completeJob(jobId);
		await ended(engine);
		expect(world.webhooks.resumed).toBe(1);
		expect(engine.json().map(({ jobId, status, timedOut }) => [jobId, status, timedOut])).toEqual(
			jobIds.map((jobId) => [jobId, 'COMPLETED', false]),
		);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(jobIds.map((_, item) => ({ item })));
	});

	it('does not say of a job that it did not read that it is in progress', async () => {
		const { engine } = await parkOn(3);
		const parked = engine.saved!.executionData!.nodeExecutionStack[0]!.data.main![0]!;
		expect(parked.map(({ json }) => json.status)).toEqual(['UNKNOWN', 'UNKNOWN', 'PROCESSING']);
	});

	it('leaves what the previous node put out as it was', async () => {
		const { engine, jobIds } = await parkOn(1);
		world.simulator.completeJob(jobIds[0]!);
		await ended(engine);
		expect(engine.json('Swiftia 1')[0]).not.toHaveProperty('waitUntil');
		expect(engine.json('Swiftia 2')[0]).not.toHaveProperty('waitUntil');
	});

	it('keeps its items where its error output is on', async () => {
		const wait = { ...waitForJob(), onError: 'continueErrorOutput' as const };
		const engine = await world.engine([createJob({ video: videoOfItem }), wait]);
		await engine.execute([{ id: videoId(0) }, { id: videoId(1) }]);
		const jobIds = engine.json('Swiftia 1').map(({ jobId }) => String(jobId));
		for (const jobId of jobIds) world.simulator.completeJob(jobId);
		await ended(engine);
		expect(engine.json().map(({ jobId, status }) => [jobId, status])).toEqual(
			jobIds.map((jobId) => [jobId, 'COMPLETED']),
		);
	});

	it('is resumed once by a callback that comes three times', async () => {
		world.simulator.setWebhooks({ repeat: 3 });
		const { engine, jobIds } = await parkOn(1);
		world.simulator.completeJob(jobIds[0]!);
		await until('three callbacks', () => world.simulator.deliveries.length === 3);
		await ended(engine);
		expect(world.webhooks.resumed).toBe(1);
	});

	it('looks again when the callback comes before the API shows the end', async () => {
		world.simulator.setWebhooks({ aheadSeconds: 20 });
		const { engine, jobIds } = await parkOn(1);
		world.simulator.completeJob(jobIds[0]!);
		await until('the callback', () => world.simulator.deliveries.length === 1);
		expect(engine.run?.status).toBe('waiting');
		await ended(engine);
		expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
	});

	it.each([
		['nothing in it', {}],
		['a forged end of a job', { jobId: 'x', status: 'COMPLETED', data: { shorts: [] } }],
	])('stays parked after a call with %s', async (_, body) => {
		const { engine } = await parkOn(1);
		const before = reads();
		expect(await callBack(engine, body)).toBe(200);
		await idle();
		expect(reads()).toBeGreaterThan(before);
		expect(engine.run?.status).toBe('waiting');
		expect(world.webhooks.resumed).toBe(0);
	});

	it('costs a read every few seconds at most, however many calls come at once', async () => {
		const { engine } = await parkOn(1);
		const before = { reads: reads(), time: Date.now() };
		await Promise.all(Array.from({ length: 50 }, () => callBack(engine, {})));
		await until('a look', () => reads() > before.reads);
		expect(reads() - before.reads).toBeLessThanOrEqual(1 + (Date.now() - before.time) / 2000);
	});

	it('finds a failed job that never called, and says why it failed', async () => {
		const { engine, jobIds } = await parkOn(2);
		world.simulator.failJob(jobIds[0]!, 'The video is private');
		world.simulator.completeJob(jobIds[1]!);
		await ended(engine);
		expect(engine.json().map(({ status, failureReason }) => [status, failureReason])).toEqual([
			['FAILED', 'The video is private'],
			['COMPLETED', null],
		]);
	});

	it('goes on when a read fails after the caller was answered', async () => {
		const { engine, jobIds } = await parkOn(1);
		world.simulator.addFault({
			method: 'GET',
			path: '/api/jobs/',
			answer: { status: 404, body: 'gone for a moment' },
		});
		world.simulator.completeJob(jobIds[0]!);
		await ended(engine);
		expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
	});

	it('goes on shortly before the limit, with what is known by then', async () => {
		const { engine, jobIds } = await parkOn(2, { maxWaitMinutes: 1 });
		const limit = engine.run!.waitTill!.getTime() - 75_000;
		await ended(engine);
		expect(world.webhooks.resumed).toBe(1);
		expect(engine.json()).toEqual(
			jobIds.map((jobId) => ({
				...engine.json('Swiftia 1').find((job) => job.jobId === jobId),
				title: expect.stringMatching(/^Video /),
				status: 'PROCESSING',
				progress: expect.any(Number),
				timedOut: true,
				waitUntil: new Date(limit).toISOString(),
			})),
		);
	});

	it('goes on with what was known where nobody reaches n8n before the limit, and no callback resumes it then', async () => {
		const { engine, jobIds } = await parkOn(1, { maxWaitMinutes: 1 });
		const limit = engine.run!.waitTill!.getTime() - 75_000;
		world.webhooks.executions.delete(engine.executionId);
		await until('the limit', () => Date.now() > limit);
		world.webhooks.executions.set(engine.executionId, engine);
		world.simulator.completeJob(jobIds[0]!);
		await until('the callback', () => world.simulator.deliveries.length === 1);
		await idle();
		expect(engine.run?.status).toBe('waiting');
		await engine.passLimit();
		expect(engine.json()).toEqual([
			expect.objectContaining({
				jobId: jobIds[0],
				status: 'PROCESSING',
				timedOut: true,
				waitUntil: expect.any(String),
			}),
		]);
		expect(world.webhooks.resumed).toBe(0);
	});

	it('asks n8n for 75 seconds more than the user’s limit', async () => {
		const { engine } = await parkOn(1, { maxWaitMinutes: 10 });
		const { waitUntil } = engine.load().executionData!.nodeExecutionStack[0]!.data.main![0]![0]!.json;
		expect(engine.run!.waitTill!.getTime() - Date.parse(String(waitUntil))).toBe(75_000);
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
		await ended(engine);
		expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
		expect(engine.json()[1]).toEqual({
			...engine.json('Swiftia 1')[1],
			error: expect.stringMatching(/^Swiftia did not find job nope .*\[item 1\]$/),
		});
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

it('comes with a result once from each of two webhook processes that are called at the same time', async () => {
	const second = await secondProcess();
	const { engine, jobIds } = await parkOn(3, { jobId: '={{ $json.jobId }}' });
	second.executions.set(engine.executionId, engine);
	world.simulator.setWebhooks({ repeat: 0 });
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
	await ended(engine);
	await until('both have followed all calls', () => world.webhooks.pending + second.pending === 0);
	// Between processes n8n decides, by the execution's status; each process comes with a result once at most.
	expect(world.webhooks.resumed).toBeLessThanOrEqual(1);
	expect(second.resumed).toBeLessThanOrEqual(1);
	expect(engine.json().map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
	await second.close();
});

it('does not take the result of an earlier wait for that of a later one, from a call that has become old', async () => {
	const engine = await world.engine([
		createJob({ video: videoOfItem }),
		waitForJob(),
		createJob({ video: VIDEO, completionWebhook: 'none' }),
		waitForJob(),
	]);
	await engine.execute([{ id: videoId(7) }]);
	expect(engine.run?.status).toBe('waiting');
	const second = await secondProcess();
	second.executions.set(engine.executionId, engine);
	const [awaited] = world.simulator.jobs;
	world.simulator.setWebhooks({ repeat: 0 });
	// The call to the second process is held up until the execution has gone on and parked again.
	world.simulator.addFault({ method: 'GET', path: `/api/jobs/${awaited!.id}`, delay: 1_900 });
	const call = async (webhooks: WaitingWebhooks) =>
		await axios.post(`${webhooks.waitingUrl}/${engine.executionId}/swiftia`, { id: awaited!.id });
	await call(second);
	await until('the held up read', () => world.requests.filter((one) => one.includes(awaited!.id)).length > 1);
	world.simulator.completeJob(awaited!.id);
	await until('the second park', () => engine.json(3).length === 1 && engine.run?.status === 'waiting');
	await until('the old call has ended', () => second.pending === 0);
	await idle();
	expect(second.resumed).toBe(0);
	expect(engine.run?.status).toBe('waiting');
	await second.close();
});

it('is not woken by a job of the same execution that it does not wait for', async () => {
	const engine = await world.engine([createJob(), createJob({ video: VIDEO }), waitForJob()]);
	await engine.execute();
	const [other, awaited] = world.simulator.jobs;
	world.simulator.completeJob(other!.id);
	await until('the callback', () => world.simulator.deliveries.length === 1);
	await idle();
	expect(engine.run?.status).toBe('waiting');
	world.simulator.completeJob(awaited!.id);
	await ended(engine);
	expect(engine.json()).toEqual([expect.objectContaining({ jobId: awaited!.id, status: 'COMPLETED' })]);
});

it('stops the workflow where one of two jobs is refused at the last look before a second park', async () => {
	const engine = await world.engine([
		createJob({ video: videoOfItem }),
		waitForJob(),
		createJob({
			video: { ...videoOfItem, value: '={{ "second-id" + $itemIndex + "0" }}' },
			completionWebhook: 'none',
		}),
		waitForJob({ options: { pollInterval: 60 } }),
	]);
	await engine.execute([{ id: videoId(7) }, { id: videoId(8) }]);
	world.simulator.jobs.forEach(({ id }) => world.simulator.completeJob(id));
	await until('the second jobs', () => world.simulator.jobs.length === 4);
	const { id } = world.simulator.jobs.find(({ videoId }) => videoId === 'second-id10')!;
	const readsOfIt = () => world.requests.filter((one) => one.includes(id)).length;
	await until('the looks before it polls', () => readsOfIt() === 2);
	// It is looked at once while the execution polls.
	const answer = { status: 404, body: { error: 'Job not found' } };
	world.simulator.addFault({ path: `/api/jobs/${id}`, answer, after: 1, times: 'always' });
	await until('its error', () => engine.run?.status === 'error');
	expect(readsOfIt()).toBe(4);
});
