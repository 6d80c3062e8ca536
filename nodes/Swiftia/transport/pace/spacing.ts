/** How far apart the requests of one execution are, where it has one waiting all the time. */
export interface Spacing {
	/** Milliseconds, the mean of the latest. */
	readonly mean: number;
	/** Ticks. */
	readonly lastStart: number;
	readonly count: number;
}

/** Requests of which the mean is taken, so that a burst counts as what it is in its window. */
const LATEST = 10;
/** Milliseconds: a longer time apart was a break, not a pace. */
const LONGEST = 10_000;

/** Nothing has been sent yet. */
export const UNKNOWN_SPACING: Spacing = { mean: 0, lastStart: -Infinity, count: 0 };

/**
 * A request starts.
 *
 * @param now ticks
 * @param hadToWait whether the pace kept it; if not, that nothing was sent for a while says nothing of the pace
 * @param owners whose requests wait, which take turns
 */
export function startedAfter(spacing: Spacing, now: number, hadToWait: boolean, owners: number): Spacing {
	const apart = spacing.count === 0 ? 0 : now - spacing.lastStart;
	const seen = hadToWait ? Math.min(apart * owners, LONGEST) : Math.min(apart, spacing.mean);
	const count = Math.min(spacing.count + 1, LATEST);
	return { mean: spacing.mean + (seen - spacing.mean) / count, lastStart: now, count };
}
