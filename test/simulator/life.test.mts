/** @jest-environment ./test/oneRealm.mjs */
import { setTimeout } from 'node:timers/promises';
import axios from 'axios';
import Fastify, { type FastifyInstance } from 'fastify';
import { closing } from '../closing.mts';
import { until } from '../../realN8n/lib/until.mts';
import { JOB, type Pair, completedJob, start } from './client.mts';

let pair: Pair;
let receiver: FastifyInstance;
let webhook: string;
let calls: object[];
let seen: string[];
beforeEach(async () => {
	pair = await start();
	[calls, seen] = [[], []];
	receiver = Fastify();
	closing(async () => await receiver.close());
	receiver.post<{ Body: { id: string } }>('/callback', async ({ body }, reply) => {
		calls.push(body);
		seen.push((await pair.api.get(`/jobs/${body.id}`)).data.status);
		await reply.code(409).send({});
	});
	webhook = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/callback`;
});
afterEach(async () => {
	await pair.simulator.close();
	await receiver.close();
});

const create = async () => String((await pair.api.post('/jobs', { ...JOB, webhook })).data.id);

it('calls before the API shows the end, and once, whatever the answer', async () => {
	pair.simulator.setWebhooks({ aheadSeconds: 1 });
	const id = await create();
	pair.simulator.completeJob(id);
	pair.simulator.completeJob(id);
	await until('the end of the job', () => pair.simulator.jobs[0]!.status === 'COMPLETED');
	expect(calls).toEqual([expect.objectContaining({ id, status: 'COMPLETED' })]);
	expect(seen).toEqual(['PROCESSING']);
	expect(pair.simulator.deliveries).toMatchObject([{ jobId: id, url: webhook, status: 409 }]);
});

it('never calls if it is told so', async () => {
	pair.simulator.setWebhooks({ repeat: 0 });
	pair.simulator.completeJob(await create());
	await setTimeout(100);
	expect(calls).toEqual([]);
});

it('calls another host than the one that is named, if it is told so', async () => {
	const { origin } = new URL(webhook);
	pair.simulator.setWebhooks({ origin });
	webhook = 'https://n8n.example.com/callback?signature=1';
	pair.simulator.completeJob(await create());
	await until('the callback', () => pair.simulator.deliveries[0]?.status === 409);
	expect(calls).toHaveLength(1);
	expect(pair.simulator.deliveries).toMatchObject([{ url: webhook, status: 409 }]);
});

it('calls late, and not at all after a reset', async () => {
	pair.simulator.setWebhooks({ delaySeconds: 0.1 });
	pair.simulator.completeJob(await create());
	expect(pair.simulator.jobs[0]!.status).toBe('COMPLETED');
	expect(calls).toEqual([]);
	await until('the callback', () => calls.length === 1);

	pair.simulator.setWebhooks({ delaySeconds: 0.1 });
	pair.simulator.completeJob(await create());
	pair.simulator.reset();
	await setTimeout(250);
	expect(calls).toHaveLength(1);
	expect(pair.simulator.deliveries).toEqual([]);
});

it('shows progress that grows', async () => {
	pair.simulator.planJob({ videoId: JOB.youtubeVideoId, seconds: 5 });
	const id = await create();
	const progress = async () => Number((await pair.api.get(`/jobs/${id}`)).data.progress);
	const first = await progress();
	await setTimeout(100);
	const second = await progress();
	expect(first).toBeGreaterThanOrEqual(5);
	expect(second).toBeGreaterThan(first);
	expect(second).toBeLessThan(100);
});

it('shows progress that stands still after half of the time', async () => {
	await pair.simulator.close();
	pair = await start({ progress: 'stalls', renderSeconds: 3 });
	pair.simulator.planJob({ videoId: 'stalls', seconds: 3 });
	await pair.api.post('/jobs', { ...JOB, youtubeVideoId: 'stalls' });
	await pair.api.post('/render', { id: await completedJob(pair), target: 1 });
	const [job, render] = [pair.simulator.jobs[0]!, pair.simulator.renders[0]!];
	await setTimeout(1_800);
	const { data } = await pair.api.get(`/jobs/${job.id}`);
	expect(data).toMatchObject({ status: 'PROCESSING', progress: 55 });
	expect((await pair.api.get(`/render/${render.id}`)).data).toEqual({ type: 'progress', progress: 0.55 });
	await until('the end of the job', () => job.status === 'COMPLETED');
	expect((await pair.api.get(`/jobs/${job.id}`)).data.progress).toBe(100);
});

it.each(['apr2025', 'g1', 'g2', 'g3', 'kb'] as const)(
	'says nothing of progress if it is told so: %s',
	async (profile) => {
		await pair.simulator.close();
		pair = await start({ progress: 'missing', profile, renderSlots: 1, renderSeconds: Infinity });
		await pair.api.post('/jobs', JOB);
		const open = pair.simulator.jobs[0]!.id;
		const { data: job } = await pair.api.get(`/jobs/${open}`);
		expect(job).toMatchObject({ status: 'PROCESSING' });
		expect(job).not.toHaveProperty('progress');
		const id = await completedJob(pair);
		const ended = (await pair.api.get(`/jobs/${id}`)).data;
		expect(ended).not.toHaveProperty('progress');
		for (const short of (ended.data?.shorts ?? ended.shorts).slice(0, 2))
			await pair.api.post('/render', { id, target: short.id });
		const [running, queued] = await Promise.all(
			pair.simulator.renders.map(async (render) => (await pair.api.get(`/render/${render.id}`)).data),
		);
		expect(running).toEqual({ type: 'progress' });
		expect(queued).toEqual(
			['apr2025', 'g3'].includes(profile)
				? { type: 'queued', status: 'QUEUED', queuePosition: 1 }
				: { type: 'progress' },
		);
	},
);

it('goes as planned for a video, by id or URL, and an end far away never comes', async () => {
	pair.simulator.planJob({
		videoId: `https://www.youtube.com/watch?v=${JOB.youtubeVideoId}`,
		outcome: 'fail',
		seconds: 0,
	});
	await create();
	pair.simulator.planJob({ videoId: 'far', seconds: 1e9 });
	await pair.api.post('/jobs', { ...JOB, youtubeVideoId: 'far' });
	await until('the end of the job', () => pair.simulator.jobs[0]!.status === 'FAILED');
	await setTimeout(50);
	expect(pair.simulator.jobs[1]!.status).toBe('PROCESSING');
	const { data } = await pair.api.get(`/jobs/${pair.simulator.jobs[0]!.id}`);
	expect(data).not.toHaveProperty('message');
});

it('renders in its slots only, and goes on with the queue when one is free', async () => {
	await pair.simulator.close();
	pair = await start({ renderSlots: 2, renderSeconds: Infinity });
	const id = await completedJob(pair);
	for (const number of [1, 2, 3]) await pair.api.post('/render', { id, target: number });
	const statuses = () => pair.simulator.renders.map(({ status }) => status);
	expect(statuses()).toEqual(['PROCESSING', 'PROCESSING', 'QUEUED']);
	pair.simulator.failRender(pair.simulator.renders[0]!.id);
	expect(statuses()).toEqual(['FAILED', 'PROCESSING', 'PROCESSING']);
});

describe('Control over HTTP', () => {
	const board = (path: string, body?: object) =>
		axios.post(`${pair.simulator.url}/_simulator${path}`, body, { validateStatus: () => true });

	it.each([
		['/faults', { refuse: 'nonsense' }],
		['/faults', { typo: 1 }],
		['/plans', { seconds: 1 }],
		['/webhooks', { repeat: 'often' }],
	])('refuses what it does not understand: %s %j', async (path, body) => {
		expect((await board(path, body)).status).toBe(400);
	});

	it('takes a pattern, for ever, and a POST without a body', async () => {
		await board('/faults', { pattern: 'brandings$', times: 'always', refuse: 'storage' });
		expect((await pair.api.get('/organizations/brandings')).status).toBe(403);
		expect((await pair.api.get('/organizations/brandings')).status).toBe(403);
		expect((await board('/reset')).status).toBe(200);
		expect((await pair.api.get('/organizations/brandings')).status).toBe(200);
	});

	it('ends jobs, and says when there is none', async () => {
		const id = await create();
		expect((await board(`/jobs/${id}/complete`)).status).toBe(200);
		expect(pair.simulator.jobs[0]!.status).toBe('COMPLETED');
		const wrong = await Promise.all(
			['/jobs/x/fail', '/renders/x/complete', `/jobs/${id}/stop`].map(async (path) => await board(path)),
		);
		expect(wrong.map(({ status }) => status)).toEqual([404, 404, 404]);
	});
});
