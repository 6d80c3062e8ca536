import type { RateSignals } from '../../../../nodes/Swiftia/api/rateLimit.js';
import { untilReset, updateClock } from '../../../../nodes/Swiftia/transport/pace/serverClock.js';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const signals = (more: Partial<RateSignals>): RateSignals => ({
	remaining: null,
	resetAt: null,
	retryAfter: null,
	serverTime: null,
	...more,
});

// Milliseconds that this machine is ahead: known before, as the answer shows it, known afterwards.
it.each([
	['the first answer', undefined, 3 * HOUR, 3 * HOUR],
	['an answer without a clock', 7, null, 7],
	['a shorter way of the answer', 1000, 400, 400],
	['a longer way of the answer', 400, 1000, 400],
	['the longest way', 0, 1600, 0],
	['a clock that stays hours off', 3 * HOUR, 3 * HOUR + 400, 3 * HOUR],
	['a clock that was set back', 0, 1601, 1601],
	['a clock that was set forward', 0, -1601, -1601],
	['the last that is a way', 0, -1600, -1600],
	['the widest clock that is trusted', undefined, 24 * HOUR, 24 * HOUR],
	['a clock of another day', undefined, 24 * HOUR + 1, undefined],
	['a clock of the future', 5, -24 * HOUR - 1, 5],
])('After %s', (_, before, seen, after) =>
	expect(updateClock(before, signals({ serverTime: seen === null ? null : NOW - seen }), NOW)).toBe(after),
);

it.each([
	['no reset is named', undefined, null, 0],
	['nothing is known of the clock', undefined, 5000, 5000],
	['the reset is past', undefined, -1, 0],
	['the reset is far away', undefined, 90_000, 60_000],
	['the clocks agree', 0, 5000, 5000],
	['Date was only cut', 1499, 5000, 5000],
	['this machine is fast', 1500, 5000, 6500],
	['the answer came before it went', -99, 5000, 5000],
	['this machine is slow', -100, 5000, 4900],
	['this machine is hours fast', 3 * HOUR, -3 * HOUR + 2000, 2000],
	['this machine is hours slow', -3 * HOUR, 3 * HOUR + 2000, 2000],
])('Where %s', (_, ahead, reset, wait) =>
	expect(untilReset(ahead, signals({ resetAt: reset === null ? null : NOW + reset }), NOW, 60_000)).toBe(
		wait,
	),
);
