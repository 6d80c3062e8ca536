import { pass, useFakeTime } from '../fakeTime.mts';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { type PollLimits, poll } from '../../../nodes/Swiftia/wait/poll.js';
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
			{ subject: { kind: 'job', id }, since, read },
			{ status: 'PROCESSING', progress: null },
		);
	});
	return { reads, watched, statuses };
}

const limits = (more: Partial<PollLimits> = {}): PollLimits => ({
	deadline: ticks() + 600_000,
	interval: 15_000,
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
	const polling = poll(watched, limits());
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
	await Promise.all([poll(watched, limits()), pass()]);
	expect(reads).toEqual(['a']);
});

it('counts a look from before', async () => {
	const { reads, watched } = watch({ a: 'PROCESSING' });
	watched[0]!.readAt = ticks();
	void poll(watched, limits());
	await pass(14_999);
	expect(reads).toEqual([]);
	await pass(501);
	expect(reads).toEqual(['a']);
});

it('ends at the limit with what is known, after a look shortly before, and reads nothing any more', async () => {
	const { watched, reads } = watch({ a: 'PROCESSING' });
	const polling = poll(watched, limits({ deadline: ticks() + 20_000 }));
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
	const polling = poll(watched, limits({ deadline: ticks() + 20_000 }));
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
	await Promise.all([poll(watched, limits({ spacing: () => spacing })), pass(1_000)]);
	expect(most).toBe(together);
});

it.each([
	['in the middle of a pause', 0],
	['in the middle of a look', 15_000],
])('ends when it is stopped %s', async (_, at) => {
	const stop = new AbortController();
	const { watched, reads } = watch({ a: 'PROCESSING', b: 'PROCESSING' });
	slowDown(watched, 100);
	const polling = poll(watched, limits({ signal: stop.signal }));
	await pass(at);
	stop.abort();
	await pass(1_000);
	await polling;
	expect(reads).toHaveLength(at === 0 ? 0 : 2);
});

it('gives up on one that cannot be read, and not on the others', async () => {
	const { watched } = watch({ a: 'PROCESSING', b: 'COMPLETED' });
	watched[0]!.read = async () => await Promise.reject(new Error('unknown'));
	await Promise.all([poll(watched, limits()), pass(15_500)]);
	expect(watched[0]!.failure).toEqual(new Error('unknown'));
	expect(watched[1]!.latest.record.status).toBe('COMPLETED');
});

it('hands the limit on to each read', async () => {
	const { watched } = watch({ a: 'PROCESSING' });
	const read = jest.spyOn(watched[0]!, 'read');
	await Promise.all([poll(watched, limits({ deadline: ticks() + 20_000 })), pass(20_000)]);
	expect(new Set(read.mock.calls.flat())).toEqual(new Set([20_000]));
});

describe('What follows an end', () => {
	it('begins at once, while others are watched, and what it gives is watched as well', async () => {
		const { watched, statuses, reads } = watch({ job: 'COMPLETED', other: 'PROCESSING' });
		const next = watch({ render: 'COMPLETED' });
		const polling = poll(watched, limits());
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
		await Promise.all([poll(watched, limits()), pass(500)]);
		expect(onEnd).toHaveBeenCalledTimes(1);
		expect(reads).toEqual([]);
	});

	it('begins once for one that stands twice in the list', async () => {
		const { watched } = watch({ a: 'COMPLETED' });
		watched[0]!.latest = { record: { status: 'COMPLETED', progress: null } };
		const onEnd = jest.fn(async () => []);
		watched[0]!.onEnd = onEnd;
		await Promise.all([poll([...watched, ...watched], limits()), pass(500)]);
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
		const polling = poll(watched, limits({ deadline: ticks() + 20_000 }));
		await pass(65_500);
		await polling;
		expect(isDone).toBe(true);
	});

	it('is the failure of its record where it throws, and no other', async () => {
		const { watched } = watch({ a: 'COMPLETED', b: 'COMPLETED' });
		watched[0]!.onEnd = async () => await Promise.reject(new Error('no room'));
		await Promise.all([poll(watched, limits()), pass(16_000)]);
		expect(watched.map(({ failure }) => failure)).toEqual([new Error('no room'), undefined]);
	});
});
