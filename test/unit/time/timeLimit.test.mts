import { pass, useFakeTime } from '../fakeTime.mts';
import { withTimeLimit } from '../../../nodes/Swiftia/time/timeLimit.js';

useFakeTime();

/** The signal that is given within a limit, while what is done within it goes on. */
function signalWithin(milliseconds: number, outer?: AbortSignal): AbortSignal {
	let given: AbortSignal | undefined;
	void withTimeLimit(milliseconds, outer, async (signal) => {
		given = signal;
		await new Promise(() => undefined);
	});
	return given!;
}

it.each([
	[1000, 1000],
	[0.5, 1],
	[-5, 0],
	[0, 0],
	[2 ** 31, 2 ** 31 - 1],
])('A limit of %p is one of %p ms', (milliseconds, limit) => {
	signalWithin(milliseconds);
	expect(jest.mocked(AbortSignal.timeout).mock.lastCall).toEqual([limit]);
});

it('needs no timer for no limit', () => {
	expect(signalWithin(Infinity).aborted).toBe(false);
	expect(AbortSignal.timeout).not.toHaveBeenCalled();
});

it('is given when the time is over', async () => {
	const signal = signalWithin(1000);
	await pass(999);
	expect(signal.aborted).toBe(false);
	await pass(1);
	expect(signal.aborted).toBe(true);
});

it('is given with another signal, whichever comes first', async () => {
	const stop = new AbortController();
	const [stopped, over] = [signalWithin(1000, stop.signal), signalWithin(10, stop.signal)];
	await pass(10);
	expect([stopped.aborted, over.aborted]).toEqual([false, true]);
	stop.abort();
	expect(stopped.aborted).toBe(true);
});

it('is given from the begin where the other one was', () => {
	expect(signalWithin(1000, AbortSignal.abort()).aborted).toBe(true);
});

it('gives what is done within it, or why it was not', async () => {
	expect(await withTimeLimit(10, undefined, async () => 'done')).toBe('done');
	await expect(
		withTimeLimit(10, undefined, async () => await Promise.reject(new Error('not'))),
	).rejects.toThrow('not');
});

it('leaves nothing behind on the other signal', async () => {
	const { signal } = new AbortController();
	const add = jest.spyOn(signal, 'addEventListener');
	const remove = jest.spyOn(signal, 'removeEventListener');
	await withTimeLimit(10, signal, async () => undefined);
	expect(add).toHaveBeenCalledTimes(1);
	expect(remove).toHaveBeenCalledWith('abort', add.mock.calls[0]![1]);
});
