import type { RateSignals } from '../../api/rateLimit';
import { type ClockAhead, untilReset, updateClock } from './serverClock';

/** Requests that may be under way together where Swiftia names no limit, or has refused one. */
const MOST_AT_ONCE = 5;
/** Milliseconds between requests after the first refusal that says nothing of how long to wait. */
const FIRST_GAP = 500;
/** What a gap is longer than the time that a refusal names: requests do not arrive as evenly as they start. */
const MARGIN = 1.05;
/** Milliseconds: a gap below it is none. */
const SHORTEST_GAP = 20;
/** Milliseconds: the longest gap, twice the longest window that Swiftia documents (rate-limiting). */
const LONGEST_GAP = 10_000;
/** Milliseconds: the longest time kept away, whatever an answer says. */
const LONGEST_BREAK = 60_000;
/** Requests that succeed at one gap before a shorter one is tried; doubled each time that the shorter one is refused. */
const PATIENCE = { first: 4, most: 64 };

/** Two clocks, in milliseconds: one that only goes forward, and the time of day since the epoch. */
export interface Now {
	ticks: number;
	epoch: number;
}

/** What is known of how fast requests with one key may follow each other. Times are ticks. */
export interface Rate {
	/** Requests that have started and were not answered. */
	readonly inFlight: number;
	/** Requests that may start before the next answer. */
	readonly budget: number;
	/** Requests that may be under way together: it begins with one and doubles with each success, whatever a header promises. */
	readonly window: number;
	/** Nothing starts before; afterwards one request may, to see what it is answered. */
	readonly opensAt: number;
	readonly isClosed: boolean;
	readonly lastStart: number;
	/** Between two starts, learned from refusals; 0 while there were none. */
	readonly gap: number;
	/** The gap that served before a shorter one was tried. */
	readonly provenGap: number;
	/** The longest gap that was refused. */
	readonly refusedGap: number;
	/** Successes at this gap. */
	readonly successes: number;
	readonly patience: number;
	readonly refusedInARow: number;
	/** When the last refusal was learned from: those of requests that had started before tell the same once more. */
	readonly learnedAt: number;
	readonly clockAhead: ClockAhead;
}

/** Nothing is known: one request may go. */
export const UNKNOWN_RATE: Rate = {
	inFlight: 0,
	budget: 1,
	window: 1,
	opensAt: 0,
	isClosed: false,
	lastStart: -Infinity,
	gap: 0,
	provenGap: 0,
	refusedGap: 0,
	successes: 0,
	patience: PATIENCE.first,
	refusedInARow: 0,
	learnedAt: -Infinity,
	clockAhead: undefined,
};

/**
 * When the next request may start, in ticks: not after `ticks` is at once, Infinity is after an answer. A gap does not replace what
 * the headers say, since after a refusal that somebody else had caused they are still right.
 */
export function nextStart(rate: Rate, ticks: number): number {
	if (rate.isClosed && ticks < rate.opensAt) return rate.opensAt;
	const mayStart = rate.isClosed || rate.inFlight === 0 || rate.budget > 0;
	if (!mayStart || (rate.gap > 0 && rate.inFlight >= MOST_AT_ONCE)) return Infinity;
	return Math.max(ticks, rate.lastStart + rate.gap);
}

/** A request starts. */
export function started(rate: Rate, ticks: number): Rate {
	return {
		...rate,
		inFlight: rate.inFlight + 1,
		budget: Math.max(0, rate.budget - 1),
		isClosed: false,
		lastStart: ticks,
	};
}

/** A request got no answer, or was not sent after all: nothing is learned. */
export function unanswered(rate: Rate): Rate {
	return { ...rate, inFlight: rate.inFlight - 1, budget: Math.max(1, rate.budget) };
}

/** A request was answered, and not refused for pace. */
export function allowed(rate: Rate, signals: RateSignals, now: Now): Rate {
	const inFlight = rate.inFlight - 1;
	const known = signals.remaining !== null;
	const window = Math.min(rate.window * 2, known ? Infinity : MOST_AT_ONCE);
	const clockAhead = updateClock(rate.clockAhead, signals, now.epoch);
	const budget = Math.max(0, Math.min(signals.remaining ?? Infinity, window) - inFlight);
	const next = { ...trustMore(rate), inFlight, window, budget, clockAhead, refusedInARow: 0 };
	if (signals.remaining !== 0) return next;
	return closeFor(next, untilReset(clockAhead, signals, now.epoch, LONGEST_BREAK), now.ticks);
}

/**
 * A request was refused for pace. That outweighs what any header promises: from now on there is a gap between requests. The
 * Retry-After in Swiftia's samples is shorter than some windows, so refusals in a row double the time kept away.
 *
 * @param startedAt ticks when the refused request started
 * @param jitter 0-1, so that several clients do not come back together
 */
export function refused(rate: Rate, signals: RateSignals, now: Now, startedAt: number, jitter: number): Rate {
	const clockAhead = updateClock(rate.clockAhead, signals, now.epoch);
	const reset = untilReset(clockAhead, signals, now.epoch, LONGEST_BREAK);
	const untilFree = Math.max(signals.retryAfter ?? 0, reset, FIRST_GAP);
	const next = { ...rate, inFlight: rate.inFlight - 1, budget: 0, window: 1, clockAhead };
	if (startedAt <= rate.learnedAt) return closeFor(next, untilFree, now.ticks);
	// Whoever came back at the time named and was refused again came after somebody else: the gap is not to blame.
	const isOvertaken = rate.refusedInARow > 0 && reset > 0;
	const learned = isOvertaken ? next : trustLess(next, Math.min(untilFree, LONGEST_BREAK));
	const away = Math.max(untilFree, learned.gap) * 2 ** Math.min(rate.refusedInARow, 6) * (1 + jitter / 4);
	return closeFor(
		{ ...learned, refusedInARow: rate.refusedInARow + 1, learnedAt: now.ticks },
		away,
		now.ticks,
	);
}

function closeFor(rate: Rate, milliseconds: number, ticks: number): Rate {
	const opensAt = Math.max(rate.opensAt, ticks + Math.min(milliseconds, LONGEST_BREAK));
	return { ...rate, isClosed: true, opensAt };
}

/**
 * After some successes at a gap, one half-way to the longest that was refused is tried. With each that serves the refusal counts less,
 * and one of a gap as long as this means nothing any more: somebody else has used up the allowance then.
 */
function trustMore(rate: Rate): Rate {
	if (rate.gap === 0) return rate;
	const successes = rate.successes + 1;
	if (successes < rate.patience) return { ...rate, successes };
	const isRefuted = rate.gap < rate.provenGap || rate.gap <= rate.refusedGap;
	const refusedGap = isRefuted ? rate.refusedGap / 2 : rate.refusedGap;
	const shorter = (rate.gap + refusedGap) / 2;
	return {
		...rate,
		successes: 0,
		refusedGap,
		provenGap: rate.gap,
		gap: shorter < SHORTEST_GAP ? 0 : shorter,
	};
}

/** A gap that was only tried falls back to the one that served; one that had served was too short after all and grows. */
function trustLess(rate: Rate, untilFree: number): Rate {
	const wasTried = rate.gap < rate.provenGap;
	const gap = wasTried ? rate.provenGap : Math.max(untilFree * MARGIN, rate.gap * 1.5);
	return {
		...rate,
		successes: 0,
		gap: Math.min(gap, LONGEST_GAP),
		provenGap: Math.min(gap, LONGEST_GAP),
		refusedGap: rate.gap,
		patience: wasTried ? Math.min(rate.patience * 2, PATIENCE.most) : rate.patience,
	};
}
