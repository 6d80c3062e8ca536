import { pass, useFakeTime } from '../fakeTime.mts';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import type { Connection } from '../../../nodes/Swiftia/transport/connection.js';
import type { SwiftiaRequest } from '../../../nodes/Swiftia/transport/nextStep.js';
import { send } from '../../../nodes/Swiftia/transport/send.js';
import { API_KEY, type Next, StandIn, answer, failure, silence } from './standIn.mts';

useFakeTime();
beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));

const request = (method: 'GET' | 'POST'): SwiftiaRequest<string> => ({
	method,
	path: '/jobs',
	label: { doing: 'start the job', purpose: 'item 0' },
	...(method === 'POST' && { body: { a: 1 } }),
	read: (body) => (typeof body === 'string' ? undefined : 'read'),
});

interface Sending {
	standIn: StandIn;
	connection: Connection;
	/** The result, or the error; undefined while it is under way. */
	ended: () => string | SwiftiaError | undefined;
}

async function sending(
	answers: Next[],
	{ method = 'GET' as 'GET' | 'POST', deadline = undefined as number | undefined } = {},
): Promise<Sending> {
	const standIn = new StandIn(answers);
	const connection = await standIn.connect();
	return { standIn, connection, ended: follow(connection, method, deadline) };
}

function follow(connection: Connection, method: 'GET' | 'POST', deadline?: number): Sending['ended'] {
	let end: string | SwiftiaError | undefined;
	send(connection, request(method), deadline).then(
		(result) => (end = result),
		(error: SwiftiaError) => (end = error),
	);
	return () => end;
}

it('sends the request to its path below the base URL, and gives what was read', async () => {
	const { standIn, ended } = await sending([answer(200, {})], { method: 'POST' });
	await pass();
	expect(ended()).toBe('read');
	expect(standIn.sent).toMatchObject([{ method: 'POST', url: `${standIn.baseUrl}/jobs`, body: { a: 1 } }]);
});

it('writes a line before each paid request, and none before a read', async () => {
	const posting = await sending([answer(200, {})], { method: 'POST' });
	const getting = await sending([answer(200, {})]);
	await pass();
	expect(posting.standIn.logged).toEqual(['Swiftia: asking to start the job (item 0)']);
	expect(getting.standIn.logged).toEqual([]);
});

it('waits longer before each repeat, and then says what is wrong', async () => {
	const { standIn, ended } = await sending([answer(500, {})]);
	await pass();
	for (const [sent, wait] of [1000, 2000, 4000].entries()) {
		await pass(wait - 1);
		expect(standIn.sent).toHaveLength(sent + 1);
		await pass(1);
	}
	expect(standIn.sent).toHaveLength(4);
	expect(ended()).toMatchObject({ kind: 'serverTrouble' });
});

it('follows a redirect within the origin', async () => {
	const { standIn, ended } = await sending([answer(308, '', { location: '/other' }), answer(200, {})]);
	await pass();
	expect(standIn.sent[1]!.url).toBe(new URL('/other', standIn.baseUrl).href);
	expect(ended()).toBe('read');
});

it('leaves it to the pace how long to keep away after a refusal, and gives up after ten', async () => {
	const { standIn, ended } = await sending([answer(429, { retryAfter: 1 })], { method: 'POST' });
	await pass();
	await pass(1049);
	expect(standIn.sent).toHaveLength(1);
	await pass(1);
	expect(standIn.sent).toHaveLength(2);
	await pass(600_000);
	expect(standIn.sent).toHaveLength(10);
	expect(ended()).toMatchObject({ kind: 'rateLimited' });
});

it('gives its place back, whatever came of it', async () => {
	for (const next of [
		answer(200, {}),
		answer(404, {}),
		failure({ code: 'ECONNREFUSED', syscall: 'connect' }),
	]) {
		const { connection } = await sending([next]);
		const release = jest.spyOn(connection.pace, 'release');
		await pass();
		const [given] = release.mock.calls;
		expect(given?.[1]).toEqual(
			next instanceof Error ? undefined : expect.objectContaining({ status: next.statusCode }),
		);
		await pass(60_000);
		expect(await connection.pace.acquire({}, new AbortController().signal)).toBeDefined();
	}
});

describe('A deadline', () => {
	it('ends a request that nobody answers', async () => {
		const { standIn, ended } = await sending([silence], { deadline: ticks() + 5000 });
		await pass(4999);
		expect(ended()).toBeUndefined();
		await pass(1);
		await pass(20_000);
		expect(ended()).toMatchObject({
			kind: 'unreachable',
			message: expect.stringContaining('it took too long'),
		});
		expect(standIn.sent).toHaveLength(1);
	});

	it('ends the wait before a repeat', async () => {
		const { standIn, ended } = await sending([answer(500, {})], { deadline: ticks() + 500 });
		await pass(500);
		// What came until then, and not that the time is over.
		expect(ended()).toMatchObject({ kind: 'serverTrouble', message: expect.stringContaining('HTTP 500') });
		expect(standIn.sent).toHaveLength(1);
	});

	it.each(['GET', 'POST'] as const)(
		'ends the wait of a %s for a place: it was certainly not sent',
		async (method) => {
			const { standIn, connection } = await sending([silence]);
			await pass();
			const ended = follow(connection, method, ticks() + 5000);
			await pass(5000);
			expect(ended()).toMatchObject({ kind: method === 'GET' ? 'unreachable' : 'notStarted' });
			expect(standIn.sent).toHaveLength(1);
		},
	);

	it('ends the wait of a paid request before a repeat: it was certainly not carried out', async () => {
		const { standIn, ended } = await sending([answer(429, {})], { method: 'POST', deadline: ticks() + 100 });
		await pass(100);
		expect(ended()).toMatchObject({
			kind: 'notStarted',
			message: expect.stringMatching(/Max Wait was over$/),
		});
		expect(standIn.sent).toHaveLength(1);
	});

	it('does not give up a paid request that was sent: its answer is waited for', async () => {
		const { standIn, ended } = await sending([silence], { method: 'POST', deadline: ticks() + 5000 });
		await pass(119_999);
		expect(ended()).toBeUndefined();
		await pass(1);
		expect(ended()).toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(/it took too long$/),
		});
		expect(standIn.sent).toHaveLength(1);
	});
});

describe('Stop', () => {
	it('ends a paid request in words of its own', async () => {
		const { standIn, ended } = await sending([silence], { method: 'POST' });
		await pass();
		standIn.stop.abort();
		await pass();
		expect(ended()).toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(/the execution was stopped$/),
		});
	});

	it.each<[string, Next[], number]>([
		['before it is sent', [silence], 0],
		['while it is awaited', [silence], 1],
		['before it is repeated', [answer(500, {})], 1],
	])('ends a read %s', async (_, answers, sent) => {
		const standIn = new StandIn(answers);
		const connection = await standIn.connect();
		if (sent === 0) standIn.stop.abort();
		const ended = follow(connection, 'GET');
		await pass();
		standIn.stop.abort();
		await pass();
		expect(ended()).toMatchObject({ kind: 'stopped' });
		expect(standIn.sent).toHaveLength(sent);
	});

	it('leaves an answer that came before as it is', async () => {
		const standIn: StandIn = new StandIn([
			async () => {
				standIn.stop.abort();
				return answer(200, {});
			},
		]);
		const ended = follow(await standIn.connect(), 'GET');
		await pass();
		expect(ended()).toBe('read');
	});
});

describe('What Swiftia said of the account', () => {
	it.each<[string, Next, 'GET' | 'POST', string | undefined]>([
		['no credits', answer(402, {}), 'POST', 'refused'],
		['no credits, to a read', answer(402, {}), 'GET', 'refused'],
		['a key that is not accepted', answer(401, {}), 'GET', 'keyRefused'],
		['too many paid requests', answer(429, {}), 'POST', 'rateLimited'],
		['too many reads', answer(429, {}), 'GET', undefined],
		['one item only', answer(403, {}), 'POST', undefined],
		['nothing', answer(200, {}), 'POST', undefined],
	])('%s', async (_, next, method, kind) => {
		const { connection, ended } = await sending([next], { method });
		await pass(600_000);
		expect(ended()).toBeDefined();
		expect(connection.accountRefusal?.kind).toBe(kind);
	});

	it('keeps what follows from being sent: paid requests, and with a key that is not accepted all', async () => {
		for (const [status, reads] of [
			[402, 1],
			[401, 0],
		] as const) {
			const { standIn, connection } = await sending([answer(status, {}), answer(200, {})], {
				method: 'POST',
			});
			await pass();
			const [paid, read] = [follow(connection, 'POST'), follow(connection, 'GET')];
			await pass();
			expect(paid()).toMatchObject({ kind: 'notStarted' });
			expect(read()).toEqual(reads === 1 ? 'read' : expect.objectContaining({ kind: 'keyRefused' }));
			expect(standIn.sent).toHaveLength(1 + reads);
			expect(standIn.logged).toHaveLength(1);
		}
	});

	it('is the first that it said', async () => {
		const standIn = new StandIn([answer(401, {})]);
		const connection = await standIn.connect();
		const first = new SwiftiaError('refused', 'no credits', '', true);
		connection.accountRefusal = first;
		const ended = follow(connection, 'GET');
		await pass();
		expect(ended()).toMatchObject({ kind: 'keyRefused' });
		expect(connection.accountRefusal).toBe(first);
	});
});

it('says nothing that holds the key', async () => {
	const { ended } = await sending([
		answer(308, '', { location: `https://x.test/${encodeURIComponent(API_KEY)}` }),
	]);
	await pass();
	expect(ended()).toMatchObject({
		kind: 'redirected',
		message: expect.stringContaining('https://x.test/***'),
	});
});
