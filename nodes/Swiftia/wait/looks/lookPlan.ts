import { type LookLimits, dueAt } from './dueAt';
import { expectedEnds } from './expectedEnds';
import { type Progressing, type Track, looked } from './track';

/** A record to look at next, and when by `ticks`. */
export interface NextLook<K> {
	record: K;
	at: number;
}

interface Expected<K> {
	record: K;
	track: Track;
	end: number;
}

/** Which record of a batch to look at next, and when. It knows what the looks have shown, and neither the time nor how to look. */
export class LookPlan<K> {
	/** In the order in which they were started. */
	private readonly tracks = new Map<K, Track>();
	/** Renders that Swiftia works on together, as far as its queue tells. */
	private slots = Infinity;

	/** A record is watched from now on. */
	add(record: K, track: Pick<Track, 'kind' | 'since'>): void {
		this.tracks.set(record, { ...track, isQueued: false });
	}

	/** A look has shown this. */
	saw(record: K, seen: Progressing, now: number): void {
		const expected = this.expected();
		const { track, end } = expected.find((one) => one.record === record)!;
		const next = looked(track, seen, now, end);
		this.tracks.set(record, next);
		if (next.isQueued && !track.isQueued && next.kind === 'render') this.slots = aheadOf(record, expected);
	}

	/** A record is not watched any more, and has not ended. */
	forget(record: K): void {
		this.tracks.delete(record);
	}

	/**
	 * The next look, which may be due already.
	 *
	 * @param isFree whether a record is not being looked at
	 */
	next(limits: LookLimits, now: number, isFree: (record: K) => boolean): NextLook<K> | undefined {
		const open = this.expected().filter(({ track }) => track.endedAt === undefined);
		const firstQueued = open.find(({ track }) => track.isQueued)?.track;
		const looks = open
			.filter(({ record }) => isFree(record))
			.map(({ record, track, end }) => {
				const isBehind = track.isQueued && track !== firstQueued;
				const at = dueAt(track, limits, { open: open.length, expectedEnd: end, isBehind });
				return { record, at, urgency: Math.min(end, at) };
			});
		const due = looks.filter(({ at }) => at <= now);
		return due.length > 0 ? least(due, ({ urgency }) => urgency) : least(looks, ({ at }) => at);
	}

	private expected(): Array<Expected<K>> {
		return (['job', 'render'] as const).flatMap((kind) => {
			const ofKind = [...this.tracks].filter(([, track]) => track.kind === kind);
			const tracks = ofKind.map(([, track]) => track);
			const ends = expectedEnds(tracks, kind === 'render' ? this.slots : Infinity);
			return ofKind.map(([record, track], index) => ({ record, track, end: ends[index]! }));
		});
	}
}

/** Renders that Swiftia worked on when it let this one wait. */
function aheadOf<K>(record: K, expected: Array<Expected<K>>): number {
	const renders = expected.filter(({ track }) => track.kind === 'render');
	const ahead = renders.slice(
		0,
		renders.findIndex((one) => one.record === record),
	);
	return Math.max(1, ahead.filter(({ track }) => track.endedAt === undefined && !track.isQueued).length);
}

function least<T>(things: T[], measure: (thing: T) => number): T | undefined {
	return things.reduce<T | undefined>(
		(best, thing) => (best === undefined || measure(thing) < measure(best) ? thing : best),
		undefined,
	);
}
