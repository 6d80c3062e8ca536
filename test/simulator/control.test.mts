/** @jest-environment ./test/oneRealm.mjs */
import { type AddressInfo, createServer } from 'node:net';
import axios from 'axios';
import Fastify from 'fastify';
import { until } from '../../realN8n/lib/until.mts';
import { JOB, type Pair, completedJob, start } from './client.mts';

let pair: Pair;
beforeEach(async () => (pair = await start({ renderSeconds: 1000 })));
afterEach(async () => await pair.simulator.close());

describe('The ledger', () => {
	it('holds what has to be paid, and finds what was asked for twice', async () => {
		const id = await completedJob(pair);
		await pair.api.get(`/jobs/${id}`);
		await pair.api.post('/render', { id, target: 1 });
		expect(pair.simulator.ledger.map(({ kind }) => kind)).toEqual(['job', 'render']);
		expect(pair.simulator.repeated()).toEqual([]);
		await pair.api.post('/jobs', { ...JOB, webhook: 'http://127.0.0.1:9/' });
		expect(pair.simulator.repeated()).toHaveLength(1);
	});

	it('has a call whose answer was lost, and not one whose request was', async () => {
		pair.simulator.addFault({ method: 'POST', path: '/api/jobs', close: 'before' });
		pair.simulator.addFault({ method: 'POST', path: '/api/jobs', close: 'after' });
		await expect(pair.api.post('/jobs', JOB)).rejects.toThrow();
		expect(pair.simulator.ledger).toHaveLength(0);
		await expect(pair.api.post('/jobs', JOB)).rejects.toThrow();
		expect(pair.simulator.ledger).toHaveLength(1);
	});
});

describe('Callbacks', () => {
	/** Starts a receiver, starts and ends a job that calls it so often, and returns what came. */
	async function callbacks(end: 'complete' | 'fail', times: number): Promise<unknown[]> {
		const received: unknown[] = [];
		const receiver = Fastify();
		receiver.post('/callback', async ({ body }) => {
			received.push(body);
			return {};
		});
		const webhook = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/callback`;
		const { data } = await pair.api.post('/jobs', { ...JOB, webhook });
		if (end === 'complete') pair.simulator.completeJob(data.id);
		else pair.simulator.failJob(data.id);
		await until(
			'the callbacks',
			() => pair.simulator.deliveries.filter(({ status }) => status === 200).length === times,
		);
		if (times === 0) await new Promise((resolve) => setTimeout(resolve, 200));
		await receiver.close();
		return received;
	}

	it('carry the completed job', async () => {
		const [body] = await callbacks('complete', 1);
		const { data } = await pair.api.get(`/jobs/${pair.simulator.jobs[0]!.id}`);
		expect(body).toEqual(data);
		expect(pair.simulator.deliveries.map(({ status }) => status)).toEqual([200]);
	});

	it('do not go out for a failed job unless a test says so', async () => {
		expect(await callbacks('fail', 0)).toEqual([]);
		pair.simulator.setWebhooks({ onFailure: true, repeat: 2 });
		expect(await callbacks('fail', 2)).toEqual(Array(2).fill(expect.objectContaining({ status: 'FAILED' })));
	});

	it('are noted when nobody is there', async () => {
		const closed = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => closed.once('listening', resolve));
		const { port } = closed.address() as AddressInfo;
		await new Promise((resolve) => closed.close(resolve));
		const { data } = await pair.api.post('/jobs', { ...JOB, webhook: `http://127.0.0.1:${port}/` });
		pair.simulator.completeJob(data.id);
		await until('the callback', () => pair.simulator.deliveries.length === 1);
		expect(pair.simulator.deliveries.map(({ status }) => status)).toEqual([0]);
	});
});

it('ends jobs and renders by themselves, in simulated time', async () => {
	await pair.simulator.close();
	pair = await start({ timeScale: 100, jobSeconds: 10, renderSeconds: 10 });
	pair.simulator.planJob({ videoId: 'failing-one', outcome: 'fail', failureReason: 'Private' });
	const { data } = await pair.api.post('/jobs', JOB);
	await pair.api.post('/jobs', { ...JOB, youtubeVideoId: 'failing-one' });
	await until('the end of the jobs', () =>
		pair.simulator.jobs.every(({ status }) => status !== 'PROCESSING'),
	);
	expect(pair.simulator.jobs.map(({ status, failureReason }) => [status, failureReason])).toEqual([
		['COMPLETED', undefined],
		['FAILED', 'Private'],
	]);
	await pair.api.post('/render', { id: data.id, target: 1 });
	await until('the end of the render', () => pair.simulator.renders[0]!.status === 'COMPLETED');
});

it('can be worked over HTTP, without a key and unseen by the journal', async () => {
	const board = axios.create({ baseURL: `${pair.simulator.url}/_simulator`, validateStatus: () => true });
	await board.post('/faults', { method: 'POST', path: '/api/jobs', refuse: 'phone' });
	expect((await pair.api.post('/jobs', JOB)).status).toBe(403);
	await board.post('/webhooks', { onFailure: true });
	await board.post('/plans', { videoId: JOB.youtubeVideoId, seconds: 1000 });
	const { data } = await pair.api.post('/jobs', JOB);
	await board.post(`/jobs/${data.id}/complete`, {});
	const render = await pair.api.post('/render', { id: data.id, target: 1 });
	await board.post(`/renders/${render.data.renderId}/fail`, { reason: 'Out of memory' });
	const state = (await board.get('/state')).data;
	expect(state.journal.map(({ path }: { path: string }) => path)).toEqual([
		'/api/jobs',
		'/api/jobs',
		'/api/render',
	]);
	expect(state.ledger).toHaveLength(2);
	expect(state.renders[0]).toMatchObject({
		status: 'FAILED',
		failureReason: 'Out of memory',
		sha256: expect.stringMatching(/^[\da-f]{64}$/),
	});
	await board.post('/reset', {});
	expect((await board.get('/state')).data).toMatchObject({ journal: [], ledger: [], jobs: [], renders: [] });
});
