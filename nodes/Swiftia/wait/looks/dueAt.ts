import type { Track } from './track';

/** What bounds the looks; times are milliseconds. */
export interface LookLimits {
	/** The longest time between two looks at one record while the pace allows it; undefined where the execution parks between them. */
	interval: number | undefined;
	/** Between two requests, as the pace has it lately. */
	spacing: number;
	/** When the time is over, by `ticks`. */
	deadline: number;
}

/** How a record stands among those that are watched with it. */
export interface Standing {
	/** How many are watched. */
	open: number;
	/** By ticks; Infinity where nothing tells. */
	expectedEnd: number;
	/** Whether another one is before it in Swiftia's queue, so that it cannot have ended. */
	isBehind: boolean;
}

/** Milliseconds between two looks at one record at least. */
const SHORTEST = 1_000;
/** Milliseconds: so near to its expected end, a job is not looked at before it. */
const NEAR = 2_000;
/** Where the pace is too slow for the interval, looks at all take one of so many requests: the others are for what is started, and for what ends. */
const ONE_OF = 2;
/** How many times longer it takes until one that waits in Swiftia's queue is looked at, in case that queue has another order. */
const QUEUED = 4;
/** How much of the time until an expected end may pass without a look, since progress may mislead; not much more than at others. */
const FAR = { share: 0.5, most: 1.5 };

/** When to look at a record next, by ticks. Before the time is over, each has one more look, as far as the pace allows. */
export function dueAt(track: Track, limits: LookLimits, standing: Standing): number {
	const from = track.lookedAt ?? track.since;
	// How far one is that somebody has started some time ago, only a look tells.
	if (from === undefined || track.isCalled) return -Infinity;
	const { interval } = limits;
	const { open } = standing;
	const pause =
		interval === undefined
			? parkedPause(track, from, standing)
			: polledPause(track, from, { ...limits, interval }, standing);
	return Math.min(from + pause, Math.max(from + leastPause(track), lastLookAt(track, from, limits, open)));
}

/** One that was never looked at has a look, however short the time is. */
function leastPause({ lookedAt }: Track): number {
	return lookedAt === undefined ? 0 : SHORTEST;
}

/** When it has its last look before the time is over; Infinity where it had that already, as the pace was then. */
function lastLookAt(
	{ lookedAt }: Track,
	from: number,
	{ deadline, spacing }: LookLimits,
	open: number,
): number {
	const forAll = open * spacing + SHORTEST;
	return lookedAt === undefined || deadline - from > 2 * forAll ? deadline - forAll : Infinity;
}

type PollLimits = LookLimits & { interval: number };

function polledPause(track: Track, from: number, limits: PollLimits, standing: Standing): number {
	const untilEnd = standing.expectedEnd + limits.spacing / 2 - from;
	return Math.max(
		shortestPause(track, limits, standing),
		Math.min(untilEnd, longestPause(track, limits, standing)),
	);
}

/** Milliseconds between two looks where the execution parks between them, which loads it from n8n's database: at least where nothing foretells an end, and at most. */
const PARKED = { shortest: 10_000, longest: 300_000 };
/** How much later than expected an end is taken to be then: milliseconds, and a share of the time until it. */
const LATE = { fixed: 500, share: 0.05 };
/** Milliseconds: an end that is farther away is expected anew before. */
const FAR_AWAY = 60_000;
/** Share of the time to a far end that is left for a look before it, where two progresses tell of it. */
const SOON = 0.1;
/** Where nothing is foretold, the share of the time without progress so far that passes until the next look. */
const GROWTH = 0.25;

function parkedPause(track: Track, from: number, standing: Standing): number {
	if (track.wasCalled) return PARKED.shortest;
	const foretold = track.isQueued ? untilQueuedEnds(from, standing) : untilEnd(track, from, standing);
	const pause = foretold ?? (from - (track.last?.at ?? track.since ?? from)) * GROWTH;
	// An end that is near is waited for without a park; the more often that was too early, the longer.
	const least = foretold === undefined ? PARKED.shortest : SHORTEST * 2 ** (track.misses ?? 0);
	return Math.min(Math.max(pause, Math.min(least, PARKED.shortest)), PARKED.longest);
}

/** Undefined where nothing tells. */
function untilQueuedEnds(from: number, { expectedEnd, isBehind }: Standing): number | undefined {
	return isBehind || expectedEnd < Infinity ? shortlyAfter(expectedEnd - from) : undefined;
}

/** Undefined where nothing tells, or what told was wrong. */
function untilEnd(track: Track, from: number, { expectedEnd }: Standing): number | undefined {
	const left = expectedEnd - from;
	if (left <= 0 || left === Infinity) return undefined;
	return left <= FAR_AWAY ? shortlyAfter(left) : Math.max(PARKED.shortest, pauseOnTheWay(track, left, from));
}

function shortlyAfter(left: number): number {
	return left * (1 + LATE.share) + LATE.fixed;
}

/** On half the way, or after as long as it was followed, where one progress tells of its end. */
function pauseOnTheWay({ first, last, since = first?.at }: Track, left: number, from: number): number {
	if (first?.at !== last?.at) return left * (1 - SOON);
	return Math.min(left / 2, from - (since ?? from));
}

/** Twice as long after each look that came too early: what foretells the end is wrong then. */
function shortestPause({ lookedAt, misses = 0 }: Track, limits: PollLimits, { open }: Standing): number {
	if (lookedAt === undefined) return 0;
	return Math.min(untilAllAreServed(limits, open), SHORTEST * 2 ** Math.max(0, misses - 1));
}

function longestPause(track: Track, limits: PollLimits, standing: Standing): number {
	const { lookedAt, isQueued } = track;
	const { expectedEnd, isBehind } = standing;
	const forAll = untilAllAreServed(limits, standing.open);
	const isKnown = expectedEnd < Infinity;
	if (lookedAt === undefined && !isKnown) return limits.interval;
	if (isQueued) return isKnown || isBehind ? forAll * QUEUED : forAll;
	return isKnown && track.last ? pauseBeforeEnd(track, forAll, limits, expectedEnd) : forAll;
}

function pauseBeforeEnd(
	{ kind, lookedAt, since }: Track,
	forAll: number,
	{ interval }: PollLimits,
	expectedEnd: number,
): number {
	const halfWay = (expectedEnd - (lookedAt ?? since!)) * FAR.share;
	if (forAll > interval) return Math.max(forAll, Math.min(halfWay, forAll * FAR.most));
	// A job may end before its progress says so, and its renders wait for that.
	return kind === 'job' ? Math.min(forAll, Math.max(NEAR, halfWay)) : forAll;
}

/** The time between two looks at a record that lets the pace serve all. */
function untilAllAreServed({ interval, spacing }: PollLimits, open: number): number {
	return Math.max(interval, open * spacing * ONE_OF);
}
