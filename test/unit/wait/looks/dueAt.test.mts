import { dueAt } from '../../../../nodes/Swiftia/wait/looks/dueAt.js';
import type { Track } from '../../../../nodes/Swiftia/wait/looks/track.js';

const S = 1_000;
const job: Track = { kind: 'job', since: 0, isQueued: false };
/** Looked at 100 s after its begin, where it had made this progress, and 50 s before another. */
const seen = (more: Partial<Track> = {}): Track => ({
	...job,
	lookedAt: 100 * S,
	first: { at: 50 * S, progress: 10 },
	last: { at: 100 * S, progress: 20 },
	...more,
});

/** When it is due, in seconds. */
function due(
	track: Track,
	{ end = Infinity, open = 1, spacing = 0, isBehind = false, deadline = Infinity } = {},
): number {
	const standing = { open, expectedEnd: end * S, isBehind };
	return dueAt(track, { interval: 15 * S, spacing: spacing * S, deadline: deadline * S }, standing) / S;
}

it.each<[string, () => number, number]>([
	['at once, where nobody knows when it was started', () => due({ ...job, since: undefined }), -Infinity],
	['after the interval, where nothing is known', () => due(job), 15],
	['after the interval, where the end is far', () => due(seen(), { end: 500 }), 115],
	['at its expected end', () => due(seen({ kind: 'render' }), { end: 104 }), 104],
	['half-way to its expected end, if it is a job', () => due(seen(), { end: 110 }), 105],
	['at its expected end, if it is a job and near', () => due(seen(), { end: 102 }), 102],
	[
		'half a request later where the pace has a say, so that the look is not too early',
		() => due(seen({ kind: 'render' }), { end: 104, spacing: 2 }),
		105,
	],
	['a second after the last look at the earliest', () => due(seen(), { end: 100.1 }), 101],
	['a second after the first look that came too early', () => due(seen({ misses: 1 }), { end: 99 }), 101],
	['twice as long after each further one', () => due(seen({ misses: 4 }), { end: 99 }), 108],
	['after the interval, however many came too early', () => due(seen({ misses: 99 }), { end: 10 }), 115],
	[
		'when the pace can serve all, where nothing is known',
		() => due({ ...job, lookedAt: 100 * S }, { open: 20, spacing: 2 }),
		180,
	],
	['before that, where its end is near', () => due(seen(), { end: 110, open: 20, spacing: 2 }), 111],
	[
		'half-way to a far end where the pace is slow',
		() => due(seen(), { end: 300, open: 20, spacing: 2 }),
		200,
	],
	[
		'not much later than others, though its end is further',
		() => due(seen(), { end: 900, open: 20, spacing: 2 }),
		220,
	],
	['after the interval, at the head of the queue', () => due(seen({ isQueued: true })), 115],
	['seldom, behind in the queue', () => due(seen({ isQueued: true }), { isBehind: true }), 160],
	['at its expected end, in the queue', () => due(seen({ isQueued: true }), { end: 130 }), 130],
	['seldom, in the queue, where its end is far', () => due(seen({ isQueued: true }), { end: 500 }), 160],
	[
		'before the time is over, while the pace can still serve all',
		() => due(seen({ isQueued: true }), { open: 20, spacing: 2, isBehind: true, deadline: 200 }),
		159,
	],
	[
		'after the time is over, where it was looked at shortly before',
		() => due(seen({ isQueued: true }), { open: 20, spacing: 2, isBehind: true, deadline: 120 }),
		420,
	],
])('A record is due %s', (_, at, expected) => expect(at()).toBe(expected));

describe('Where the execution parks between two looks, a record is due', () => {
	const due = (track: Track, { end = Infinity, isBehind = false, deadline = Infinity } = {}) =>
		dueAt(
			track,
			{ interval: undefined, spacing: 0, deadline: deadline * S },
			{ open: 1, expectedEnd: end * S, isBehind },
		) / S;
	const oneProgress: Partial<Track> = {
		first: { at: 100 * S, progress: 20 },
		last: { at: 100 * S, progress: 20 },
	};

	it.each<[string, () => number, number]>([
		['after ten seconds, where nothing is known', () => due(job), 10],
		['later and later, where its progress stands still', () => due(seen({ lookedAt: 200 * S })), 225],
		['after five minutes at the latest', () => due(seen({ lookedAt: 9_000 * S })), 9_300],
		['shortly after its expected end', () => due(seen(), { end: 140 }), 142.5],
		['shortly after its expected end, however near that is', () => due(seen(), { end: 103 }), 103.65],
		['a second later at least', () => due(seen(), { end: 100.1 }), 101],
		['longer after each look that came too early', () => due(seen({ misses: 2 }), { end: 101 }), 104],
		['ten seconds later, however many came too early', () => due(seen({ misses: 9 }), { end: 101 }), 110],
		['ten seconds later, where its end was expected before', () => due(seen(), { end: 99 }), 110],
		['shortly before a far end that two progresses foretell', () => due(seen(), { end: 300 }), 280],
		['half-way to a far end that one progress foretells', () => due(seen(oneProgress), { end: 300 }), 200],
		[
			'after as long as it was followed, where that end is farther',
			() => due({ ...seen(oneProgress), since: 80 * S }, { end: 900 }),
			120,
		],
		['at its expected end, in the queue', () => due(seen({ isQueued: true }), { end: 200 }), 205.5],
		['seldom, behind in the queue', () => due(seen({ isQueued: true }), { isBehind: true }), 400],
		['at once, where somebody called for it', () => due(seen({ isCalled: true })), -Infinity],
		[
			'ten seconds after a look for a call that found it open',
			() => due(seen({ wasCalled: true }), { end: 900 }),
			110,
		],
		['shortly before the time is over', () => due(seen(), { end: 300, deadline: 200 }), 199],
		['at once, where the time is too short for another', () => due(job, { deadline: 0.5 }), 0],
	])('%s', (_, at, expected) => expect(at()).toBeCloseTo(expected, 5));
});
