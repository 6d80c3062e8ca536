// A machine's clock may be set while something waits: breaks and limits within the process do not change by it.
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { CallQueue } from '../../../nodes/Swiftia/trigger/callQueue.js';
import { type ParkCall, ParkMonitor } from '../../../nodes/Swiftia/wait/parkMonitor.js';
import { CLAIM_EXPIRES } from '../../../nodes/Swiftia/wait/parkState.js';
import { poll } from '../../../nodes/Swiftia/wait/poll.js';
import { watchedOf } from '../../../nodes/Swiftia/wait/watched.js';

const HOUR = 3_600_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe.each([-HOUR, HOUR])('A clock that jumps by %d ms', (jump) => {
	const setClock = () => jest.setSystemTime(Date.now() + jump);

	/** A park for one record, and calls that name it. */
	function park(readEnded: () => Promise<string | undefined>) {
		const monitor = new ParkMonitor<string>(
			{ ids: ['a'], areCalledFor: true },
			{ limit: Date.now() + 3 * HOUR, lastLook: Date.now() + 3 * HOUR, claimLasts: CLAIM_EXPIRES },
		);
		const call: ParkCall<string> = {
			caller: { id: 'a' },
			begunAt: ticks(),
			readEnded,
			lost: () => 'lost',
			askStanding: async () => 'parked',
		};
		return async (more: Partial<typeof call> = {}) =>
			await monitor.answer({ ...call, begunAt: ticks(), ...more });
	}

	it('does not change when a parked record that was found open is looked at again', async () => {
		const readEnded = jest.fn(async (): Promise<string | undefined> => undefined);
		const answer = park(readEnded);
		await answer();
		setClock();
		await jest.advanceTimersByTimeAsync(1_999);
		const caller = { recheck: { named: ['a'], isOfUnknown: false, looks: 1 } };
		expect(await answer({ caller })).toMatchObject({ recheckIn: 1 });
		await jest.advanceTimersByTimeAsync(1);
		await answer({ caller });
		expect(readEnded).toHaveBeenCalledTimes(2);
	});

	it('does not make a claim last longer, nor shorter', async () => {
		const answer = park(async () => 'record a');
		expect(await answer()).toBeDefined();
		setClock();
		await jest.advanceTimersByTimeAsync(19_000);
		expect(await answer()).toBeUndefined();
		await jest.advanceTimersByTimeAsync(1_000);
		expect(await answer()).toBeDefined();
	});

	it('does not change the rhythm of polling, nor its limit', async () => {
		const record = { status: 'PROCESSING', progress: null };
		const read = jest.fn(async () => ({ record }));
		const one = watchedOf({ subject: { kind: 'job', id: 'a' }, since: ticks(), read }, record);
		let hasEnded = false;
		const limits = {
			deadline: ticks() + 60_000,
			interval: 10_000,
			spacing: () => 0,
			signal: undefined,
		};
		void poll([one], limits).then(() => (hasEnded = true));
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
