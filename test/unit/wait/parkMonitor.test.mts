import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { CLAIM_EXPIRES, type Caller } from '../../../nodes/Swiftia/wait/parkState.js';
import { START, pass, useFakeTime } from '../fakeTime.mts';
import { type ParkAnswer, ParkMonitor, type Standing } from '../../../nodes/Swiftia/wait/parkMonitor.js';

const HOUR = 3_600_000;

useFakeTime();

/** The records that a call got, in the order of the IDs. */
const byId = (answer: ParkAnswer<string> | undefined) =>
	answer && 'ended' in answer ? inOrder(answer.ended) : undefined;
const inOrder = (records: ReadonlyMap<string, string>) => [...records].sort().map(([, record]) => record);

/** What n8n says to each call, and what becomes of a record that is lost. */
const CALL = {
	askStanding: async (): Promise<Standing> => 'parked',
	lost: (id: string, message: string) => `lost ${id}: ${message}`,
};

/** Looks after jobs, or after renders where it is said when to look a last time. */
function monitorOf(ids: string[], limit: number, lastLook?: number): ParkMonitor<string> {
	const facts = { ids, areCalledFor: lastLook === undefined };
	return new ParkMonitor<string>(facts, { limit, lastLook: lastLook ?? limit, claimLasts: CLAIM_EXPIRES });
}

/** A park for two records that have ended, each of which takes so many milliseconds to read. */
function parkOf(milliseconds: number, lasts = HOUR) {
	const monitor = monitorOf(['a', 'b'], Date.now() + lasts);
	const reads: string[] = [];
	const call = async ({ askingTakes = 0, age = 0, standing = 'parked' as Standing } = {}) => {
		const answer = monitor.answer({
			...CALL,
			caller: 'watchdog',
			begunAt: performance.now() - age,
			askStanding: async () => {
				await new Promise((resolve) => setTimeout(resolve, askingTakes));
				return standing;
			},
			readEnded: async (id) => {
				reads.push(id);
				await new Promise((resolve) => setTimeout(resolve, milliseconds));
				return `record ${id}`;
			},
		});
		await pass(2 * milliseconds + askingTakes + 1);
		return await answer;
	};
	return { call, reads };
}

/** What a call gets that does not know whether it may resume. */
const ANOTHER_CALL = { recheckIn: 2_000, recheck: expect.objectContaining({ named: [] }) };

it('gives the records to a call once n8n says that the execution is parked still, however long the reads took', async () => {
	const { call } = parkOf(60_000);
	expect(byId(await call({ askingTakes: 5_000 }))).toEqual(['record a', 'record b']);
});

it('gives them to nobody where it is not, and asks no more for a while', async () => {
	const { call } = parkOf(10);
	expect(await call({ standing: 'over' })).toBeUndefined();
	expect(await call()).toBeUndefined();
});

it.each([
	['every 30 seconds where Swiftia calls for each', undefined, [0, 30]],
	['every 7.5 seconds where only watchdogs call', START + HOUR, [0, 8, 16, 24]],
])('reads what nobody named %s, however often it is called', async (_, lastLook, times) => {
	const monitor = monitorOf(['a', 'b'], START + 2 * HOUR, lastLook);
	const reads: number[] = [];
	const readEnded = async () => void reads.push((Date.now() - START) / 1000);
	for (let second = 0; second <= 30; second++) {
		await monitor.answer({ ...CALL, caller: 'watchdog', begunAt: performance.now(), readEnded });
		await pass(1_000);
	}
	expect([...new Set(reads)]).toEqual(times);
});

it('where n8n never answers itself, gives them to a call that is younger than an execution is that parks again', async () => {
	expect(byId(await parkOf(10).call({ standing: 'silent', age: 19_980 }))).toEqual(['record a', 'record b']);
	const { call, reads } = parkOf(10);
	expect(await call({ standing: 'silent', age: 20_000 })).toBeUndefined();
	expect(byId(await call())).toEqual(['record a', 'record b']);
	expect(reads).toHaveLength(2);
});

it('where n8n is too busy to say it, asks for another call, which needs no read', async () => {
	const { call, reads } = parkOf(10);
	expect(await call({ standing: 'busy' })).toEqual(ANOTHER_CALL);
	expect(byId(await call())).toEqual(['record a', 'record b']);
	expect(reads).toHaveLength(2);
});

it('gives nothing where the limit has passed before n8n has answered', async () => {
	const { call } = parkOf(10, 3_000);
	expect(await call({ askingTakes: 3_000 })).toBeUndefined();
});

it('gives the records to no second call, until n8n has not carried the first out for 20 seconds', async () => {
	const { call, reads } = parkOf(10);
	expect(await call()).toBeDefined();
	expect(await call()).toBeUndefined();
	await pass(20_000);
	expect(byId(await call())).toEqual(['record a', 'record b']);
	expect(reads).toHaveLength(2);
});

it('stops asking for other calls after some time, however long n8n is busy', async () => {
	const { call } = parkOf(10);
	const answers = [];
	for (let count = 0; count < 100; count++) answers.push(await call({ standing: 'busy' }));
	expect(answers.filter((answer) => answer !== undefined)).toEqual(Array(10).fill(ANOTHER_CALL));
});

describe('An open record', () => {
	/** Calls for one record; it ends at a time, and its reads may fail before. */
	function openUntil(endsAt: number, isLost = false) {
		const monitor = monitorOf(['a'], START + HOUR);
		const reads: number[] = [];
		const readEnded = async () => {
			const time = Date.now() - START;
			reads.push(time);
			if (time >= endsAt) return 'record a';
			return isLost ? await Promise.reject(new Error('lost')) : undefined;
		};
		const call = async (caller: Caller = { id: 'a' }) =>
			await monitor.answer({ ...CALL, caller, begunAt: performance.now(), readEnded });
		return { call, reads };
	}

	const recheck = (looks: number) => ({ named: ['a'], isOfUnknown: false, looks });

	it('holds no call: each says when to look again', async () => {
		const { call, reads } = openUntil(Infinity);
		expect(await call()).toEqual({ recheckIn: 2_000, recheck: recheck(1) });
		await pass(2_000);
		expect(await call({ recheck: recheck(1) })).toEqual({ recheckIn: 5_000, recheck: recheck(2) });
		await pass(5_000);
		expect(await call({ recheck: recheck(2) })).toEqual({ recheckIn: 15_000, recheck: recheck(3) });
		await pass(15_000);
		expect(await call({ recheck: recheck(3) })).toBeUndefined();
		expect(reads).toEqual([0, 2_000, 7_000, 22_000]);
	});

	it('that cannot be read counts as one', async () => {
		const { call } = openUntil(Infinity, true);
		expect(await call()).toEqual({ recheckIn: 2_000, recheck: recheck(1) });
	});

	it('is looked at no sooner by a recheck that comes too early', async () => {
		const { call, reads } = openUntil(Infinity);
		await call();
		await pass(1_500);
		expect(await call({ recheck: recheck(1) })).toEqual({ recheckIn: 500, recheck: recheck(1) });
		expect(reads).toEqual([0]);
	});

	it('is looked at when somebody calls again, five seconds after the last look at the soonest', async () => {
		const { call, reads } = openUntil(Infinity);
		await call();
		await pass(1_000);
		expect(await call()).toEqual({ recheckIn: 4_000, recheck: recheck(1) });
		await pass(13_000);
		await call();
		expect(reads).toEqual([0, 14_000]);
	});

	it('is followed by the next call where the last has left it', async () => {
		const { call, reads } = openUntil(60_000);
		await call();
		await pass(60_000);
		expect(byId(await call())).toEqual(['record a']);
		expect(reads).toEqual([0, 60_000]);
	});
});

describe('A record that Swiftia refuses to show', () => {
	const refusing = (error: Error | undefined, ...more: Array<Error | undefined>) => {
		const monitor = monitorOf(['a'], START + 2 * HOUR, START + HOUR);
		const errors = [error, ...more];
		return async () => {
			const readEnded = async () => {
				const next = errors.length > 1 ? errors.shift() : errors[0];
				return next && (await Promise.reject(next));
			};
			await pass(100_000);
			return byId(
				await monitor.answer({ ...CALL, caller: 'watchdog', begunAt: performance.now(), readEnded }),
			);
		};
	};
	const unknown = new SwiftiaError('refused', 'no such job', '');

	it('is not waited for any more once it was refused in a row for five minutes', async () => {
		const call = refusing(unknown);
		expect([await call(), await call(), await call()]).toEqual([undefined, undefined, undefined]);
		expect(await call()).toEqual(['lost a: no such job']);
	});

	it.each([
		['it is shown in between', [unknown, unknown, unknown, undefined, unknown, unknown]],
		['the key is refused', [new SwiftiaError('keyRefused', 'no', '')]],
		['the account is', [new SwiftiaError('refused', 'no credits', '', true)]],
		['Swiftia has trouble', [new SwiftiaError('serverTrouble', 'no', '')]],
		['nobody knows why', [new Error('x')]],
	])('is while %s', async (_, [first, ...more]) => {
		const call = refusing(first, ...more);
		for (let count = 0; count < 6; count++) expect(await call()).toBeUndefined();
	});
});

/** A park for one record that has ended, and calls that a test may make at once. */
function endedPark(limit = Date.now() + HOUR) {
	const monitor = monitorOf(['a'], limit);
	const readEnded = jest.fn(async (): Promise<string | undefined> => 'record a');
	const answer = async () =>
		await monitor.answer({ ...CALL, caller: { id: 'a' }, begunAt: performance.now(), readEnded });
	return { answer, readEnded };
}

it('reads nothing and gives nothing once the limit has passed', async () => {
	const { answer, readEnded } = endedPark(Date.now());
	expect(await answer()).toBeUndefined();
	expect(readEnded).not.toHaveBeenCalled();
});

it('lets be finished what the ends have begun, before n8n is asked', async () => {
	const monitor = monitorOf(['a'], START + HOUR);
	const order: string[] = [];
	const call = async () =>
		await monitor.answer({
			...CALL,
			caller: 'watchdog',
			begunAt: performance.now(),
			readEnded: async () => 'record a',
			finish: async (records) => {
				expect(inOrder(records)).toEqual(['record a']);
				await new Promise((resolve) => setTimeout(resolve, 60_000));
				order.push('finished');
			},
			askStanding: async () => {
				order.push('asked');
				return 'parked';
			},
		});
	const first = call();
	await pass(30_000);
	expect(await call()).toBeUndefined();
	await pass(30_000);
	expect(byId(await first)).toEqual(['record a']);
	expect(order).toEqual(['finished', 'asked']);
});

describe('When the time is nearly over', () => {
	it('a call gets what has ended, without what has not', async () => {
		const monitor = monitorOf(['a', 'b'], START + 60_000, START + 50_000);
		const call = async () =>
			await monitor.answer({
				caller: 'watchdog',
				begunAt: performance.now(),
				readEnded: async (id) => (id === 'a' ? 'record a' : undefined),
				...CALL,
			});
		await pass(49_999);
		expect(await call()).toBeUndefined();
		await pass(1);
		expect(byId(await call())).toEqual(['record a']);
	});

	it.each<Caller>(['watchdog', 'unknown', { id: 'a' }])(
		'a call (%j) goes on after one look at everything, also where nothing has ended',
		async (caller) => {
			const monitor = monitorOf(['a', 'b'], START + 60_000, START + 50_000);
			const reads: string[] = [];
			const readEnded = async (id: string) => {
				reads.push(id);
				return undefined;
			};
			const call = { ...CALL, caller, readEnded };
			await pass(50_000);
			expect(byId(await monitor.answer({ ...call, begunAt: performance.now() }))).toEqual([]);
			expect(reads.sort()).toEqual(['a', 'b']);
		},
	);

	it('nobody gets anything once it is over: n8n ends the wait', async () => {
		const monitor = monitorOf(['a'], START + 60_000, START + 50_000);
		await pass(60_000);
		const readEnded = async () => 'record a';
		const call = { ...CALL, caller: 'watchdog' as const, begunAt: performance.now(), readEnded };
		expect(await monitor.answer(call)).toBeUndefined();
	});
});
