import { Lookout, type Looking } from '../../nodes/Swiftia/wait/lookout.js';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const settle = async (milliseconds = 0) => await jest.advanceTimersByTimeAsync(milliseconds);

/** A park on these jobs; `ended` holds the ids of those that have ended. */
function parkOn(...jobIds: string[]) {
	const ended = new Set<string>();
	const reads: string[] = [];
	const looking: Looking = {
		jobIds,
		read: async (jobId) => {
			reads.push(jobId);
			return { id: jobId, status: ended.has(jobId) ? 'COMPLETED' : 'PROCESSING' };
		},
		deadline: Date.now() + 600_000,
	};
	return { ended, reads, looking, lookout: new Lookout() };
}

it('gives the result to one bell only, in the order of the jobs', async () => {
	const { ended, looking, lookout } = parkOn('a', 'b');
	ended.add('a').add('b');
	const answers = Promise.all([
		lookout.answer({ jobId: 'b' }, looking),
		lookout.answer({ jobId: 'a' }, looking),
		lookout.answer('unknown', looking),
	]);
	await settle();
	const given = (await answers).filter(Boolean);
	expect(given).toEqual([
		[
			{ id: 'a', status: 'COMPLETED' },
			{ id: 'b', status: 'COMPLETED' },
		],
	]);
	expect(await lookout.answer('unknown', looking)).toBeUndefined();
});

it('looks again after 2, 5 and 15 seconds when the rung job is still open', async () => {
	const { reads, looking, lookout } = parkOn('a');
	void lookout.answer({ jobId: 'a' }, looking);
	const counts: number[] = [];
	for (const wait of [0, 1999, 1, 4999, 1, 14_999, 1, 60_000]) {
		await settle(wait);
		counts.push(reads.length);
	}
	expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

it('looks once for a watcher', async () => {
	const { reads, looking, lookout } = parkOn('a');
	const answer = lookout.answer('watcher', looking);
	await settle(60_000);
	expect(await answer).toBeUndefined();
	expect(reads).toEqual(['a']);
});

it('takes a flood of bells for one look in five seconds', async () => {
	const { reads, looking, lookout } = parkOn('a');
	for (let second = 0; second < 60; second++) {
		for (let bell = 0; bell < 20; bell++) void lookout.answer('unknown', looking);
		await settle(1000);
	}
	expect(reads.length).toBeLessThanOrEqual(13);
});

it('remembers what has ended: a repeated bell costs nothing', async () => {
	const { ended, reads, looking, lookout } = parkOn('a', 'b');
	ended.add('a');
	void lookout.answer({ jobId: 'a' }, looking);
	await settle();
	expect(reads).toEqual(['a', 'b']);
	void lookout.answer({ jobId: 'a' }, looking);
	await settle(60_000);
	expect(reads).toEqual(['a', 'b']);
	ended.add('b');
	const answer = lookout.answer({ jobId: 'b' }, looking);
	await settle();
	expect(await answer).toHaveLength(2);
	expect(reads).toEqual(['a', 'b', 'b']);
});

it('takes a read that throws for an open job, and looks again', async () => {
	const { ended, looking, lookout } = parkOn('a');
	ended.add('a');
	const read = looking.read;
	let throws = true;
	looking.read = async (jobId) => {
		if (throws) throw new Error('lost');
		return await read(jobId);
	};
	const answer = lookout.answer({ jobId: 'a' }, looking);
	await settle();
	throws = false;
	await settle(2000);
	expect(await answer).toHaveLength(1);
});

it('gives nothing once the limit has passed', async () => {
	const { ended, looking, lookout } = parkOn('a');
	const answer = lookout.answer({ jobId: 'a' }, looking);
	await settle();
	looking.deadline = Date.now() + 1000;
	ended.add('a');
	await settle(2000);
	expect(await answer).toBeUndefined();
});

it('costs about one read per job while bell after bell rings, and finds the job whose bell was lost', async () => {
	const jobIds = Array.from({ length: 50 }, (_, index) => `job-${index}`);
	const { ended, reads, looking, lookout } = parkOn(...jobIds);
	ended.add('job-0');
	const answers: Array<Promise<unknown>> = [];
	for (const jobId of jobIds.slice(1)) {
		ended.add(jobId);
		answers.push(lookout.answer({ jobId }, looking));
		await settle(3000);
	}
	await settle(60_000);
	expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
	expect(reads.length).toBeLessThanOrEqual(60);
});

it('reads two open jobs at most, however many are said to have ended', async () => {
	const jobIds = Array.from({ length: 50 }, (_, index) => `job-${index}`);
	const { reads, looking, lookout } = parkOn(...jobIds);
	for (const jobId of jobIds) void lookout.answer({ jobId }, looking);
	await settle();
	expect(reads.length).toBeLessThanOrEqual(3);
	await settle(60_000);
	expect(reads.length).toBeLessThanOrEqual(8);
});
