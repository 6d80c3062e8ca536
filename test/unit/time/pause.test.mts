import { pass, useFakeTime } from '../fakeTime.mts';
import { pause } from '../../../nodes/Swiftia/time/pause.js';

useFakeTime();

/** Whether a pause of a second is over. */
function pausing(signal?: AbortSignal): { over: boolean } {
	const state = { over: false };
	void pause(1000, signal).then(() => (state.over = true));
	return state;
}

it.each([
	['without a signal', undefined],
	['with a signal', new AbortController().signal],
])('lasts as long as it shall, %s', async (_, signal) => {
	const state = pausing(signal);
	await pass(999);
	expect(state.over).toBe(false);
	await pass(1);
	expect(state.over).toBe(true);
});

it('ends with the signal, and is over at once after it', async () => {
	const stop = new AbortController();
	const state = pausing(stop.signal);
	await pass(10);
	expect(state.over).toBe(false);
	stop.abort();
	await pass();
	expect(state.over).toBe(true);
	const late = pausing(stop.signal);
	await pass();
	expect(late.over).toBe(true);
});

it('leaves nothing on the signal', async () => {
	const { signal } = new AbortController();
	const [add, remove] = [jest.spyOn(signal, 'addEventListener'), jest.spyOn(signal, 'removeEventListener')];
	pausing(signal);
	await pass(1000);
	expect(add).toHaveBeenCalledTimes(1);
	expect(remove.mock.calls).toEqual([add.mock.calls[0]!.slice(0, 2)]);
});
