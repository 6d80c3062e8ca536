import { expectedEnds } from './expectedEnds';
import type { Track } from './track';

/** Milliseconds from one wake to the next at least: each loads the execution from n8n's database. */
export const SHORTEST_BREAK = 10_000;
/** Milliseconds from one wake to the next at most. */
export const LONGEST_BREAK = 300_000;
/** Milliseconds after an expected end: a wake just before it costs another break. */
const LATE = 500;
/** Milliseconds: an end that is farther away is expected anew on half the way. */
const FAR = 60_000;
/** Where nothing is foretold, the share of the time without progress so far that passes until the next wake. */
const GROWTH = 0.25;

/**
 * Milliseconds until it is worth it to look again at what a parked execution waits for.
 *
 * @param track what looks have shown of the record that was found open
 * @param now by `ticks`
 */
export function wakeIn(track: Track, now: number): number {
	const left = expectedEnds([track])[0]! - now;
	const quiet = now - (track.last?.at ?? track.since ?? now);
	if (left <= 0 || left === Infinity) return sensibleBreak(quiet * GROWTH);
	return sensibleBreak(left > FAR ? left / 2 : left + LATE);
}

/** The nearest time to the next wake that neither floods n8n nor forgets the park. */
export function sensibleBreak(milliseconds: number): number {
	return Math.min(Math.max(milliseconds, SHORTEST_BREAK), LONGEST_BREAK);
}
