import { START, pass, useFakeTime } from '../fakeTime.mts';
import { LoggerProxy } from 'n8n-workflow';
import type { JsonObject } from '../../../nodes/Swiftia/api/json.js';
import type { Sender } from '../../../nodes/Swiftia/transport/wake.js';
import { enlist, reachesItself, standBy, wakeNext, watch } from '../../../nodes/Swiftia/wait/watchdog.js';
import { watchdogWish } from '../../../nodes/Swiftia/wait/watchdogCall.js';

const MINUTE = 60_000;

// Watchdogs of this process are kept beyond a test, and end at their limit.
afterEach(async () => await pass(120 * MINUTE));
useFakeTime();

/** An n8n whose resume webhook answers like this; notes when it was called, in seconds. */
function n8n(answer: () => number) {
	const times: number[] = [];
	const bodies: JsonObject[] = [];
	const send = async (options: { body: JsonObject }) => {
		times.push((Date.now() - START) / 1000);
		bodies.push(options.body);
		const statusCode = answer();
		return { statusCode, body: statusCode === 404 ? { message: 'The execution "1" does not exist.' } : '' };
	};
	return { times, bodies, send: send as unknown as Sender };
}

let parks = 0;
const park = (minutes: number) => ({
	key: `park ${++parks}`,
	url: 'http://127.0.0.1/resume',
	limit: Date.now() + minutes * MINUTE,
	lastWake: Date.now() + minutes * MINUTE,
});

it('wakes after 30 seconds, then at growing intervals of up to 5 minutes, until the limit', async () => {
	const { times, bodies, send } = n8n(() => 200);
	watch(send, park(30));
	await pass(60 * MINUTE);
	const breaks = times.map((time, index) => time - (times[index - 1] ?? 0));
	expect(breaks.slice(0, 3)).toEqual([30, 45, 67.5]);
	expect(Math.max(...breaks)).toBeCloseTo(300);
	expect(times.at(-1)).toBeLessThan(30 * 60);
	expect(bodies.every((body) => watchdogWish(body) === 'look')).toBe(true);
});

it('watches a park once, however many calls ask for it', async () => {
	const { times, send } = n8n(() => 200);
	const watched = park(2);
	for (let call = 0; call < 10; call++) watch(send, watched);
	await pass(2 * MINUTE);
	expect(times).toEqual([30, 75]);
});

it('tells the last who asked for it when there is nothing more to watch', async () => {
	const { send } = n8n(() => 404);
	const [first, last] = [jest.fn(), jest.fn()];
	const watched = park(2);
	watch(send, watched, first);
	watch(send, watched, last);
	await pass(2 * MINUTE);
	expect([first.mock.calls.length, last.mock.calls.length]).toEqual([0, 1]);
});

describe('In the process that parked, an execution that is said not to wait', () => {
	const parkedHere = () => ({ ...park(60), firstWake: 10_000 });

	it('may wait yet, for a minute: n8n has not stored it', async () => {
		let isStored = false;
		const { times, send } = n8n(() => (isStored ? 200 : 409));
		watch(send, parkedHere());
		await pass(25_000);
		isStored = true;
		await pass(50_000);
		expect(times).toEqual([10, 20, 30, 75]);
	});

	it('is over after that, or once n8n has let a call in', async () => {
		const never = n8n(() => 409);
		watch(never.send, parkedHere());
		await pass(5 * MINUTE);
		expect(never.times).toEqual([10, 20, 30, 40, 50, 60]);
		let calls = 0;
		const once = n8n(() => (++calls === 1 ? 200 : 409));
		watch(once.send, parkedHere());
		await pass(5 * MINUTE);
		expect(once.times).toHaveLength(2);
	});
});

it('goes on with one park when another is over', async () => {
	const { times, send } = n8n(() => 200);
	watch(send, park(0.25));
	watch(send, park(2));
	await pass(2 * MINUTE);
	expect(times).toEqual([30, 75]);
});

it('watches a park again that was over', async () => {
	const { times, send } = n8n(() => 404);
	const watched = park(60);
	watch(send, watched);
	await pass(MINUTE);
	watch(send, watched);
	await pass(MINUTE);
	expect(times).toEqual([30, 90]);
});

it('calls by what the newest execution has brought along, so that no older one is kept', async () => {
	const [older, newer] = [n8n(() => 200), n8n(() => 200)];
	watch(older.send, park(1));
	watch(newer.send, park(1));
	await pass(MINUTE);
	expect([older.times, newer.times]).toEqual([[], [30, 30]]);
});

it.each([404, 409])('ends when the execution is gone (%i), and says so', async (status) => {
	const { times, send } = n8n(() => status);
	const onEnd = jest.fn();
	watch(send, park(60), onEnd);
	await pass(60 * MINUTE);
	expect(times).toEqual([30]);
	expect(onEnd).toHaveBeenCalledTimes(1);
});

it('lasts until the limit where that is near, and wakes nobody then', async () => {
	const { times, send } = n8n(() => 200);
	const onEnd = jest.fn();
	watch(send, park(0.25), onEnd);
	await pass(14_000);
	expect(onEnd).not.toHaveBeenCalled();
	await pass(2_000);
	expect(onEnd).toHaveBeenCalledTimes(1);
	expect(times).toEqual([]);
});

it('goes on when n8n does not answer, and complains once', async () => {
	const warn = jest.spyOn(LoggerProxy, 'warn').mockImplementation();
	const { times, send } = n8n(() => {
		throw Object.assign(new Error(), { code: 'ECONNREFUSED' });
	});
	watch(send, park(10));
	watch(send, park(10));
	await pass(10 * MINUTE);
	expect(times.length).toBeGreaterThan(6);
	expect(warn.mock.calls).toEqual([
		[
			'Swiftia: this n8n cannot reach itself at 127.0.0.1 (the connection was refused). If a callback is lost, the wait lasts until Max Wait. Add the host to N8N_SSRF_ALLOWED_HOSTNAMES or NO_PROXY.',
		],
	]);
});

it('follows a look up when it is told to, and goes on at its own intervals then', async () => {
	const { times, bodies, send } = n8n(() => 200);
	const watched = park(10);
	watch(send, watched);
	const recheck = { named: ['a'], isOfUnknown: false, looks: 1 };
	wakeNext(watched.key, 2_000, recheck);
	await pass(2 * MINUTE);
	expect(times).toEqual([2, 32, 77]);
	expect(bodies.map(watchdogWish)).toEqual([{ recheck }, 'look', 'look']);
});

it('follows a look up that its own wake has led to, whenever that is answered', async () => {
	const watched = park(10);
	const times: number[] = [];
	const send = async () => {
		times.push((Date.now() - START) / 1000);
		if (times.length === 1) wakeNext(watched.key, 5_000, { named: [], isOfUnknown: true, looks: 2 });
		await new Promise((resolve) => setTimeout(resolve, 500));
		return { statusCode: 200, body: { received: true } };
	};
	watch(send as unknown as Sender, watched);
	await pass(MINUTE);
	expect(times).toEqual([30, 35]);
});

it('ends where another park of the execution answers', async () => {
	const watched = park(60);
	const waitUntil = new Date(watched.limit + 1).toISOString();
	const send = jest.fn(async () => ({ statusCode: 200, body: { received: true, waitUntil } }));
	const onEnd = jest.fn();
	watch(send as unknown as Sender, watched, onEnd);
	await pass(60 * MINUTE);
	expect([send.mock.calls.length, onEnd.mock.calls.length]).toEqual([1, 1]);
});

it('enlists another process by a call that asks for no look', async () => {
	const { times, bodies, send } = n8n(() => 200);
	void enlist(send, park(10));
	await pass(5_000);
	expect(times).toEqual([1]);
	expect(bodies.map(watchdogWish)).toEqual(['enlist']);
});

it('enlists again where n8n had not stored the wait yet, three times at most', async () => {
	const statuses = [409, 200, 409, 409, 409, 409];
	const { times, send } = n8n(() => statuses.shift()!);
	void enlist(send, park(10));
	await pass(20_000);
	expect(times).toEqual([1, 3]);
	void enlist(send, park(10));
	await pass(60_000);
	expect(times.slice(2)).toEqual([21, 23, 30]);
});

describe('A park that is told when the next wake is worth it', () => {
	/** An n8n that names so many seconds until the next wake. */
	const foretelling = (seconds: number) => {
		const times: number[] = [];
		const send = async () => {
			times.push((Date.now() - START) / 1000);
			return { statusCode: 200, body: { received: true, nextWake: seconds * 1000 } };
		};
		return { times, send: send as unknown as Sender };
	};

	it('is woken then by the process that parked it', async () => {
		const { times, send } = foretelling(20);
		watch(send, { ...park(1.1), firstWake: 10_000 });
		await pass(2 * MINUTE);
		expect(times).toEqual([10, 30, 50]);
	});

	it.each([-5, 0, 1e9])(
		'is neither woken in a hurry nor forgotten where the answer says %d s',
		async (seconds) => {
			const { times, send } = foretelling(seconds);
			watch(send, { ...park(6), firstWake: 10_000 });
			await pass(6 * MINUTE);
			expect(times.slice(0, 2)).toEqual([10, seconds > 0 ? 310 : 20]);
		},
	);

	it('is woken half a minute later by one that stands by, unless it hears of a wake before', async () => {
		const { times, send } = foretelling(20);
		const watched = park(4);
		watch(send, watched);
		await pass(25_000);
		standBy(watched.key, 20_000);
		await pass(25_000);
		standBy(watched.key, 20_000);
		await pass(3 * MINUTE);
		expect(times).toEqual([100, 150, 200]);
	});

	it('is woken by its own process, whatever others hear', async () => {
		const { times, send } = foretelling(60);
		const watched = { ...park(1), firstWake: 10_000 };
		watch(send, watched);
		standBy(watched.key, 30_000);
		await pass(MINUTE);
		expect(times).toEqual([10]);
	});

	it('is woken a last time before the limit, and again where that came to nothing', async () => {
		const { times, send } = n8n(() => 200);
		const watched = park(1);
		watch(send, { ...watched, firstWake: 45_000, lastWake: watched.limit - 10_000 });
		await pass(2 * MINUTE);
		expect(times).toEqual([45, 50, 53, 56, 59]);
	});

	it('is woken a last time a second later by one that stands by', async () => {
		const { times, send } = n8n(() => 200);
		const watched = park(1);
		watch(send, { ...watched, lastWake: watched.limit - 10_000 });
		await pass(2 * MINUTE);
		expect(times).toEqual([30, 51, 54, 57]);
	});
});

describe('A crowd', () => {
	/** An n8n that takes so many milliseconds for a call, with how many are under way. */
	function slow(milliseconds: number) {
		const calls = { underWay: 0, most: 0, all: 0 };
		const send = async () => {
			calls.all++;
			calls.most = Math.max(calls.most, ++calls.underWay);
			await new Promise((resolve) => setTimeout(resolve, milliseconds));
			calls.underWay--;
			return { statusCode: 409 };
		};
		return { calls, send: send as unknown as Sender };
	}

	it('is woken two at once at most', async () => {
		const { calls, send } = slow(400);
		for (let count = 0; count < 50; count++) watch(send, park(5));
		await pass(MINUTE);
		expect(calls).toEqual({ underWay: 0, most: 2, all: 50 });
	});

	it('enlists two at once at most', async () => {
		const { calls, send } = slow(400);
		for (let count = 0; count < 10; count++) void enlist(send, park(5));
		await pass(3_000);
		expect(calls).toEqual({ underWay: 0, most: 2, all: 10 });
	});

	it('does not wait for long looks: two more are woken every second', async () => {
		const { calls, send } = slow(10_000);
		for (let count = 0; count < 50; count++) watch(send, park(5));
		await pass(30_500);
		expect(calls.underWay).toBe(2);
		await pass(5_000);
		expect(calls.underWay).toBe(12);
	});
});

it.each([
	[409, true],
	[404, false],
	[200, false],
])(
	'n8n reaches itself where it says that the execution is running, and not where it answers %i',
	async (status, reaches) => {
		expect(await reachesItself(n8n(() => status).send, 'http://127.0.0.1/resume')).toBe(reaches);
	},
);
