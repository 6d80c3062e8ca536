import type { Track } from './track';

/** Milliseconds after its begin from which a single progress tells how long the rest will take. */
const OLD_ENOUGH = 5_000;
/** So many records, the latest, say what one of them takes. */
const RECENT = 9;

/**
 * When the records of a batch end, by ticks, or Infinity where nothing tells: by their own progress, otherwise by what others took.
 *
 * @param tracks of one kind, in the order in which they were started, those that have ended included
 * @param slots how many of them Swiftia works on together, one after the other in their order; Infinity for all
 */
export function expectedEnds(tracks: Track[], slots = Infinity): number[] {
	const durations: number[] = [];
	const occupied: number[] = [];
	return tracks.map((track) => {
		const begin = beginOf(track, occupied.length < slots ? 0 : takeFirst(occupied));
		const byItself = byProgress(track, begin);
		const end = track.endedAt ?? byItself ?? begin + median(durations.slice(-RECENT));
		if (byItself !== undefined) durations.push(byItself - begin);
		// One that is late still has its slot.
		occupied.push(track.endedAt ?? Math.max(end, track.lookedAt ?? end));
		return end;
	});
}

/** Infinity where it is not known. */
function beginOf({ since = Infinity, first }: Track, slotIsFree: number): number {
	return Math.min(Math.max(since, slotIsFree), first?.at ?? Infinity);
}

/** When it ends if it goes on as it went so far. */
function byProgress({ first, last, since, queuedAt = -Infinity }: Track, begin: number): number | undefined {
	if (!first || !last) return undefined;
	const isFirst = last.at === first.at;
	const from = isFirst ? { at: begin, progress: 0 } : first;
	const elapsed = last.at - from.at;
	// One that was still queued after it is thought to have begun has begun later, nobody knows when.
	if (isFirst && (since === undefined || elapsed < OLD_ENOUGH || begin <= queuedAt)) return undefined;
	return last.at + ((100 - last.progress) * elapsed) / (last.progress - from.progress);
}

function takeFirst(times: number[]): number {
	const first = Math.min(...times);
	times.splice(times.indexOf(first), 1);
	return first;
}

/** Infinity of none. */
function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}
