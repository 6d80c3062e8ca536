import { type Track, looked } from '../../../../nodes/Swiftia/wait/looks/track.js';

const render: Track = { kind: 'render', since: 0, isQueued: false };

/** What is known after these looks, one every ten seconds. */
function after(kind: Track['kind'], ...looks: Array<[status: string, progress: number | null]>): Track {
	return looks.reduce<Track>(
		(track, [status, progress], index) => looked(track, { status, progress }, (index + 1) * 10_000, Infinity),
		{ ...render, kind },
	);
}
const at = (seconds: number, progress: number) => ({ at: seconds * 1_000, progress });

it.each<[string, () => Track, Partial<Track>]>([
	[
		'the last progress that moved',
		() => after('job', ['PROCESSING', 5], ['PROCESSING', 30]),
		{ first: at(10, 5), last: at(20, 30) },
	],
	[
		'no progress that stands still',
		() => after('job', ['PROCESSING', 30], ['PROCESSING', 30]),
		{ first: at(10, 30), last: at(10, 30), lookedAt: 20_000 },
	],
	[
		'progress anew that runs back',
		() => after('job', ['PROCESSING', 30], ['PROCESSING', 20], ['PROCESSING', 25]),
		{ first: at(20, 20), last: at(30, 25) },
	],
	[
		'no progress that is missing',
		() => after('job', ['PROCESSING', 30], ['PROCESSING', null]),
		{ last: at(10, 30), lookedAt: 20_000 },
	],
	['one that waits in the queue', () => after('render', ['QUEUED', 0]), { isQueued: true }],
	[
		'a render that has made no progress as one that waits',
		() => after('render', ['PROCESSING', 0]),
		{ isQueued: true },
	],
	[
		'a job that has made no progress as one that is worked on',
		() => after('job', ['PROCESSING', 0]),
		{ isQueued: false },
	],
	[
		'one that does not wait any more',
		() => after('render', ['QUEUED', 0], ['PROCESSING', 10]),
		{ isQueued: false, queuedAt: 10_000 },
	],
	['an end', () => after('render', ['COMPLETED', 100]), { endedAt: 10_000, isQueued: false }],
])('knows %s', (_, track, expected) => expect(track()).toMatchObject(expected));

it.each([
	['at its expected end, which is nearer the truth than the look that found it', 15_000, 15_000],
	['at the look, where its end was expected later', 50_000, 20_000],
	['after the last look that found it open', 5_000, 10_000],
])('takes it to have ended %s', (_, expected, endedAt) => {
	const open = after('render', ['PROCESSING', 50]);
	expect(looked(open, { status: 'COMPLETED', progress: 100 }, 20_000, expected).endedAt).toBe(endedAt);
});

it.each([
	['one that was expected to end before it', 5_000, 1],
	['one that was expected to end with it', 20_000, 1],
	['none whose end was expected later', 20_001, 0],
])('counts as a look that came too early %s', (_, expected, misses) => {
	const open = looked(
		after('render', ['PROCESSING', 50]),
		{ status: 'PROCESSING', progress: 60 },
		20_000,
		expected,
	);
	expect(open.misses).toBe(misses);
	expect(looked(open, { status: 'PROCESSING', progress: null }, 30_000, 0).misses).toBe(misses + 1);
});
