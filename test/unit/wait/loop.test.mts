import { pass, useFakeTime } from '../fakeTime.mts';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { type LoopLimits, type Situation, nextStep, watchAll } from '../../../nodes/Swiftia/wait/loop.js';
import { type Watched, watchedOf } from '../../../nodes/Swiftia/wait/watched.js';

useFakeTime();

type Record = { status: string; progress: number | null };

/** A job that was just started, whose status is read from a list; notes every read. */
function watch(statuses: { [id: string]: string }, since: number | undefined = ticks()) {
	const reads: string[] = [];
	const watched = Object.keys(statuses).map((id) => {
		const read = async () => {
			reads.push(id);
			return { record: { status: statuses[id]!, progress: null } };
		};
		return watchedOf<Record>(
			{ account: 'a', subject: { kind: 'job', id }, since, read },
			{ status: 'PROCESSING', progress: null },
			{ recall: () => ({}) },
		);
	});
	return { reads, watched, statuses };
}

const limits = (more: Partial<LoopLimits> = {}): LoopLimits => ({
	deadline: ticks() + 600_000,
	intervalMs: 15_000,
	spacing: () => 0,
	signal: undefined,
	...more,
});

/** Makes every read of these take so long. */
function slowDown(watched: Array<Watched<Record>>, milliseconds: number) {
	for (const one of watched) {
		const { read } = one;
		one.read = async (deadline) => {
			await new Promise((resolve) => setTimeout(resolve, milliseconds));
			return await read(deadline);
		};
	}
}

it('looks at each in every interval, and at one that has ended no more', async () => {
	const { reads, watched, statuses } = watch({ a: 'PROCESSING', b: 'PROCESSING' });
	const polling = watchAll(watched, limits());
	await pass(15_000);
	statuses.b = 'COMPLETED';
	await pass(15_000);
	statuses.a = 'FAILED';
	await pass(15_000);
	await polling;
	expect(reads.join('')).toBe('ababa');
});

it('looks at once at one that somebody else has started', async () => {
	const { reads, watched } = watch({ a: 'COMPLETED' });
	watched[0]!.since = undefined;
	await Promise.all([watchAll(watched, limits()), pass()]);
	expect(reads).toEqual(['a']);
});

it('counts a look from before', async () => {
	const { reads, watched } = watch({ a: 'PROCESSING' });
	watched[0]!.readAt = ticks();
	void watchAll(watched, limits());
	await pass(14_999);
	expect(reads).toEqual([]);
	await pass(501);
	expect(reads).toEqual(['a']);
});

it('ends at the limit with what is known, after a look shortly before, and reads nothing any more', async () => {
	const { watched, reads } = watch({ a: 'PROCESSING' });
	const polling = watchAll(watched, limits({ deadline: ticks() + 20_000 }));
	await pass(18_000);
	expect(reads).toEqual(['a']);
	await pass(2_000);
	await polling;
	expect(watched[0]!.latest.record.status).toBe('PROCESSING');
	expect(reads).toEqual(['a', 'a']);
});

it('takes what a look finds that is under way when the time is over', async () => {
	const { watched } = watch({ a: 'COMPLETED' });
	slowDown(watched, 10_000);
	const polling = watchAll(watched, limits({ deadline: ticks() + 20_000 }));
	await pass(25_000);
	await polling;
	expect(watched[0]!.latest.record.status).toBe('COMPLETED');
});

it.each([
	[0, 4],
	[500, 1],
])('at a pace of one request in %i ms has %i looks under way together', async (spacing, together) => {
	const { watched } = watch(Object.fromEntries([...'abcdef'].map((id) => [id, 'PROCESSING'])));
	let underWay = 0;
	let most = 0;
	for (const one of watched) {
		one.since = undefined;
		one.read = async () => {
			most = Math.max(most, ++underWay);
			await new Promise((resolve) => setTimeout(resolve, 100));
			underWay--;
			return { record: { status: 'COMPLETED', progress: null } };
		};
	}
	await Promise.all([watchAll(watched, limits({ spacing: () => spacing })), pass(1_000)]);
	expect(most).toBe(together);
});

it.each([
	['in the middle of a pause', 0],
	['in the middle of a look', 15_000],
])('ends when it is stopped %s', async (_, at) => {
	const stop = new AbortController();
	const { watched, reads } = watch({ a: 'PROCESSING', b: 'PROCESSING' });
	slowDown(watched, 100);
	const polling = watchAll(watched, limits({ signal: stop.signal }));
	await pass(at);
	stop.abort();
	await pass(1_000);
	await polling;
	expect(reads).toHaveLength(at === 0 ? 0 : 2);
});

it('gives up on one that cannot be read, and not on the others', async () => {
	const { watched } = watch({ a: 'PROCESSING', b: 'COMPLETED' });
	watched[0]!.read = async () => await Promise.reject(new Error('unknown'));
	await Promise.all([watchAll(watched, limits()), pass(15_500)]);
	expect(watched[0]!.failure).toEqual(new Error('unknown'));
	expect(watched[1]!.latest.record.status).toBe('COMPLETED');
});

it('hands the limit on to each read', async () => {
	const { watched } = watch({ a: 'PROCESSING' });
	const read = jest.spyOn(watched[0]!, 'read');
	await Promise.all([watchAll(watched, limits({ deadline: ticks() + 20_000 })), pass(20_000)]);
	expect(new Set(read.mock.calls.flat())).toEqual(new Set([20_000]));
});

describe('What follows an end', () => {
	it('begins at once, while others are watched, and what it gives is watched as well', async () => {
		const { watched, statuses, reads } = watch({ job: 'COMPLETED', other: 'PROCESSING' });
		const next = watch({ render: 'COMPLETED' });
		const polling = watchAll(watched, limits());
		watched[0]!.onEnd = async () => {
			next.watched[0]!.since = ticks();
			return next.watched;
		};
		await pass(31_000);
		expect([reads.join(), next.reads.join()]).toEqual(['job,other,other', 'render']);
		statuses.other = 'COMPLETED';
		await pass(15_000);
		await polling;
	});

	it('begins for one that had ended before, which is not read', async () => {
		const { watched, reads } = watch({ a: 'COMPLETED' });
		watched[0]!.latest = { record: { status: 'COMPLETED', progress: null } };
		const onEnd = jest.fn(async () => []);
		watched[0]!.onEnd = onEnd;
		await Promise.all([watchAll(watched, limits()), pass(500)]);
		expect(onEnd).toHaveBeenCalledTimes(1);
		expect(reads).toEqual([]);
	});

	it('begins once for one that stands twice in the list', async () => {
		const { watched } = watch({ a: 'COMPLETED' });
		watched[0]!.latest = { record: { status: 'COMPLETED', progress: null } };
		const onEnd = jest.fn(async () => []);
		watched[0]!.onEnd = onEnd;
		await Promise.all([watchAll([...watched, ...watched], limits()), pass(500)]);
		expect(onEnd).toHaveBeenCalledTimes(1);
	});

	it('is waited for, beyond the limit too', async () => {
		const { watched } = watch({ a: 'COMPLETED' });
		let isDone = false;
		watched[0]!.onEnd = async () => {
			await new Promise((resolve) => setTimeout(resolve, 50_000));
			isDone = true;
			return [];
		};
		const polling = watchAll(watched, limits({ deadline: ticks() + 20_000 }));
		await pass(65_500);
		await polling;
		expect(isDone).toBe(true);
	});

	it('is the failure of its record where it throws, and no other', async () => {
		const { watched } = watch({ a: 'COMPLETED', b: 'COMPLETED' });
		watched[0]!.onEnd = async () => await Promise.reject(new Error('no room'));
		await Promise.all([watchAll(watched, limits()), pass(16_000)]);
		expect(watched.map(({ failure }) => failure)).toEqual([new Error('no room'), undefined]);
	});
});

describe('The next step', () => {
	const parking = { longestSleepMs: 5_000, from: -Infinity };
	const at = (more: Partial<Situation>): Situation => ({
		now: 0,
		deadline: 600_000,
		isStopped: false,
		nextLookAt: 60_000,
		underWay: 0,
		mayLook: true,
		parking,
		...more,
	});

	it.each<[string, Partial<Situation>, ReturnType<typeof nextStep>]>([
		['the end, where the execution was stopped', { isStopped: true }, 'stop'],
		['the end, where the time is over', { now: 600_000, nextLookAt: 0 }, 'stop'],
		['the end, where all have ended', { nextLookAt: Infinity }, 'stop'],
		[
			'rest, where all have ended and something follows',
			{ nextLookAt: Infinity, underWay: 1 },
			{ restUntil: Infinity },
		],
		['a look that is due', { nextLookAt: 0 }, 'look'],
		[
			'rest, where a look is due and enough are under way',
			{ nextLookAt: 0, mayLook: false, underWay: 4 },
			{ restUntil: Infinity },
		],
		['a park until the next look', {}, { parkUntil: 60_000 }],
		['a park until the limit, where that is nearer', { nextLookAt: 900_000 }, { parkUntil: 600_000 }],
		['a park of ten seconds at least', { nextLookAt: 6_000 }, { parkUntil: 10_000 }],
		['rest until a look that is near', { nextLookAt: 5_000 }, { restUntil: 5_000 }],
		['rest, where something is under way', { underWay: 1 }, { restUntil: 60_000 }],
		['rest, where it may park later only', { parking: { ...parking, from: 1 } }, { restUntil: 60_000 }],
		['rest, where it may not park', { parking: undefined }, { restUntil: 60_000 }],
		['rest, near the limit', { deadline: 75_000 }, { restUntil: 60_000 }],
	])('is %s', (_, more, step) => expect(nextStep(at(more))).toEqual(step));
});

describe('Where the execution may park', () => {
	const parking = { longestSleepMs: 5_000, from: () => -Infinity };

	it('it gives what is known, until the first look that is worth it', async () => {
		const { watched, reads } = watch({ a: 'PROCESSING', b: 'PROCESSING' });
		const knowledge = await watchAll(watched, limits({ parking }));
		expect(knowledge).toMatchObject({ wakeAt: ticks() + 10_000, slots: Infinity });
		expect(knowledge!.records.map(({ watch }) => watch)).toEqual(watched);
		expect(reads).toEqual([]);
	});

	it('it does so after what an end has begun, with what that gave', async () => {
		const { watched } = watch({ job: 'COMPLETED' });
		watched[0]!.since = undefined;
		const next = watch({ render: 'PROCESSING' });
		watched[0]!.onEnd = async () => next.watched;
		const looping = watchAll(watched, limits({ parking }));
		await pass(1_000);
		expect((await looping)!.records.map(({ watch }) => watch.subject.id)).toEqual(['job', 'render']);
	});

	it('a call for one that is not named has the oldest looked at, and on while these have ended', async () => {
		const { watched, reads, statuses } = watch({ a: 'COMPLETED', b: 'PROCESSING', c: 'PROCESSING' });
		watched.forEach(
			(one, index) => (one.track = { kind: 'job', since: 0, isQueued: false, lookedAt: ticks() + index }),
		);
		const looping = watchAll(watched, limits({ parking, isCalledByUnknown: true }));
		await pass(1_000);
		expect(await looping).toBeDefined();
		expect(reads).toEqual(['a', 'b']);
		expect(statuses.c).toBe('PROCESSING');
	});
});
