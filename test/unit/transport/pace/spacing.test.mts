import {
	type Spacing,
	UNKNOWN_SPACING,
	startedAfter,
} from '../../../../nodes/Swiftia/transport/pace/spacing.js';

/** The spacing after these starts: seconds, and whether the request had to wait. */
function after(starts: Array<[at: number, hadToWait: boolean]>, owners = 1): number {
	return starts.reduce<Spacing>(
		(spacing, [at, hadToWait]) => startedAfter(spacing, at * 1000, hadToWait, owners),
		UNKNOWN_SPACING,
	).mean;
}
/** Starts that all had to wait, so many seconds apart. */
const inTurn = (count: number, apart: number): Array<[number, boolean]> =>
	Array.from({ length: count }, (_, index) => [index * apart, index > 0]);

it.each<[string, number, number]>([
	['nothing, before anything was sent', after([]), 0],
	['nothing, after one request', after([[100, false]]), 0],
	[
		'nothing, where no request had to wait',
		after([
			[0, false],
			[1, false],
			[9, false],
		]),
		0,
	],
	['what the requests are apart, where all wait', after(inTurn(40, 5)), 4_900],
	['what they are apart for one of three owners that take turns', after(inTurn(40, 2), 3), 5_900],
	[
		'no break, however long',
		after([
			[0, false],
			[600, true],
		]),
		5_000,
	],
])('says %s', (_, mean, about) => expect(Math.abs(mean - about)).toBeLessThanOrEqual(about * 0.03));

it('takes a burst for what it is in its window', () => {
	const starts = Array.from({ length: 60 }, (_, index): [number, boolean] => [
		Math.floor(index / 5),
		index > 0,
	]);
	expect(after(starts)).toBeGreaterThan(130);
	expect(after(starts)).toBeLessThan(300);
});

it('keeps what it learned where requests come more seldom than the pace allows', () => {
	const slow = inTurn(40, 5);
	expect(after([...slow, [260, false], [320, false], [380, false]])).toBe(after(slow));
});

it('unlearns it where requests need not wait any more', () => {
	const fast = Array.from({ length: 30 }, (_, index): [number, boolean] => [200 + index / 10, false]);
	expect(after([...inTurn(40, 5), ...fast])).toBeLessThan(500);
});
