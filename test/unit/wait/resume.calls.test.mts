import { isDeepStrictEqual } from 'node:util';
import { pass, useFakeTime } from '../fakeTime.mts';
import { type N8n, silence, swiftiaJob } from '../n8nContext.mts';
import { resume } from '../../../nodes/Swiftia/wait/resume.js';
import { answerItself, call, itemsAfter, parkedOn } from './parkedExecution.mts';

// Watchdogs of this process are kept beyond a test, and end at their limit.
afterEach(async () => await pass(7_200_000));
useFakeTime();

const LOOK = { swiftiaWatchdog: 'look' };
const ENLIST = { swiftiaWatchdog: 'enlist' };

/** An execution that waits for jobs which are open until a test ends them. */
function parkedOnOpen(...ids: string[]): N8n {
	const n8n = parkedOn(ids);
	for (const id of ids) n8n.jobs[id] = swiftiaJob(id, 'PROCESSING');
	return n8n;
}

/** When the node called its own resume webhook for a look, in seconds. */
const looks = ({ arrived }: N8n) => arrived.filter(({ body }) => isDeepStrictEqual(body, LOOK));

it('the caller is answered before Swiftia is asked', async () => {
	const n8n = parkedOnOpen('a');
	n8n.jobs.a = silence;
	const { answered, response } = await call(n8n, { jobId: 'a' });
	expect(answered).toEqual({ status: 200, json: { received: true }, headers: {} });
	expect(response()).toBeUndefined();
});

it('a watchdog is answered after the look, or after ten seconds where that takes longer', async () => {
	const n8n = parkedOnOpen('a');
	n8n.jobs.a = silence;
	const { answered } = await call(n8n, LOOK, 9);
	expect(answered).toEqual({ headers: {} });
	await pass(1_000);
	expect(answered).toEqual({ status: 200, json: { received: true }, headers: {} });
});

describe('What is looked at', () => {
	it.each([
		['the job that Swiftia names, again after 2, 5 and 15 s', { jobId: 'a' }, ['a', 'a', 'a', 'a']],
		['the same from a JSON text', '{"id":"a"}', ['a', 'a', 'a', 'a']],
		['the newest for who names none of them, as often', { jobId: 'x' }, ['b', 'b', 'b', 'b']],
		['the same for a call without a body', undefined, ['b', 'b', 'b', 'b']],
		['the newest for a watchdog, once', LOOK, ['b']],
		['nothing for a call that only enlists', ENLIST, []],
	])('is %s', async (_, body, reads) => {
		const n8n = parkedOnOpen('a', 'b');
		await answerItself(n8n);
		const { response } = await call(n8n, body);
		expect(response()).toBeDefined();
		await pass(24_000);
		expect(n8n.reads).toEqual(reads);
	});

	it('is looked at again within the call where n8n does not answer itself', async () => {
		const n8n = parkedOnOpen('a');
		const { response } = await call(n8n, { jobId: 'a' }, 6);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		expect(response()).toBeUndefined();
		await pass(1_000);
		expect(response()?.workflowData).toHaveLength(1);
		expect(n8n.readAt).toEqual([0, 2, 7]);
	});

	it('is only what was open at the last call', async () => {
		const n8n = parkedOnOpen('a', 'b');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		await call(n8n, { jobId: 'a' }, 25);
		n8n.reads.length = 0;
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED');
		expect(await itemsAfter(n8n, { jobId: 'b' })).toHaveLength(2);
		expect(n8n.reads).toEqual(['b']);
	});

	it.each([
		['one that was named', ['a'], 'a', [0, 2, 7, 18]],
		['one that was not named, besides', ['a', 'b', 'c'], 'b', [0, 2, 7, 18]],
	])('is looked at a last time while such a call may still resume: %s', async (_, ids, named, times) => {
		const n8n = parkedOnOpen(...ids);
		const { response } = await call(n8n, { jobId: named }, 17);
		for (const id of ids) n8n.jobs[id] = swiftiaJob(id, 'COMPLETED');
		expect(response()).toBeUndefined();
		await pass(1_000);
		expect(response()?.workflowData).toHaveLength(1);
		expect([...new Set(n8n.readAt)]).toEqual(times);
	});

	it('is not looked at again by a call that may not resume any more', async () => {
		const n8n = parkedOnOpen('a');
		const { response } = await call(n8n, { jobId: 'a' }, 18);
		expect(response()).toEqual({ noWebhookResponse: true });
		expect(n8n.readAt).toEqual([0, 2, 7, 18]);
	});

	it('does not hold a call beyond the limit of the wait', async () => {
		const n8n = parkedOn(['a'], 0.25);
		n8n.jobs.a = silence;
		const { response } = await call(n8n, { jobId: 'a' }, 8);
		expect(response()).toBeUndefined();
		await pass(2_000);
		expect(response()?.workflowData?.[0]?.[0]?.json.timedOut).toBe(true);
	});
});

describe('A result', () => {
	it('is taken to n8n by one of two calls at the same time', async () => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		const both = await Promise.all([itemsAfter(n8n, { jobId: 'a' }), itemsAfter(n8n, { jobId: 'a' })]);
		expect(both.filter((items) => items !== undefined)).toHaveLength(1);
	});

	it('is taken once n8n says that the execution is parked still, however long the call took', async () => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		n8n.latency = 20_000;
		n8n.wakeBody = { received: true, waitUntil: n8n.items[0]!.json.waitUntil };
		expect(await itemsAfter(n8n, { jobId: 'a' }, 20)).toHaveLength(1);
		const url = `https://n8n${n8n.number}.test/webhook-waiting/${n8n.number}/swiftia?signature=token`;
		expect(n8n.arrived).toEqual([{ second: 20, url, body: ENLIST }]);
	});

	it.each([
		['running', 409, undefined],
		['gone', 404, { code: 404, message: 'The execution "1" does not exist.' }],
		['parked again', 200, { received: true, waitUntil: new Date(0).toISOString() }],
	])('is taken by nobody where the execution is %s by then', async (_, status, body) => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		[n8n.wakeStatus, n8n.wakeBody] = [status, body];
		expect(await itemsAfter(n8n, { jobId: 'a' })).toBeUndefined();
	});

	it('is offered anew every two seconds, ten times in all, while n8n is too busy to say whether it is', async () => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		await answerItself(n8n);
		n8n.onArrival = (body) => {
			if (isDeepStrictEqual(body, ENLIST)) throw new Error('timeout');
			void resume(n8n.call({ body }).context);
		};
		expect(await itemsAfter(n8n, { jobId: 'a' }, 29)).toBeUndefined();
		const asked = n8n.arrived.filter(({ body }) => isDeepStrictEqual(body, ENLIST));
		expect(asked.map(({ second }) => second)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
		expect(n8n.reads).toEqual(['a']);
	});

	it('is left to the next call where n8n does not answer itself and this one has become old, without another read', async () => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		n8n.latency = 21_000;
		expect(await itemsAfter(n8n, { jobId: 'a' }, 22)).toBeUndefined();
		const { credentialUses } = n8n;
		expect(await itemsAfter(n8n, LOOK, 0)).toHaveLength(1);
		expect([n8n.reads, n8n.credentialUses]).toEqual([['a'], credentialUses]);
	});

	it('that n8n did not carry out is taken again by a call which the node makes 25 s later, in a process that others ask to watch', async () => {
		await call(parkedOnOpen('b'), ENLIST, 0);
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		expect(await itemsAfter(n8n, { jobId: 'a' }, 0)).toHaveLength(1);
		await pass(25_000);
		expect(looks(n8n)).toEqual([expect.objectContaining({ second: 25, body: LOOK })]);
		expect(await itemsAfter(n8n, LOOK, 0)).toHaveLength(1);
		expect(n8n.reads).toHaveLength(1);
	});
});

describe('Whoever answers a call for a park', () => {
	it('says which one it is, to who only enlists it', async () => {
		const n8n = parkedOnOpen('a');
		const { answered } = await call(n8n, ENLIST);
		expect(answered.json).toEqual({ received: true, waitUntil: n8n.items[0]!.json.waitUntil });
	});

	it('leaves it to the watchdog that called, once the execution goes on', async () => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		const { answered } = await call(n8n, LOOK, 120);
		expect(answered.json).toMatchObject({ received: true, nextWake: 25_000 });
		expect(looks(n8n)).toEqual([]);
	});

	it.each([
		['even to be enlisted', ENLIST],
		['from Swiftia', { jobId: 'a' }],
	])('watches it from then on, %s', async (_, body) => {
		const n8n = parkedOnOpen('a');
		await call(n8n, body, 80);
		expect(looks(n8n).map(({ second }) => second)).toEqual([30, 75]);
	});

	it('forgets what it knew once the execution is gone', async () => {
		const n8n = parkedOnOpen('a');
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		n8n.wakeStatus = 409;
		await itemsAfter(n8n, { jobId: 'a' }, 31);
		await call(n8n, { jobId: 'a' });
		expect(n8n.reads).toEqual(['a', 'a']);
	});
});
