import { type LookLimits, dueAt } from './dueAt';
import { expectedEnds } from './expectedEnds';
import { type Progressing, type Track, looked } from './track';

/** A record to look at next, and when by `ticks`. */
export interface NextLook<K> {
	record: K;
	at: number;
}

interface Planned<K> extends NextLook<K> {
	/** What was known of the record; once that is something else, it was looked at. */
	track: Track;
	urgency: number;
}

/** Milliseconds per record for which an order of the looks holds, so that making it takes little of the time. */
const HOLDS = 0.1;

/** Which record of a batch to look at next, and when. It knows what the looks have shown, and neither the time nor how to look. */
export class LookPlan<K> {
	/** In the order in which they were started. */
	private readonly tracks = new Map<K, Track>();
	/** When each is expected to end, as far as that was foretold. */
	private ends = new Map<K, number>();
	/** The render that was last found to have joined that queue, until those ahead of it are counted. */
	private queued: K | undefined;
	/** The looks to come; how many of them are over, and until when they hold, by `ticks`. */
	private order: Array<Planned<K>> = [];
	private over = 0;
	private holdsUntil = -Infinity;

	/** @param slots renders that Swiftia works on together, as far as its queue tells */
	constructor(public slots = Infinity) {}

	/** A record is watched from now on; what earlier looks have shown of it may be known. */
	add(record: K, track: Pick<Track, 'kind' | 'since'> & Partial<Track>): void {
		this.tracks.set(record, { isQueued: false, ...track });
	}

	/** What looks have shown of a record. */
	trackOf(record: K): Track | undefined {
		return this.tracks.get(record);
	}

	/** Somebody called for one of them, and it is not clear for which: the record that was looked at longest ago is next. */
	callForOldest(): void {
		const open = [...this.tracks].filter(([, track]) => track.endedAt === undefined);
		const [oldest] = open.sort(([, a], [, b]) => (a.lookedAt ?? -Infinity) - (b.lookedAt ?? -Infinity));
		if (oldest) this.tracks.set(oldest[0], { ...oldest[1], isCalled: true });
		this.holdsUntil = -Infinity;
	}

	/** A look has shown this. */
	saw(record: K, seen: Progressing, now: number): void {
		const track = this.tracks.get(record)!;
		const next = looked(track, seen, now, this.ends.get(record) ?? Infinity);
		this.tracks.set(record, next);
		if (next.isQueued && !track.isQueued && next.kind === 'render') this.queued = record;
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
		if (now >= this.holdsUntil) this.plan(limits, now);
		return this.first(isFree) ?? (this.plan(limits, now), this.first(isFree));
	}

	private first(isFree: (record: K) => boolean): Planned<K> | undefined {
		for (; this.over < this.order.length; this.over++) {
			const look = this.order[this.over]!;
			if (isFree(look.record) && this.tracks.get(look.record) === look.track) return look;
		}
		return undefined;
	}

	private plan(limits: LookLimits, now: number): void {
		this.foretell();
		const open = [...this.tracks].filter(([, track]) => track.endedAt === undefined);
		const firstQueued = open.find(([, track]) => track.isQueued)?.[1];
		const looks = open.map(([record, track]) => {
			const end = this.ends.get(record)!;
			const isBehind = track.isQueued && track !== firstQueued;
			const at = dueAt(track, limits, { open: open.length, expectedEnd: end, isBehind });
			return { record, track, at, urgency: Math.min(end, at) };
		});
		this.order = [
			...looks.filter(({ at }) => at <= now).sort((a, b) => a.urgency - b.urgency),
			...looks.filter(({ at }) => at > now).sort((a, b) => a.at - b.at),
		];
		this.over = 0;
		this.holdsUntil = now + this.tracks.size * HOLDS;
	}

	private foretell(): void {
		if (this.queued !== undefined) this.slots = this.aheadOf(this.queued);
		this.queued = undefined;
		this.ends = new Map(
			(['job', 'render'] as const).flatMap((kind) => {
				const ofKind = [...this.tracks].filter(([, track]) => track.kind === kind);
				const tracks = ofKind.map(([, track]) => track);
				const ends = expectedEnds(tracks, kind === 'render' ? this.slots : Infinity);
				return ofKind.map(([record], index) => [record, ends[index]!] as const);
			}),
		);
	}

	/** Renders that Swiftia worked on when it let this one wait. */
	private aheadOf(queued: K): number {
		let ahead = 0;
		for (const [record, { kind, endedAt, isQueued }] of this.tracks) {
			if (record === queued) break;
			if (kind === 'render' && endedAt === undefined && !isQueued) ahead++;
		}
		return Math.max(1, ahead);
	}
}
