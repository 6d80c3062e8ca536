/** @jest-environment ./test/oneRealm.mjs */
import { setTimeout } from 'node:timers/promises';
import axios from 'axios';
import { until } from '../../realN8n/lib/until.mts';
import { JOB, type Pair, completedRender, start } from './client.mts';

let pair: Pair;
beforeEach(async () => (pair = await start()));
afterEach(async () => await pair.simulator.close());

const statusesOf = async (count: number, path = '/organizations/brandings') => {
	const statuses: number[] = [];
	for (let time = 0; time < count; time++) statuses.push((await pair.api.get(path)).status);
	return statuses;
};

it('hit after so many requests, so many times', async () => {
	pair.simulator.addFault({ method: 'get', path: /brandings$/, after: 2, times: 2, refuse: 'server' });
	expect(await statusesOf(5)).toEqual([200, 200, 500, 500, 200]);
});

it('hit always, and only their method and path', async () => {
	pair.simulator.addFault({ method: 'POST', path: '/api/', times: 'always', refuse: 'server' });
	pair.simulator.addFault({ path: '/api/jobs', times: 'always', refuse: 'permission' });
	expect(await statusesOf(2)).toEqual([200, 200]);
	expect(await statusesOf(2, '/jobs/x')).toEqual([403, 403]);
	expect((await pair.api.post('/jobs', JOB)).status).toBe(500);
});

it('answer what they are told to, also what is not JSON', async () => {
	const headers = { 'content-type': 'text/html', 'retry-after': '7' };
	pair.simulator.addFault({ answer: { status: 502, body: '<h1>Bad Gateway</h1>', headers } });
	const { status, data, headers: got } = await pair.api.get('/jobs/x');
	expect([status, data, got['retry-after']]).toEqual([502, '<h1>Bad Gateway</h1>', '7']);
});

it.each([
	['g1', undefined],
	['g3', 1],
	['apr2025', 1],
] as const)('refuse for pace as generation %s does', async (profile, retryAfter) => {
	await pair.simulator.close();
	pair = await start({ profile });
	pair.simulator.addFault({ refuse: 'rateLimit' });
	const { status, data, headers } = await pair.api.get('/jobs/x');
	expect([status, data.retryAfter, headers['retry-after']]).toEqual([429, retryAfter, '1']);
});

it.each([
	['before', 0],
	['after', 1],
] as const)('never answer a POST: %s the work, %i paid', async (stall, paid) => {
	pair.simulator.addFault({ method: 'POST', stall });
	await expect(pair.api.post('/jobs', JOB, { timeout: 200 })).rejects.toThrow('timeout');
	expect(pair.simulator.ledger).toHaveLength(paid);
	expect(pair.simulator.journal).toMatchObject([{ path: '/api/jobs', status: 0 }]);
});

it.each([0, 20_000])('cut a file after exactly %i bytes, its length announced', async (truncate) => {
	const renderId = await completedRender(pair);
	const { data } = await pair.api.get(`/render/${renderId}`);
	pair.simulator.addFault({ path: '/files/', truncate });
	const file = await axios.get(data.url, { responseType: 'stream' });
	expect(Number(file.headers['content-length'])).toBe(data.size);
	let came = 0;
	const read = async () => {
		for await (const piece of file.data) came += piece.length;
	};
	await expect(read()).rejects.toThrow('aborted');
	expect(came).toBe(truncate);
});

it('let a file run dry without ending it', async () => {
	const renderId = await completedRender(pair);
	const { data } = await pair.api.get(`/render/${renderId}`);
	pair.simulator.addFault({ path: '/files/', stallFile: 1000 });
	const { data: file } = await axios.get(data.url, { responseType: 'stream' });
	let came = 0;
	let ended = false;
	file.on('data', (piece: Buffer) => (came += piece.length)).on('end', () => (ended = true));
	file.on('error', () => (ended = true));
	await until('the bytes before the stall', () => came >= 1000);
	await setTimeout(100);
	expect([came, ended]).toEqual([1000, false]);
});

it('do not keep a simulator from closing at once', async () => {
	pair.simulator.addFault({ delay: 60_000 });
	pair.simulator.addFault({ stall: 'before' });
	pair.simulator.addFault({ stall: 'after' });
	const requests = [1, 2, 3].map(async () => await pair.api.get('/jobs/x'));
	const outcomes = Promise.allSettled(requests);
	await until('three requests', () => pair.simulator.journal.length === 3);
	await pair.simulator.close();
	expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
	pair = await start();
});
