import type { Track } from '../../../../nodes/Swiftia/wait/looks/track.js';
import { wakeIn } from '../../../../nodes/Swiftia/wait/looks/wakeIn.js';

const S = 1_000;
const started: Track = { kind: 'render', since: 0, isQueued: false };
/** A render that has come so far by a time in seconds, at an even pace since its begin. */
const seen = (at: number, progress: number): Track => ({
	...started,
	lookedAt: at * S,
	first: { at: at * S, progress },
	last: { at: at * S, progress },
});

it.each<[string, Track, number, number]>([
	['shortly after its expected end', seen(20, 50), 20, 21.5],
	['after half of the time where the end is far', seen(200, 50), 200, 100],
	['after as long as it was followed, where its end is farther', seen(20, 1), 20, 20],
	[
		'shortly before a far end that two progresses foretell',
		{ ...seen(20, 10), last: { at: 40 * S, progress: 20 } },
		40,
		144,
	],
	['after five minutes at the latest', seen(2_000, 1), 2_000, 300],
	['after ten seconds where it was queued just before', { ...seen(100, 2), queuedAt: 90 * S }, 100, 10],
	['after ten seconds where the end is nearer', seen(50, 95), 50, 10],
	['after ten seconds where the end was expected before', seen(20, 50), 41, 10],
	['later and later where progress stands still', seen(20, 50), 140, 30],
	['later and later where nothing is known', started, 80, 20],
	['after ten seconds where not even its begin is known', { kind: 'render', isQueued: false }, 80, 10],
	['after five minutes at the latest where it waits for long', { ...started, isQueued: true }, 9e3, 300],
])('wakes %s', (_, track, now, seconds) => {
	expect(wakeIn(track, now * S)).toBeCloseTo(seconds * S);
});

const queued: Track = { ...started, isQueued: true };
it.each<[string, Track, Track, number]>([
	['after the end of the one ahead, where it waits for its turn', queued, seen(20, 50), 21.5],
	['by its own progress where it has begun', seen(20, 62.5), seen(20, 50), 13.1],
	['as it would by itself where the one ahead is nearer', { ...queued, since: -60 * S }, seen(20, 90), 20],
	['as it would by itself where the one ahead tells nothing', queued, queued, 10],
])('wakes %s', (_, track, ahead, seconds) => {
	expect(wakeIn(track, 20 * S, ahead)).toBeCloseTo(seconds * S);
});

it('comes to few wakes for a render that waits for half an hour', () => {
	let wakes = 0;
	for (let now = 0; now < 1_800 * S; now += wakeIn(started, now)) wakes++;
	expect(wakes).toBeLessThanOrEqual(24);
});
