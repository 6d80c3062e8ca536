import { type Status, isFinal } from '../../api/status';

/** As much of a record as tells when it may end. */
export interface Progressing {
	status: Status;
	/** 0-100; null where none is known. */
	progress: number | null;
}

/** A progress of 0-100 that was seen, and when. */
interface Point {
	at: number;
	progress: number;
}

/** What looks have shown of one job or render so far. All times are ticks. */
export interface Track {
	readonly kind: 'job' | 'render';
	/** When it was started; undefined where that is not known. */
	readonly since?: number;
	/** When it was looked at last; undefined while it never was. */
	readonly lookedAt?: number;
	/** Whether the last look found it waiting for its turn at Swiftia. */
	readonly isQueued: boolean;
	/** When it was found waiting for its turn last; undefined where it never was. */
	readonly queuedAt?: number;
	/** Where its progress began to be followed, and the last place to which it moved. */
	readonly first?: Point;
	readonly last?: Point;
	/** Looks that found it open though its end was expected before. */
	readonly misses?: number;
	/** When it ended, as far as that can be told. */
	readonly endedAt?: number;
	/** Whether something says that it may have ended, such as Swiftia's callback. */
	readonly isCalled?: boolean;
	/** Whether something did before the last look, which found it open: the API may show the end later. */
	readonly wasCalled?: boolean;
}

/**
 * What is known after one more look.
 *
 * @param expected when its end was expected: where it has ended, that is nearer the truth than the time of the look
 */
export function looked(track: Track, seen: Progressing, now: number, expected: number): Track {
	const queued = isQueued(track, seen);
	const base = {
		...track,
		isCalled: false,
		wasCalled: track.isCalled,
		lookedAt: now,
		isQueued: queued,
		...(queued && { queuedAt: now }),
	};
	if (isFinal(seen.status)) {
		return { ...base, endedAt: Math.min(now, Math.max(expected, track.lookedAt ?? -Infinity)) };
	}
	const open = { ...base, misses: (track.misses ?? 0) + (expected <= now ? 1 : 0) };
	if (seen.progress === null || seen.progress <= 0) return open;
	return { ...open, ...moved(track, seen.progress, now) };
}

/** Progress that runs back is followed anew; one that stands still says nothing new. */
function moved({ first, last }: Track, progress: number, now: number): Pick<Track, 'first' | 'last'> {
	const point = { at: now, progress };
	if (!first || !last || progress < last.progress) return { first: point, last: point };
	return { first, last: progress > last.progress ? point : last };
}

/** The older generations have no word for it: there a render that waits has made no progress (Swiftia docs, get-render). */
function isQueued({ kind }: Track, { status, progress }: Progressing): boolean {
	return status === 'QUEUED' || (kind === 'render' && !isFinal(status) && progress === 0);
}
