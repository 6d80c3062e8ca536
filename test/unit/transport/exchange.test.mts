import { pass, useFakeTime } from '../fakeTime.mts';
import { exchange } from '../../../nodes/Swiftia/transport/exchange.js';
import { API_KEY, type Next, StandIn, answer, failure, silence } from './standIn.mts';

useFakeTime();

const ask = async (next: Next, method: 'GET' | 'POST' = 'GET', signal = new AbortController().signal) => {
	const standIn = new StandIn([next]);
	const outcome = await exchange(
		await standIn.connect(),
		{ method, url: 'https://app.test/x', ...(method === 'POST' && { body: { a: 1 } }) },
		signal,
	);
	return { outcome, standIn };
};

it.each([
	['GET', 30_000, undefined],
	['POST', 60_000, { a: 1 }],
] as const)(
	'sends a %s with the credential, follows nothing and takes every status',
	async (method, timeout, body) => {
		const { standIn } = await ask(answer(200, {}), method);
		expect(standIn.sent).toEqual([
			{
				method,
				url: 'https://app.test/x',
				body,
				json: true,
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout,
				abortSignal: expect.any(AbortSignal),
			},
		]);
		expect(standIn.signalOfContext).toBe(standIn.sent[0]!.abortSignal);
	},
);

it('names the credential, and hands over that of the item', async () => {
	const standIn = new StandIn([answer(200, {})]);
	const helper = jest.spyOn(standIn.context.helpers, 'httpRequestWithAuthentication');
	await exchange(
		await standIn.connect(),
		{ method: 'GET', url: 'https://app.test/' },
		new AbortController().signal,
	);
	const [type, , options] = helper.mock.calls[0]!;
	expect(type).toBe('swiftiaApi');
	expect(options?.credentialsDecrypted?.data).toEqual(standIn.credential);
});

it.each([
	['{"a":1}', { a: 1 }],
	['null', null],
	['<html>', '<html>'],
	['', ''],
	[JSON.stringify({ key: API_KEY }), { key: '***' }],
	[`key ${API_KEY}`, 'key ***'],
])('gives the answer %s as %j', async (text, body) =>
	expect((await ask(answer(418, text, { via: 'x' }))).outcome).toEqual({
		status: 418,
		headers: { via: 'x' },
		body,
	}),
);

it('gives a failure as what it says of the connection', async () =>
	expect((await ask(failure({ code: 'ECONNREFUSED', syscall: 'connect' }))).outcome).toEqual({
		code: 'ECONNREFUSED',
		neverSent: true,
	}));

it('gives up after two minutes, even if bytes still come', async () => {
	const asking = ask(silence);
	let outcome: unknown;
	void asking.then((ended) => (outcome = ended.outcome));
	await pass(119_999);
	expect(outcome).toBeUndefined();
	await pass(1);
	expect(outcome).toEqual({ code: 'ERR_CANCELED', neverSent: false });
});

it('gives up when the signal is given', async () => {
	const stop = new AbortController();
	const asking = ask(silence, 'GET', stop.signal);
	await pass(5);
	stop.abort();
	expect((await asking).outcome).toEqual({ code: 'ERR_CANCELED', neverSent: false });
});
