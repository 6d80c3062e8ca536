import type { Track } from './track';

/** What bounds the looks; times are milliseconds. */
export interface LookLimits {
	/** The longest time between two looks at one record while the pace allows it. */
	interval: number;
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
	if (from === undefined) return -Infinity;
	const { deadline, spacing } = limits;
	const { expectedEnd, open } = standing;
	const pause = Math.max(
		shortestPause(track, limits, standing),
		Math.min(expectedEnd + spacing / 2 - from, longestPause(track, limits, standing)),
	);
	const lastLook = deadline - open * spacing - SHORTEST;
	return from < lastLook ? Math.min(from + pause, lastLook) : from + pause;
}

/** Twice as long after each look that came too early: what foretells the end is wrong then. */
function shortestPause({ lookedAt, misses = 0 }: Track, limits: LookLimits, { open }: Standing): number {
	if (lookedAt === undefined) return 0;
	return Math.min(untilAllAreServed(limits, open), SHORTEST * 2 ** Math.max(0, misses - 1));
}

function longestPause(track: Track, limits: LookLimits, { open, expectedEnd, isBehind }: Standing): number {
	const { lookedAt, isQueued, since } = track;
	const forAll = untilAllAreServed(limits, open);
	const isKnown = expectedEnd < Infinity;
	if (lookedAt === undefined && !isKnown) return limits.interval;
	if (isQueued) return isKnown || isBehind ? forAll * QUEUED : forAll;
	if (!isKnown || !track.last) return forAll;
	const halfWay = (expectedEnd - (lookedAt ?? since!)) * FAR.share;
	if (forAll > limits.interval) return Math.max(forAll, Math.min(halfWay, forAll * FAR.most));
	// A job may end before its progress says so, and its renders wait for that.
	return track.kind === 'job' ? Math.min(forAll, Math.max(NEAR, halfWay)) : forAll;
}

/** The time between two looks at a record that lets the pace serve all. */
function untilAllAreServed({ interval, spacing }: LookLimits, open: number): number {
	return Math.max(interval, open * spacing * ONE_OF);
}
