/** @jest-environment ./test/oneRealm.mjs */
import { JOB, type Pair, completedJob, completedRender, start } from './client.mts';

let pair: Pair;
afterEach(async () => await pair.simulator.close());

describe('The first generation', () => {
	beforeEach(async () => (pair = await start({ profile: 'g1' })));

	it('names a job by jobId, from its start to its end', async () => {
		const created = await pair.api.post('/jobs', JOB);
		expect(created.data).toEqual({ jobId: expect.any(String) });
		const open = await pair.api.get(`/jobs/${created.data.jobId}`);
		expect(open.data).toEqual({
			jobId: created.data.jobId,
			status: 'PROCESSING',
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
		});
	});

	it('gives shorts under data, with numbers for ids and a transcription', async () => {
		const { data } = await pair.api.get(`/jobs/${await completedJob(pair)}`);
		expect(data.cost).toEqual(expect.any(Number));
		expect(data.data.transcription.segments[0]).toEqual({
			text: data.data.shorts[0].text,
			start: expect.any(Number),
			end: expect.any(Number),
		});
		expect(data.data.shorts[0]).toEqual({
			id: 1,
			title: expect.any(String),
			reason: expect.any(String),
			text: expect.any(String),
			startTime: expect.any(Number),
			endTime: expect.any(Number),
			startId: expect.any(Number),
			endId: expect.any(Number),
			cropFileUrl: expect.stringMatching(/^https:/),
		});
	});

	it.each([
		['Private', 'Private'],
		[undefined, 'The job failed'],
	])('says why a job failed, for %s, in an error of its own', async (reason, message) => {
		const { jobId } = (await pair.api.post('/jobs', JOB)).data;
		pair.simulator.failJob(jobId, reason);
		const { data } = await pair.api.get(`/jobs/${jobId}`);
		expect(data).toMatchObject({ status: 'FAILED', error: { message, code: expect.any(String) } });
		expect(data).not.toHaveProperty('message');
	});

	it('gives a failed render as a server error without type', async () => {
		const id = await completedJob(pair);
		const { data } = await pair.api.post('/render', { jobId: id, target: '1' });
		pair.simulator.failRender(data.renderId, 'Out of memory');
		const failed = await pair.api.get(`/render/${data.renderId}`);
		expect(failed.status).toBe(500);
		expect(failed.data).toEqual({ status: 500, message: 'Out of memory', code: 'RENDERING_ERROR' });
	});
});

describe('The second generation', () => {
	beforeEach(async () => (pair = await start({ profile: 'g2' })));

	it('names a job by id, with nulls while it runs and no data', async () => {
		const created = await pair.api.post('/jobs', JOB);
		expect(created.status).toBe(201);
		const { data } = await pair.api.get(`/jobs/${created.data.id}`);
		expect(data).toMatchObject({
			id: created.data.id,
			status: 'PROCESSING',
			source: 'API',
			cost: null,
			costBreakDown: null,
		});
		expect(data).not.toHaveProperty('data');
	});

	it('gives shorts with textual ids and their headline in content', async () => {
		const { data } = await pair.api.get(`/jobs/${await completedJob(pair)}`);
		expect(data).toMatchObject({
			progress: 100,
			cost: 0.93,
			costBreakDown: { shortGen: 0.205, youtubeProcessing: 0.72 },
		});
		expect(data.data.shorts[0]).toEqual({
			id: 'short_id_1',
			content: expect.any(String),
			text: expect.any(String),
			startTime: expect.any(Number),
			endTime: expect.any(Number),
		});
	});

	it('knows no queue: a waiting render shows progress 0', async () => {
		await pair.simulator.close();
		pair = await start({ profile: 'g2', renderSlots: 0 });
		const id = await completedJob(pair);
		const { data } = await pair.api.post('/render', { id, target: 'short_id_1' });
		expect((await pair.api.get(`/render/${data.renderId}`)).data).toEqual({ type: 'progress', progress: 0 });
	});
});

const NEWEST = [
	['g3', 'short_id_1'],
	['apr2025', 1],
] as const;

describe.each(NEWEST)('Brand presets in %s', (profile, target) => {
	beforeEach(async () => (pair = await start({ profile })));

	it.each([
		['brand-house', 200, undefined],
		['brand-old', 400, 'Selected brand preset is inactive'],
		['nope', 404, 'Brand preset not found for this organization'],
	])('takes the brand preset %s with %i', async (brandPresetId, status, message) => {
		const id = await completedJob(pair);
		const answer = await pair.api.post('/render', { id, target, brandPresetId });
		expect([answer.status, answer.data.message]).toEqual([status, message]);
	});
});

describe('The third generation', () => {
	beforeEach(async () => (pair = await start({ profile: 'g3', renderSlots: 1, renderSeconds: 1000 })));

	it('queues renders and tells their place', async () => {
		const id = await completedJob(pair);
		const ids: string[] = [];
		for (const target of ['short_id_1', 'short_id_2', 'short_id_3'])
			ids.push((await pair.api.post('/render', { id, target })).data.renderId);
		const states = await Promise.all(
			ids.map(async (renderId) => (await pair.api.get(`/render/${renderId}`)).data),
		);
		expect(states[0]).toEqual({ type: 'progress', progress: expect.any(Number) });
		expect(states[2]).toEqual({ type: 'queued', status: 'QUEUED', queuePosition: 2, progress: 0 });
		pair.simulator.completeRender(ids[0]!);
		expect((await pair.api.get(`/render/${ids[2]}`)).data.queuePosition).toBe(1);
	});

	it('gives a failed render as type error, in an answer of 200', async () => {
		const id = await completedJob(pair);
		const { data } = await pair.api.post('/render', { id, target: 'short_id_1' });
		pair.simulator.failRender(data.renderId, 'Out of memory');
		const failed = await pair.api.get(`/render/${data.renderId}`);
		expect([failed.status, failed.data]).toEqual([200, { type: 'error', message: 'Out of memory' }]);
	});
});

describe('The how-to article', () => {
	beforeEach(async () => (pair = await start({ profile: 'kb' })));

	it('has the shorts at the top level, with start and end', async () => {
		const created = await pair.api.post('/jobs', JOB);
		expect(created.data).toEqual({ jobId: expect.any(String), status: 'PROCESSING' });
		pair.simulator.completeJob(created.data.jobId);
		const { data } = await pair.api.get(`/jobs/${created.data.jobId}`);
		expect(data).toMatchObject({ id: created.data.jobId, status: 'COMPLETED' });
		expect(data.shorts[0]).toEqual({
			id: '1',
			title: expect.any(String),
			start: expect.any(Number),
			end: expect.any(Number),
		});
	});
});

describe.each(['apr2025', 'g1', 'g2', 'g3', 'kb'] as const)('Generation %s', (profile) => {
	beforeEach(async () => (pair = await start({ profile })));

	it('finishes a render with the address and the size of its MP4', async () => {
		const { data } = await pair.api.get(`/render/${await completedRender(pair)}`);
		expect(data).toEqual({ type: 'done', url: expect.stringMatching(/\.mp4$/), size: expect.any(Number) });
	});

	it('takes what real clients send: a slash at the end, more fields, a target as number or text', async () => {
		const id = await completedJob(pair);
		const job = (await pair.api.get(`/jobs/${id}`)).data;
		const target = (job.data?.shorts ?? job.shorts)[1].id;
		const answers = [
			await pair.api.post('/render/', { id, target, name: 'more' }),
			await pair.api.post('/render', { id, target: String(target), preset: 'VIRAL' }),
		];
		expect(answers.map(({ data }) => typeof data.renderId)).toEqual(['string', 'string']);
		expect(pair.simulator.renders.map(({ short }) => short)).toEqual([2, 2]);
	});

	it('cuts the shorts that were defined', async () => {
		const options = { predefinedShorts: [{ title: 'Mine', start: 0.22, end: 251 }] };
		const { data } = await pair.api.get(`/jobs/${await completedJob(pair, { ...JOB, options })}`);
		const shorts = data.data?.shorts ?? data.shorts;
		expect(shorts).toHaveLength(1);
		expect(shorts[0].title ?? shorts[0].content).toBe('Mine');
		expect(shorts[0].startTime ?? shorts[0].start).toBe(0.22);
		expect(shorts[0]).not.toHaveProperty('reason');
	});
});
