import { expectedEnds } from './expectedEnds';
import type { Track } from './track';

/** Milliseconds from one wake to the next at least: each loads the execution from n8n's database. */
export const SHORTEST_BREAK = 10_000;
/** Milliseconds from one wake to the next at most. */
export const LONGEST_BREAK = 300_000;
/** How much later than expected an end is taken to be, since a wake just before it costs another break: milliseconds, and a share of the time until then. */
const LATE = { fixed: 500, share: 0.05 };
/** Milliseconds: an end that is farther away is expected anew before: on half the way, or after as long as it was followed, where one progress tells of it; shortly before it, where two do. */
const FAR = 60_000;
/** Share of the time to a far end that is left for a look before it. */
const SOON = 0.1;
/** Where nothing is foretold, the share of the time without progress so far that passes until the next wake. */
const GROWTH = 0.25;

/**
 * Milliseconds until it is worth it to look again at what a parked execution waits for.
 *
 * @param track what looks have shown of the record that was found open
 * @param now by `ticks`
 * @param ahead the same of one that was started before: while a record waits for its turn, nothing has all ended before that one has
 */
export function wakeIn(track: Track, now: number, ahead?: Track): number {
	const wake = wakeForItself(track, now);
	return track.isQueued && ahead ? Math.max(wake, wakeForItself(ahead, now)) : wake;
}

function wakeForItself(track: Track, now: number): number {
	const left = expectedEnds([track])[0]! - now;
	const quiet = now - (track.last?.at ?? track.since ?? now);
	if (left <= 0 || left === Infinity) return sensibleBreak(quiet * GROWTH);
	return sensibleBreak(left > FAR ? farBreak(track, left, now) : left * (1 + LATE.share) + LATE.fixed);
}

function farBreak({ first, last, queuedAt, since = first?.at }: Track, left: number, now: number): number {
	if (first?.at !== last?.at) return left * (1 - SOON);
	return Math.min(left / 2, now - (queuedAt ?? since ?? now));
}

/** The nearest time to the next wake that neither floods n8n nor forgets the park. */
export function sensibleBreak(milliseconds: number): number {
	return Math.min(Math.max(milliseconds, SHORTEST_BREAK), LONGEST_BREAK);
}
