import type { RateSignals } from '../../api/rateLimit';

/** Milliseconds: beyond it, a clock that differs is taken for broken and not for slow or fast. */
const PLAUSIBLE = 24 * 3_600_000;
/** Milliseconds that `Date`, which is cut to the second, and the way of an answer make even where the clocks agree. */
const SAME = { from: -100, to: 1500 };

/** How far this machine's clock is ahead of Swiftia's, in milliseconds, as the answers show it; undefined while none did. */
export type ClockAhead = number | undefined;

/** The least difference seen is the truest; one that is much smaller or larger means that a clock was set. */
export function updateClock(ahead: ClockAhead, { serverTime }: RateSignals, now: number): ClockAhead {
	if (serverTime === null || Math.abs(now - serverTime) > PLAUSIBLE) return ahead;
	const seen = now - serverTime;
	if (ahead === undefined || Math.abs(seen - ahead) > SAME.to - SAME.from) return seen;
	return Math.min(ahead, seen);
}

/** Milliseconds from now until the limit is reset, at most `longest`; 0 if the answer names no reset, or one that is past. */
export function untilReset(
	ahead: ClockAhead,
	{ resetAt }: RateSignals,
	now: number,
	longest: number,
): number {
	if (resetAt === null) return 0;
	const offset = ahead === undefined || (ahead > SAME.from && ahead < SAME.to) ? 0 : ahead;
	return Math.min(longest, Math.max(0, resetAt + offset - now));
}
