import { ticks } from '../transport/clock';

/**
 * Seconds that n8n is parked beyond the user's limit. n8n arms its own timer up to 70 s ahead and a resume by webhook does not
 * disarm it; in this margin no bell resumes, so the two cannot meet.
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
