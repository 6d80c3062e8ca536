import { ticks } from '../time/clock';
import { pause } from '../time/pause';
import { LookPlan } from './looks/lookPlan';
import type { Progressing } from './looks/track';
import type { WaitKnowledge } from './waitMemory';
import { type Watched, giveUpUnseen, hasEnded, isOpen, look } from './watched';

/** How long and how often to look, as the user set it. */
export interface WaitLimits {
	/** Minutes from when everything was started that could be. */
	minutes: number;
	/** The longest time between two looks at one record while polling and while the pace allows it, in milliseconds. */
	intervalMs: number;
}

/** How an execution may park between two looks. */
interface Parking {
	/** Milliseconds: it sleeps for what is nearer, and parks for what is farther. */
	longestSleepMs: number;
	/** From when on it may, by `ticks`. */
	from: () => number;
}

/** What bounds a wait. */
export interface LoopLimits {
	/** When to stop, by `ticks`. */
	deadline: number;
	/** The longest time between two looks at one record while polling and while the pace allows it, in milliseconds. */
	intervalMs: number;
	/** Milliseconds between two requests, as the pace has it lately. */
	spacing: () => number;
	signal: AbortSignal | undefined;
	/** Undefined where the execution keeps running. */
	parking?: Parking;
	/** Renders that Swiftia works on together, as far as is known. */
	slots?: number;
	/** Whether somebody called for one of the records, and it is not known for which. */
	isCalledByUnknown?: boolean;
}

/** What is known where a wait parks. */
export type LoopKnowledge = Pick<WaitKnowledge, 'wakeAt' | 'slots' | 'records'>;

type AnyWatched = Watched<Progressing>;

/** Where a wait stands; all times are by `ticks`. */
export interface Situation {
	now: number;
	deadline: number;
	isStopped: boolean;
	/** When the next look is due; Infinity where there is nothing to look at. */
	nextLookAt: number;
	/** Looks, and what follows ends, that are under way. */
	underWay: number;
	/** Whether one more look may be under way. */
	mayLook: boolean;
	parking?: { longestSleepMs: number; from: number };
}

/** What a wait does next. A time is by `ticks`. */
export type Step = 'stop' | 'look' | { restUntil: number } | { parkUntil: number };

/** Milliseconds from one park to its wake at least: each loads the execution from n8n's database. */
export const SHORTEST_PARK_MS = 10_000;
/** Milliseconds before the limit from which on the execution does not park: n8n's timer may be a minute late. */
const NEAR_LIMIT_MS = 75_000;

/** What a wait does next. */
export function nextStep(at: Situation): Step {
	const { now, deadline, nextLookAt, underWay } = at;
	if (at.isStopped || now >= deadline) return 'stop';
	if (nextLookAt === Infinity && underWay === 0) return 'stop';
	if (nextLookAt <= now && at.mayLook) return 'look';
	if (mayPark(at)) return { parkUntil: Math.min(Math.max(nextLookAt, now + SHORTEST_PARK_MS), deadline) };
	return { restUntil: nextLookAt > now ? nextLookAt : Infinity };
}

function mayPark({ now, deadline, nextLookAt, underWay, parking }: Situation): boolean {
	if (!parking || underWay > 0 || now < parking.from) return false;
	return nextLookAt - now > parking.longestSleepMs && deadline - now > NEAR_LIMIT_MS;
}

/**
 * Watches records in one loop until each has ended, with all that follows, or the time is over. `LookPlan` says which is looked at
 * next, and when.
 *
 * @returns what is known where the execution is to park until the next look; undefined where the wait is over
 */
export async function watchAll(
	records: AnyWatched[],
	limits: LoopLimits,
): Promise<LoopKnowledge | undefined> {
	const loop = new WatchLoop(limits);
	new Set(records).forEach((watch) => loop.watch(watch));
	return await loop.run();
}

/** Looks that may be under way together where the pace is fast. */
const MOST_LOOKS = 4;
/** Milliseconds between two requests from which there is one look at a time: the next one is chosen when it can be sent. */
const SLOW_MS = 500;
/** Milliseconds that the loop rests at most: meanwhile there may be more to watch. */
const LONGEST_REST_MS = 500;

class WatchLoop {
	private readonly plan: LookPlan<AnyWatched>;
	private readonly watches = new Set<AnyWatched>();
	private readonly looks = new Map<AnyWatched, Promise<void>>();
	private readonly endings = new Set<Promise<void>>();
	private isCalledByUnknown: boolean;
	/** Ends the rest of the loop. */
	private goOn: () => void = () => {};

	constructor(private readonly limits: LoopLimits) {
		this.plan = new LookPlan(limits.slots);
		this.isCalledByUnknown = limits.isCalledByUnknown ?? false;
	}

	watch(watch: AnyWatched): void {
		this.watches.add(watch);
		if (watch.failure !== undefined) return;
		const { kind } = watch.subject;
		if (isOpen(watch) || watch.track || watch.readAt !== undefined)
			this.plan.add(watch, { kind, since: watch.since, ...watch.track });
		if (!watch.track && watch.readAt !== undefined) this.plan.saw(watch, watch.latest.record, watch.readAt);
		if (hasEnded(watch)) this.end(watch);
	}

	async run(): Promise<LoopKnowledge | undefined> {
		if (this.isCalledByUnknown) this.plan.callForOldest();
		for (;;) {
			const next = this.nextLook();
			const step = nextStep(this.situation(next?.at));
			if (step === 'stop') break;
			if (step === 'look') this.lookAt(next!.record);
			else if ('parkUntil' in step) return this.knowledge(step.parkUntil);
			else await this.rest(step.restUntil);
		}
		while (this.looks.size + this.endings.size > 0)
			await Promise.all([...this.looks.values(), ...this.endings]);
		this.watches.forEach(giveUpUnseen);
		return undefined;
	}

	private situation(nextLookAt = Infinity): Situation {
		const { deadline, signal, parking, spacing } = this.limits;
		return {
			now: ticks(),
			deadline,
			isStopped: signal?.aborted === true,
			nextLookAt,
			underWay: this.looks.size + this.endings.size,
			mayLook: this.looks.size < (spacing() < SLOW_MS ? MOST_LOOKS : 1),
			...(parking && { parking: { longestSleepMs: parking.longestSleepMs, from: parking.from() } }),
		};
	}

	private nextLook() {
		const { intervalMs, deadline, spacing, parking } = this.limits;
		const now = ticks();
		const mayPark = parking !== undefined && now >= parking.from() && deadline - now > NEAR_LIMIT_MS;
		const limits = { interval: mayPark ? undefined : intervalMs, deadline, spacing: spacing() };
		return this.plan.next(limits, now, (watch) => !this.looks.has(watch));
	}

	private lookAt(watch: AnyWatched): void {
		const { deadline, parking } = this.limits;
		const looking = look(watch, deadline, parking !== undefined).then(() => {
			this.looks.delete(watch);
			this.goOn();
			if (watch.failure !== undefined) return this.plan.forget(watch);
			this.plan.saw(watch, watch.latest.record, ticks());
			if (!hasEnded(watch)) return void (this.isCalledByUnknown = false);
			this.end(watch);
			if (this.isCalledByUnknown) this.plan.callForOldest();
		});
		this.looks.set(watch, looking);
	}

	private end(watch: AnyWatched): void {
		if (!watch.onEnd) return;
		const ending = watch
			.onEnd()
			.then((more) => more.forEach((next) => this.watch(next)))
			.catch((error: unknown) => (watch.failure = error))
			.then(() => {
				this.endings.delete(ending);
				this.goOn();
			});
		this.endings.add(ending);
	}

	/** Until that time at most, and no longer than something under way takes. */
	private async rest(until: number): Promise<void> {
		const { deadline, signal } = this.limits;
		const time = Math.min(until, deadline, ticks() + LONGEST_REST_MS) - ticks();
		// One promise, however many looks and ends are under way: each race leaves a trace at all that run in it.
		await Promise.race([pause(time, signal), new Promise<void>((goOn) => (this.goOn = goOn))]);
	}

	private knowledge(wakeAt: number): LoopKnowledge {
		const records = [...this.watches].map((watch) => ({ watch, track: this.plan.trackOf(watch) }));
		return { wakeAt, slots: this.plan.slots, records };
	}
}
