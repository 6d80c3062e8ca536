// A machine's clock may be set while something waits: breaks and limits within the process do not change by it.
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { CallQueue } from '../../../nodes/Swiftia/trigger/callQueue.js';
import { watchAll } from '../../../nodes/Swiftia/wait/loop.js';
import { watchedOf } from '../../../nodes/Swiftia/wait/watched.js';

const HOUR = 3_600_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe.each([-HOUR, HOUR])('A clock that jumps by %d ms', (jump) => {
	const setClock = () => jest.setSystemTime(Date.now() + jump);

	it('does not change the rhythm of polling, nor its limit', async () => {
		const record = { status: 'PROCESSING', progress: null };
		const read = jest.fn(async () => ({ record }));
		const given = { account: 'a', subject: { kind: 'job' as const, id: 'a' }, since: ticks(), read };
		const one = watchedOf(given, record, { recall: () => ({}) });
		let hasEnded = false;
		const limits = {
			deadline: ticks() + 60_000,
			intervalMs: 10_000,
			spacing: () => 0,
			signal: undefined,
		};
		void watchAll([one], limits).then(() => (hasEnded = true));
		await jest.advanceTimersByTimeAsync(5_000);
		setClock();
		await jest.advanceTimersByTimeAsync(50_000);
		expect([read.mock.calls.length, hasEnded]).toEqual([5, false]);
		await jest.advanceTimersByTimeAsync(5_000);
		expect(hasEnded).toBe(true);
	});

	it('does not hold the calls of a trigger up, nor let them through sooner', async () => {
		const queue = new CallQueue();
		const first = expect(
			queue.read(async () => await Promise.reject(new Error('no such job'))),
		).rejects.toThrow();
		await jest.advanceTimersByTimeAsync(0);
		await first;
		setClock();
		const read = jest.fn(async () => {});
		void queue.read(read);
		await jest.advanceTimersByTimeAsync(1_999);
		expect(read).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);
		expect(read).toHaveBeenCalledTimes(1);
	});
});
