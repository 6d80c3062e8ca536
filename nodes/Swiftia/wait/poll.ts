import { ticks } from '../time/clock';
import { pause } from '../time/pause';
import { LookPlan } from './looks/lookPlan';
import type { Progressing } from './looks/track';
import { type Watched, hasEnded, isOpen, look } from './watched';

/** How long and how often to look. */
export interface PollLimits {
	/** When to stop, by `ticks`. */
	deadline: number;
	/** The longest time between two looks at one record while the pace allows it, in milliseconds. */
	interval: number;
	/** Milliseconds between two requests, as the pace has it lately. */
	spacing: () => number;
	signal: AbortSignal | undefined;
}

type AnyWatched = Watched<Progressing>;

/**
 * Watches records in one loop until each has ended, with all that follows, or the time is over. `LookPlan` says which is looked at
 * next, and when.
 */
export async function poll(records: AnyWatched[], limits: PollLimits): Promise<void> {
	const loop = new PollLoop(limits);
	new Set(records).forEach((one) => loop.watch(one));
	await loop.run();
}

/** Looks that may be under way together where the pace is fast. */
const MOST_LOOKS = 4;
/** Milliseconds between two requests from which there is one look at a time: the next one is chosen when it can be sent. */
const SLOW = 500;
/** Milliseconds that the loop rests at most: meanwhile there may be more to watch. */
const LONGEST_REST = 500;

class PollLoop {
	private readonly plan = new LookPlan<AnyWatched>();
	private readonly looks = new Map<AnyWatched, Promise<void>>();
	private readonly endings = new Set<Promise<void>>();
	/** Ends the rest of the loop. */
	private goOn: () => void = () => {};

	constructor(private readonly limits: PollLimits) {}

	watch(one: AnyWatched): void {
		if (hasEnded(one)) return this.end(one);
		if (!isOpen(one)) return;
		this.plan.add(one, { kind: one.subject.kind, since: one.since });
		if (one.readAt !== undefined) this.plan.saw(one, one.latest.record, one.readAt);
	}

	async run(): Promise<void> {
		while (!isOver(this.limits)) {
			const now = ticks();
			const next = this.nextLook(now);
			if (!next && this.looks.size + this.endings.size === 0) return;
			if (next && next.at <= now && this.looks.size < this.mostLooks) this.lookAt(next.record);
			else await this.rest(next && next.at > now ? next.at : Infinity);
		}
		while (this.looks.size + this.endings.size > 0)
			await Promise.all([...this.looks.values(), ...this.endings]);
	}

	private get mostLooks(): number {
		return this.limits.spacing() < SLOW ? MOST_LOOKS : 1;
	}

	private nextLook(now: number) {
		const { interval, deadline, spacing } = this.limits;
		const limits = { interval, deadline, spacing: spacing() };
		return this.plan.next(limits, now, (one) => !this.looks.has(one));
	}

	private lookAt(one: AnyWatched): void {
		const looking = look(one, this.limits.deadline).then(() => {
			this.looks.delete(one);
			this.goOn();
			if (one.failure !== undefined) return this.plan.forget(one);
			this.plan.saw(one, one.latest.record, ticks());
			if (hasEnded(one)) this.end(one);
		});
		this.looks.set(one, looking);
	}

	private end(one: AnyWatched): void {
		if (!one.onEnd) return;
		const ending = one
			.onEnd()
			.then((more) => more.forEach((next) => this.watch(next)))
			.catch((error: unknown) => (one.failure = error))
			.then(() => {
				this.endings.delete(ending);
				this.goOn();
			});
		this.endings.add(ending);
	}

	/** Until that time at most, and no longer than something under way takes. */
	private async rest(until: number): Promise<void> {
		const { deadline, signal } = this.limits;
		const time = Math.min(until, deadline, ticks() + LONGEST_REST) - ticks();
		// One promise, however many looks and ends are under way: each race leaves a trace at all that run in it.
		await Promise.race([pause(time, signal), new Promise<void>((goOn) => (this.goOn = goOn))]);
	}
}

function isOver({ deadline, signal }: PollLimits): boolean {
	return signal?.aborted === true || ticks() >= deadline;
}
