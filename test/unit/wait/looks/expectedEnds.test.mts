import { expectedEnds } from '../../../../nodes/Swiftia/wait/looks/expectedEnds.js';
import type { Track } from '../../../../nodes/Swiftia/wait/looks/track.js';

const S = 1_000;
/** Progress was seen at these seconds. */
const progressing = (since: number | undefined, ...points: Array<[at: number, progress: number]>): Track => {
	const [first, last] = [points[0], points.at(-1)].map(
		(point) => point && { at: point[0] * S, progress: point[1] },
	);
	return {
		kind: 'render',
		since: since === undefined ? since : since * S,
		isQueued: false,
		lookedAt: last?.at,
		first,
		last,
	};
};
const unread = (since: number): Track => progressing(since);
const ended = (since: number, at: number): Track => ({ ...unread(since), endedAt: at * S });

it.each<[string, Track[], number[]]>([
	['nothing of one that was never looked at', [unread(0)], [Infinity]],
	['when its progress comes to its end', [progressing(0, [20, 30], [30, 40])], [90]],
	['the same from one progress, where its begin is known', [progressing(0, [20, 40])], [50]],
	['nothing from one progress that is too young', [progressing(0, [4, 40])], [Infinity]],
	['nothing from one progress, where its begin is not known', [progressing(undefined, [20, 40])], [Infinity]],
	[
		'nothing from one progress of one that was queued meanwhile',
		[{ ...progressing(0, [100, 2]), queuedAt: 90 * S }],
		[Infinity],
	],
	[
		'when two progresses come to their end, whenever it was queued',
		[{ ...progressing(0, [100, 10], [110, 30]), queuedAt: 90 * S }],
		[145],
	],
	['what another takes', [progressing(0, [20, 40]), unread(10)], [50, 60]],
	[
		'what others take at the median',
		[progressing(0, [10, 50]), progressing(0, [30, 50]), progressing(0, [50, 50]), unread(100)],
		[20, 60, 100, 160],
	],
	['when it ended', [ended(0, 45)], [45]],
])('says %s', (_, tracks, ends) => {
	expect(expectedEnds(tracks).map((end) => end / S)).toEqual(ends);
});

it.each<[string, Track[], number[], number]>([
	[
		'that it begins when a slot is free',
		[progressing(0, [20, 40]), unread(10), unread(10)],
		[50, 100, 150],
		1,
	],
	[
		'that it begins when the first of several slots is free',
		[progressing(0, [20, 40]), progressing(10, [20, 20]), unread(10)],
		[50, 60, 100],
		2,
	],
	[
		'what one progress tells of one that was queued before its slot was free',
		[progressing(0, [20, 40]), { ...progressing(0, [60, 25]), queuedAt: 40 * S }],
		[50, 90],
		1,
	],
	[
		'that one which is late still has its slot',
		[{ ...progressing(0, [20, 40]), lookedAt: 70 * S }, unread(10)],
		[50, 120],
		1,
	],
	[
		'that one has its slot since its progress, whatever the order',
		[progressing(0, [20, 40]), progressing(0, [30, 40])],
		[50, expect.any(Number)],
		1,
	],
])('says %s', (_, tracks, ends, slots) => {
	expect(expectedEnds(tracks, slots).map((end) => end / S)).toEqual(ends);
});
