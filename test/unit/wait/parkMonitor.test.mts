import { START, pass, useFakeTime } from '../fakeTime.mts';
import { ParkMonitor } from '../../../nodes/Swiftia/wait/parkMonitor.js';

const HOUR = 3_600_000;

useFakeTime();

/** In the order of the IDs. */
const byId = (records: ReadonlyMap<string, string> | undefined) =>
	records && [...records].sort().map(([, record]) => record);

/** A park for two records that have ended, each of which takes so many milliseconds to read. */
function parkOf(milliseconds: number) {
	const monitor = new ParkMonitor<string>(['a', 'b'], Date.now() + HOUR);
	const reads: string[] = [];
	const wakeAnew = jest.fn();
	const call = async (begunAt = performance.now()) => {
		const answer = monitor.answer({
			caller: 'watchdog',
			begunAt,
			readEnded: async (id) => {
				reads.push(id);
				await new Promise((resolve) => setTimeout(resolve, milliseconds));
				return `record ${id}`;
			},
			wakeAnew,
		});
		await pass(2 * milliseconds);
		return byId(await answer);
	};
	return { call, reads, wakeAnew };
}

it('gives the records to a call that is young, up to two seconds', async () => {
	const { call, wakeAnew } = parkOf(1_000);
	expect(await call()).toEqual(['record a', 'record b']);
	expect(wakeAnew).not.toHaveBeenCalled();
});

it('lets a call that has become old wake a fresh one, which needs no read', async () => {
	const { call, reads, wakeAnew } = parkOf(1_001);
	expect(await call()).toBeUndefined();
	expect(wakeAnew).toHaveBeenCalledTimes(1);
	expect(await call()).toEqual(['record a', 'record b']);
	expect(reads).toHaveLength(2);
});

it('gives the records to no second call, until n8n has not carried the first out for 20 seconds', async () => {
	const { call, reads } = parkOf(10);
	expect(await call()).toBeDefined();
	expect(await call()).toBeUndefined();
	await pass(20_000);
	expect(await call()).toEqual(['record a', 'record b']);
	expect(reads).toHaveLength(2);
});

it('stops waking anew after some time, however many old calls come', async () => {
	const { call, wakeAnew } = parkOf(10);
	for (let count = 0; count < 100; count++) expect(await call(performance.now() - 5_000)).toBeUndefined();
	expect(wakeAnew).toHaveBeenCalledTimes(10);
});

describe('An open record', () => {
	/** Calls of which each names the record; it ends at a time, and its reads may fail before. */
	function openUntil(endsAt: number, isLost = false) {
		const monitor = new ParkMonitor<string>(['a'], START + HOUR);
		const reads: number[] = [];
		const results: Array<string[] | undefined> = [];
		const readEnded = async () => {
			const time = Date.now() - START;
			reads.push(time);
			if (time >= endsAt) return 'record a';
			return isLost ? await Promise.reject(new Error('lost')) : undefined;
		};
		const call = (begunAt = performance.now()) =>
			void monitor
				.answer({ caller: { id: 'a' }, begunAt, readEnded, wakeAnew: () => {} })
				.then((result) => results.push(byId(result)));
		return { call, reads, results };
	}

	it('is looked at again for as long as its call follows it', async () => {
		const { call, reads, results } = openUntil(Infinity);
		call();
		await pass(21_999);
		expect([reads, results]).toEqual([[0, 2_000, 7_000], []]);
		await pass(HOUR);
		expect([reads, results]).toEqual([[0, 2_000, 7_000, 22_000], [undefined]]);
	});

	it('that cannot be read counts as one', async () => {
		const { call, reads } = openUntil(Infinity, true);
		call();
		await pass(2_000);
		expect(reads).toEqual([0, 2_000]);
	});

	it('is looked at sooner when somebody calls again, who need not stay for it', async () => {
		const { call, reads, results } = openUntil(Infinity);
		call();
		await pass(14_000);
		call();
		await pass();
		expect([reads, results]).toEqual([[0, 2_000, 7_000, 14_000], [undefined]]);
	});

	it('is followed by the next call where the last has left it', async () => {
		const { call, reads, results } = openUntil(60_000);
		call();
		await pass(60_000);
		call();
		await pass();
		expect(reads.at(-1)).toBe(60_000);
		expect(results).toEqual([undefined, ['record a']]);
	});
});

/** A park for one record that has ended, and calls that a test may make at once. */
function endedPark(limit = Date.now() + HOUR) {
	const monitor = new ParkMonitor<string>(['a'], limit);
	const readEnded = jest.fn(async (): Promise<string | undefined> => 'record a');
	const answer = async () =>
		await monitor.answer({ caller: { id: 'a' }, begunAt: performance.now(), readEnded, wakeAnew: () => {} });
	return { answer, readEnded };
}

it('reads nothing and gives nothing once the limit has passed', async () => {
	const { answer, readEnded } = endedPark(Date.now());
	expect(await answer()).toBeUndefined();
	expect(readEnded).not.toHaveBeenCalled();
});

it('lets be finished what the ends have begun, and a call that became old by that wake a fresh one', async () => {
	const monitor = new ParkMonitor<string>(['a'], START + HOUR);
	const wakeAnew = jest.fn();
	let [reads, finished] = [0, 0];
	const call = async () =>
		await monitor.answer({
			caller: 'watchdog',
			begunAt: performance.now(),
			readEnded: async () => `record ${++reads}`,
			finish: async (records) => {
				expect(byId(records)).toEqual(['record 1']);
				if (finished++ === 0) await new Promise((resolve) => setTimeout(resolve, 60_000));
			},
			wakeAnew,
		});
	const first = call();
	await pass(30_000);
	expect(await call()).toBeUndefined();
	await pass(30_000);
	expect([await first, wakeAnew.mock.calls.length]).toEqual([undefined, 1]);
	expect(byId(await call())).toEqual(['record 1']);
});

describe('When the time is nearly over', () => {
	it('a call gets what has ended, without what has not', async () => {
		const monitor = new ParkMonitor<string>(['a', 'b'], START + 60_000, START + 50_000);
		const call = async () =>
			await monitor.answer({
				caller: 'watchdog',
				begunAt: performance.now(),
				readEnded: async (id) => (id === 'a' ? 'record a' : undefined),
				wakeAnew: () => {},
			});
		await pass(49_999);
		expect(await call()).toBeUndefined();
		await pass(1);
		expect(byId(await call())).toEqual(['record a']);
	});

	it('nobody gets anything once it is over: n8n ends the wait', async () => {
		const monitor = new ParkMonitor<string>(['a'], START + 60_000, START + 50_000);
		await pass(60_000);
		const readEnded = async () => 'record a';
		const call = { caller: 'watchdog' as const, begunAt: performance.now(), readEnded, wakeAnew: () => {} };
		expect(await monitor.answer(call)).toBeUndefined();
	});
});
