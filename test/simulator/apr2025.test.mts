/** @jest-environment ./test/oneRealm.mjs */
// The API as a client was seen to use it in April 2025.
import { JOB, type Pair, completedJob, start } from './client.mts';

let pair: Pair;
beforeEach(async () => (pair = await start({ profile: 'apr2025' })));
afterEach(async () => await pair.simulator.close());

it('is what answers where nothing else is said', async () => {
	const other = await start();
	const bodies = await Promise.all(
		[pair, other].map(async (one) => {
			const { data } = await one.api.get(`/jobs/${await completedJob(one)}`);
			return { ...data, id: 'any' };
		}),
	);
	expect(bodies[1]).toEqual(bodies[0]);
	await other.simulator.close();
});

it('names a job by id, on create and on read, with a title', async () => {
	const { data: created } = await pair.api.post('/jobs', { ...JOB, videoSource: 'youtube' });
	expect(created).toEqual({ id: expect.any(String) });
	const { data } = await pair.api.get(`/jobs/${created.id}`);
	expect(data).toMatchObject({ id: created.id, title: expect.any(String), status: 'PROCESSING' });
	expect(data).not.toHaveProperty('data');
});

it('gives shorts with numbers for ids, their words and why they were chosen, and no transcription', async () => {
	const { data } = await pair.api.get(`/jobs/${await completedJob(pair)}`);
	expect(data.data).toEqual({ shorts: expect.any(Array) });
	expect(data.data.shorts[0]).toEqual({
		id: 1,
		content: expect.any(String),
		text: expect.any(String),
		reason: expect.any(String),
		startTime: expect.any(Number),
		endTime: expect.any(Number),
	});
});

it('gives a failed render as type error, and a queue as the newest documents do', async () => {
	await pair.simulator.close();
	pair = await start({ profile: 'apr2025', renderSlots: 1 });
	const id = await completedJob(pair);
	const ids: string[] = [];
	for (const target of [1, 2])
		ids.push((await pair.api.post('/render/', { id, target, preset: 'VIRAL' })).data.renderId);
	expect((await pair.api.get(`/render/${ids[1]}`)).data).toMatchObject({
		type: 'queued',
		queuePosition: 1,
	});
	pair.simulator.failRender(ids[0]!, 'Out of memory');
	const failed = await pair.api.get(`/render/${ids[0]}`);
	expect([failed.status, failed.data]).toEqual([200, { type: 'error', message: 'Out of memory' }]);
});
