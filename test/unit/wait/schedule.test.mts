import { pass, useFakeTime } from '../fakeTime.mts';
import { ticks } from '../../../nodes/Swiftia/transport/clock.js';
import { Schedule } from '../../../nodes/Swiftia/wait/schedule.js';

useFakeTime();

/** A schedule that notes what it did, with the second. */
function noting() {
	const begun = ticks();
	const done: string[] = [];
	const schedule = new Schedule((key) => done.push(`${key} ${(ticks() - begun) / 1000}`));
	const inSeconds = (key: string, seconds: number) => schedule.set(key, begun + seconds * 1000);
	return { schedule, done, inSeconds };
}

it('does each thing at its time, whichever was set first', async () => {
	const { done, inSeconds } = noting();
	inSeconds('late', 30);
	inSeconds('early', 10);
	inSeconds('between', 20);
	await pass(40_000);
	expect(done).toEqual(['early 10', 'between 20', 'late 30']);
});

it('does what is set anew at the new time only, sooner or later', async () => {
	const { done, inSeconds } = noting();
	inSeconds('a', 10);
	inSeconds('b', 10);
	inSeconds('a', 5);
	inSeconds('b', 20);
	await pass(40_000);
	expect(done).toEqual(['a 5', 'b 20']);
});

it('does nothing for what was deleted', async () => {
	const { schedule, done, inSeconds } = noting();
	inSeconds('a', 10);
	inSeconds('b', 20);
	schedule.delete('a');
	await pass(40_000);
	expect(done).toEqual(['b 20']);
});

it('takes what is set while it does something, and times beyond the longest timer', async () => {
	const { schedule, done, inSeconds } = noting();
	inSeconds('a', 10_000);
	await pass(10_001_000);
	schedule.set('b', ticks());
	await pass();
	expect(done).toEqual(['a 10000', 'b 10001']);
});

it('has one timer for a thousand keys', () => {
	const { inSeconds } = noting();
	for (let key = 0; key < 1_000; key++) inSeconds(String(key), 30 + key);
	expect(jest.getTimerCount()).toBe(1);
});
