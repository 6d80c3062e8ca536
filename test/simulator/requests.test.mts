/** @jest-environment ./test/oneRealm.mjs */
import axios from 'axios';
import { JOB, type Pair, completedJob, start } from './client.mts';

let pair: Pair;
beforeEach(async () => (pair = await start()));
afterEach(async () => await pair.simulator.close());

const INVALID = { status: 400, code: 'INVALID_INPUT', message: expect.any(String) };

it.each([
	['JSON that is none', '{"functionName"', 'application/json'],
	['an empty body', '', 'application/json'],
	['a form', 'functionName=VideoShorts', 'application/x-www-form-urlencoded'],
	['a list', '[]', 'application/json'],
	['text', '"VideoShorts"', 'application/json'],
	[
		'a short that is null',
		JSON.stringify({ ...JOB, options: { predefinedShorts: [null] } }),
		'application/json',
	],
	['a callback address that is no text', JSON.stringify({ ...JOB, webhook: 5 }), 'application/json'],
])('refuses %s in the general form, and notes that it came', async (_, body, type) => {
	const answer = await pair.api.post('/jobs', body, {
		headers: { 'Content-Type': type },
		transformRequest: (data: string) => data,
	});
	expect([answer.status, answer.data]).toEqual([400, INVALID]);
	expect(pair.simulator.journal).toMatchObject([{ method: 'POST', path: '/api/jobs', status: 400 }]);
	expect(pair.simulator.ledger).toEqual([]);
});

it('names a missing field', async () => {
	const { data } = await pair.api.post('/jobs', { functionName: 'VideoShorts' });
	expect(data.message).toContain('youtubeVideoId');
});

it('knows no other address', async () => {
	const answer = await pair.api.get('/jobs');
	expect([answer.status, answer.data.code]).toEqual([404, 'NOT_FOUND']);
	expect(pair.simulator.journal).toMatchObject([{ path: '/api/jobs', status: 404 }]);
});

it('writes down headers, body and whether the key was right, but never the key', async () => {
	await pair.api.post('/jobs', JOB, { headers: { 'X-Mine': 'yes' } });
	await pair.api.get('/jobs/x', { headers: { Authorization: 'Bearer stolen' } });
	const [created, refused] = pair.simulator.journal;
	expect(created).toMatchObject({
		authorized: 'right',
		body: JOB,
		status: 200,
		headers: { 'x-mine': 'yes' },
	});
	expect(refused).toMatchObject({ authorized: 'wrong', body: null, status: 401 });
	const state = await axios.get(`${pair.simulator.url}/_simulator/state`);
	expect(JSON.stringify(state.data)).not.toMatch(new RegExp(`${pair.simulator.key}|stolen`));
});

it.each([
	['g1', 'jobId', 200],
	['g1', 'id', 200],
	['g3', 'id', 200],
	['g3', 'jobId', 400],
	['apr2025', 'id', 200],
	['apr2025', 'jobId', 400],
] as const)('generation %s takes a job named by %s with %i', async (profile, field, status) => {
	await pair.simulator.close();
	pair = await start({ profile });
	const id = await completedJob(pair);
	const target = profile === 'g3' ? 'short_id_1' : 1;
	expect((await pair.api.post('/render', { [field]: id, target })).status).toBe(status);
});

describe('What is paid twice', () => {
	const repeats = () => pair.simulator.repeated().map(({ length }) => length);

	it('is the same video and options, whatever their order and form', async () => {
		const options = { predefinedShorts: [{ title: 'A', start: 0, end: 9 }] };
		await pair.api.post('/jobs', { ...JOB, options });
		await pair.api.post('/jobs', {
			options: { predefinedShorts: [{ end: 9, start: 0, title: 'A' }] },
			youtubeVideoId: `https://youtu.be/${JOB.youtubeVideoId}?t=3`,
			functionName: 'VideoShorts',
			webhook: 'http://127.0.0.1:9/',
		});
		expect(repeats()).toEqual([2]);
	});

	it('is not another video, or the same with other options', async () => {
		await pair.api.post('/jobs', JOB);
		await pair.api.post('/jobs', { ...JOB, youtubeVideoId: 'dQw4w9WgXcR' });
		await pair.api.post('/jobs', { ...JOB, options: { predefinedShorts: [{ start: 0, end: 9 }] } });
		expect(repeats()).toEqual([]);
	});

	it('is the same short of a job in the same style', async () => {
		await pair.simulator.close();
		pair = await start({ profile: 'g1' });
		const id = await completedJob(pair);
		await pair.api.post('/render', { id, target: 1, preset: 'VIRAL' });
		await pair.api.post('/render', { id, target: 2, preset: 'VIRAL' });
		await pair.api.post('/render', { id, target: 1, preset: 'GRAPES' });
		expect(repeats()).toEqual([]);
		await pair.api.post('/render', { jobId: id, target: '1', preset: 'VIRAL' });
		expect(repeats()).toEqual([2]);
	});

	it('is not what was refused', async () => {
		pair.simulator.addFault({ refuse: 'credits' });
		await pair.api.post('/jobs', JOB);
		await pair.api.post('/jobs', JOB);
		expect(pair.simulator.ledger).toMatchObject([{ kind: 'job', body: JOB }]);
		expect(repeats()).toEqual([]);
	});
});
