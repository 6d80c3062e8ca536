import { Pace } from '../../nodes/Swiftia/transport/pace.js';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const silent = { remaining: null, resetAt: null, retryAfter: null, serverTime: null };
const lane = {};

/** Counts the turns that were given. */
function ask(pace: Pace, count: number, of: object = lane, given: string[] = [], name = ''): string[] {
	for (let turn = 0; turn < count; turn++) void pace.turn(of).then((place) => place && given.push(name));
	return given;
}

const settle = async (milliseconds = 0) => await jest.advanceTimersByTimeAsync(milliseconds);

it('begins with one request and goes on as the answer allows', async () => {
	const pace = new Pace();
	const given = ask(pace, 10);
	await settle();
	expect(given).toHaveLength(1);
	pace.answered({ ...silent, remaining: 4 }, false);
	await settle();
	expect(given).toHaveLength(5);
});

it('waits for the reset when nothing remains', async () => {
	const pace = new Pace();
	const given = ask(pace, 3);
	await settle();
	pace.answered({ ...silent, remaining: 0, resetAt: Date.now() + 5000 }, false);
	await settle(4999);
	expect(given).toHaveLength(1);
	await settle(1);
	expect(given).toHaveLength(2);
});

it('corrects a clock that is hours off by the server’s own', async () => {
	const pace = new Pace();
	const given = ask(pace, 2);
	await settle();
	const serverTime = Date.now() - 3 * 3_600_000;
	pace.answered({ ...silent, remaining: 0, resetAt: serverTime + 2000, serverTime }, false);
	await settle(1999);
	expect(given).toHaveLength(1);
	await settle(1);
	expect(given).toHaveLength(2);
});

it('keeps away longer with each refusal in a row', async () => {
	const pace = new Pace();
	const breaks: number[] = [];
	for (let refusal = 0; refusal < 4; refusal++) {
		const before = Date.now();
		let turn = false;
		void pace.turn(lane).then(() => (turn = true));
		while (!turn) await settle(50);
		breaks.push(Date.now() - before);
		pace.answered({ ...silent, remaining: 0, retryAfter: 1000 }, true);
	}
	expect(breaks[1]).toBeGreaterThanOrEqual(1000);
	expect(breaks[2]).toBeGreaterThanOrEqual(2000);
	expect(breaks[3]).toBeGreaterThanOrEqual(4000);
});

it('learns a gap where there are no headers', async () => {
	const pace = new Pace();
	const given = ask(pace, 20);
	await settle();
	pace.answered({ ...silent, retryAfter: 1000 }, true);
	await settle(2000);
	expect(given).toHaveLength(2);
	pace.answered(silent, false);
	await settle(100);
	expect(given).toHaveLength(2);
	await settle(500);
	expect(given).toHaveLength(3);
});

it('serves executions in turn, however long the line of one is', async () => {
	const pace = new Pace();
	const given: string[] = [];
	const [first, second, third] = [{}, {}, {}];
	ask(pace, 5, first, given, 'first');
	ask(pace, 2, second, given, 'second');
	ask(pace, 1, third, given, 'third');
	await settle();
	for (let answer = 0; answer < 7; answer++) {
		pace.answered({ ...silent, remaining: 1 }, false);
		await settle();
	}
	expect(given).toEqual(['first', 'first', 'second', 'third', 'first', 'second', 'first', 'first']);
});

it('lets a stopped execution leave the line, and serves the next', async () => {
	const pace = new Pace();
	ask(pace, 1);
	await settle();
	const stop = new AbortController();
	const left = pace.turn(lane, stop.signal);
	const given = ask(pace, 1);
	stop.abort();
	expect(await left).toBe(false);
	pace.answered({ ...silent, remaining: 1 }, false);
	await settle();
	expect(given).toHaveLength(1);
});

it('goes on after a request that got no answer', async () => {
	const pace = new Pace();
	const given = ask(pace, 2);
	await settle();
	pace.unanswered();
	await settle();
	expect(given).toHaveLength(2);
});
