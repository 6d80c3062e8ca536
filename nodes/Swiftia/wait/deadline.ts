import { ticks } from '../time/clock';

/**
 * Seconds that n8n is parked beyond the user's limit. n8n arms its own timer up to 70 s ahead and a resume by webhook does not
 * disarm it; in this margin no callback resumes, so the two cannot meet.
 */
const MARGIN = 75;

/** When so many minutes from now are over, by `ticks`. */
export function deadlineIn(minutes: number): number {
	return ticks() + minutes * 60_000;
}

/**
 * When n8n itself ends the wait of a park.
 *
 * @param limit the user's limit, epoch milliseconds
 */
export function parkedUntil(limit: number): Date {
	return new Date(limit + MARGIN * 1000);
}

/** Milliseconds, and more for each item up to a bound: what a last look at all that is open takes, and the resume after it. */
const LAST_LOOK = { least: 10_000, perItem: 250, most: 70_000 };
/** Milliseconds of that for the resume: n8n is asked before it, for 5 s at most. */
const RESUME = 6_000;

/**
 * When downloads and the last reads of a parked execution are given up, so that it goes on with what is known before the limit. From the limit on
 * n8n's own timer has it, with what was known when it parked.
 *
 * @param limit the user's limit, epoch milliseconds
 * @returns epoch milliseconds
 */
export function lastReadBefore(limit: number): number {
	return limit - RESUME;
}

/**
 * When one read of a parked execution is given up: one that hangs leaves the last look its time.
 *
 * @param limit the user's limit, epoch milliseconds
 * @returns epoch milliseconds
 */
export function readBefore(limit: number, items: number): number {
	const lastWake = lastWakeBefore(limit, items);
	return Date.now() < lastWake ? lastWake : lastReadBefore(limit);
}

/** Milliseconds before the last look in which what is parked for may end. */
const WORTH_PARKING = 20_000;

/** Whether so many milliseconds of a wait are enough to park for so many items. */
export function isWorthParking(left: number, items: number): boolean {
	return lastWakeBefore(left, items) >= WORTH_PARKING;
}

/**
 * When a parked execution is woken a last time, to go on with what is known by then.
 *
 * @param limit the user's limit, epoch milliseconds
 */
export function lastWakeBefore(limit: number, items: number): number {
	return limit - Math.min(LAST_LOOK.least + LAST_LOOK.perItem * items, LAST_LOOK.most);
}
