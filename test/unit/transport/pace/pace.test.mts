import { START, pass, useFakeTime } from '../../fakeTime.mts';
import { Pace, type Place, paceOf } from '../../../../nodes/Swiftia/transport/pace/pace.js';

useFakeTime();
beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));

const OWNER = {};
const allowing = (remaining?: number, more: Record<string, string> = {}) => ({
	status: 200,
	headers: { ...(remaining !== undefined && { 'x-ratelimit-remaining': String(remaining) }), ...more },
	body: null,
});
const refusing = (retryAfter?: number) => ({
	status: 429,
	headers: {},
	body: retryAfter === undefined ? null : { retryAfter },
});

/** Asks for so many places; those that were given are in the list. */
function ask(pace: Pace, count: number, { owner = OWNER as object } = {}): Place[] {
	const places: Place[] = [];
	for (let place = 0; place < count; place++) {
		void pace.acquire(owner, new AbortController().signal).then((given) => given && places.push(given));
	}
	return places;
}

it('begins with one request and goes on as the answer allows', async () => {
	const pace = new Pace();
	const places = ask(pace, 10);
	await pass();
	expect(places).toHaveLength(1);
	pace.release(places[0]!, allowing(4));
	await pass();
	expect(places).toHaveLength(3);
	pace.release(places[1]!, allowing(4));
	await pass();
	expect(places).toHaveLength(1 + 1 + 4);
});

it('waits for the reset when nothing remains, and for the next one after it', async () => {
	const pace = new Pace();
	const places = ask(pace, 3);
	for (let given = 1; given < 3; given++) {
		await pass();
		const reset = { 'x-ratelimit-reset': String(Date.now() + 5000) };
		pace.release(places[given - 1]!, allowing(0, reset));
		await pass(4999);
		expect(places).toHaveLength(given);
		await pass(1);
		expect(places).toHaveLength(given + 1);
	}
});

it('keeps away longer with each refusal in a row, and says how many there were', async () => {
	const pace = new Pace();
	const places = ask(pace, 4);
	const counts: number[] = [];
	for (const away of [1050, 3150, 9450]) {
		await pass();
		counts.push(pace.release(places.at(-1)!, refusing(1)));
		const given = places.length;
		await pass(away - 1);
		expect(places).toHaveLength(given);
		await pass(1);
		expect(places).toHaveLength(given + 1);
	}
	counts.push(pace.release(places.at(-1)!, allowing()));
	expect(counts).toEqual([1, 2, 3, 0]);
});

it('comes back by chance a little later, so that several do not come together', async () => {
	jest.mocked(Math.random).mockReturnValue(1);
	const pace = new Pace();
	const places = ask(pace, 2);
	await pass();
	pace.release(places[0]!, refusing(1));
	await pass(Math.floor(1050 * 1.25));
	expect(places).toHaveLength(1);
	await pass(1);
	expect(places).toHaveLength(2);
});

it('learns nothing from a request without answer, and goes on', async () => {
	const pace = new Pace();
	const places = ask(pace, 3);
	await pass();
	expect(pace.release(places[0]!)).toBe(0);
	await pass();
	expect(places).toHaveLength(2);
});

it('tells when a place was given, by a clock that nobody sets', async () => {
	const pace = new Pace();
	const before = performance.now();
	await pass(70);
	jest.setSystemTime(START - 3_600_000);
	const places = ask(pace, 1);
	await pass();
	expect(places).toEqual([{ startedAt: before + 70 }]);
});

it('takes refusals of requests that went out together for one', async () => {
	const pace = new Pace();
	const places = ask(pace, 6);
	await pass();
	pace.release(places[0]!, allowing(5));
	await pass(100);
	expect(pace.release(places[1]!, refusing(1))).toBe(1);
	expect(pace.release(places[2]!, refusing(1))).toBe(1);
});

it('arranges one look for all that wait, and none where only an answer can change anything', async () => {
	const pace = new Pace();
	const places = ask(pace, 3);
	await pass();
	expect(jest.getTimerCount()).toBe(0);
	pace.release(places[0]!, refusing(1));
	ask(pace, 3);
	expect(jest.getTimerCount()).toBe(1);
	await pass(1050);
	expect(places).toHaveLength(2);
	expect(jest.getTimerCount()).toBe(0);
});

it('serves owners in turn', async () => {
	const pace = new Pace();
	const [first, second] = [{}, {}];
	const [ofFirst, ofSecond] = [ask(pace, 4, { owner: first }), ask(pace, 2, { owner: second })];
	await pass();
	const course: string[] = [];
	for (let last = ofFirst[0]!; course.length < 4; await pass()) {
		const [before] = [ofFirst.length];
		pace.release(last, allowing(1));
		await pass();
		const isFirst = ofFirst.length > before;
		course.push(isFirst ? 'first' : 'second');
		last = (isFirst ? ofFirst : ofSecond).at(-1)!;
	}
	expect(course).toEqual(['first', 'second', 'first', 'second']);
});

describe('A signal', () => {
	it('that was given before leaves nothing to hand back', async () => {
		const pace = new Pace();
		expect(await pace.acquire(OWNER, AbortSignal.abort())).toBeUndefined();
		const places = ask(pace, 1);
		await pass();
		expect(places).toHaveLength(1);
	});

	it('takes out of the line who waits, and the next is served', async () => {
		const pace = new Pace();
		const first = ask(pace, 1);
		await pass();
		const stop = new AbortController();
		const left = pace.acquire(OWNER, stop.signal);
		const next = ask(pace, 1);
		stop.abort();
		expect(await left).toBeUndefined();
		pace.release(first[0]!, allowing(1));
		await pass();
		expect(next).toHaveLength(1);
	});

	it('does nothing to a place that was given', async () => {
		const pace = new Pace();
		const stop = new AbortController();
		const remove = jest.spyOn(stop.signal, 'removeEventListener');
		const [place, others] = [await pace.acquire(OWNER, stop.signal), ask(pace, 1)];
		expect(remove.mock.calls).toEqual([['abort', expect.any(Function)]]);
		stop.abort();
		expect(others).toHaveLength(0);
		pace.release(place!, allowing(1));
		await pass();
		expect(others).toHaveLength(1);
	});
});

it('tells how far apart requests are that had to wait, and learns nothing from others', async () => {
	const pace = new Pace();
	const signal = new AbortController().signal;
	const first = await pace.acquire(OWNER, signal);
	expect(pace.spacing).toBe(0);
	const second = pace.acquire(OWNER, signal);
	await pass(800);
	pace.release(first!, allowing(1));
	pace.release((await second)!, allowing(1));
	expect(pace.spacing).toBe(400);
	await pass(5_000);
	await pace.acquire(OWNER, signal);
	expect(pace.spacing).toBe(400);
});

it('is one for each account', () => {
	expect(paceOf('account a')).toBe(paceOf('account a'));
	expect(paceOf('account a')).not.toBe(paceOf('account b'));
});
