import { type Batch, leastCalls, leastToFirstFile, lowerBound } from '../../bench/bound.mts';

const BATCH: Batch = {
	jobSeconds: [100],
	shortsPerJob: 1,
	renderSeconds: 10,
	renderSlots: 4,
	window: { requests: 1, seconds: 1 },
};
const NO_LIMIT = { requests: 1000, seconds: 1 };

it.each<[string, number, Partial<Batch>]>([
	['one of each: job, its read, the start of its render a second later, render', 111, {}],
	[
		'eight calls, ten seconds apart',
		70,
		{ jobSeconds: [1, 1], renderSeconds: 1, window: { requests: 1, seconds: 10 } },
	],
	[
		'five calls at a time: the eleven before the last render starts come in the third second',
		22,
		{ jobSeconds: Array<number>(6).fill(10), renderSlots: 10, window: { requests: 5, seconds: 1 } },
	],
	['ten renders in four slots', 130, { shortsPerJob: 10, window: NO_LIMIT }],
	['the longest job, started first, and its render', 111, { jobSeconds: [10, 100] }],
	[
		'two long jobs: two reads and two starts of renders in a row, and the last render',
		113,
		{ jobSeconds: [100, 10, 100] },
	],
	[
		'renders of all jobs, where the first slots are free until the second job has ended',
		50,
		{ jobSeconds: [10, 20], shortsPerJob: 4, renderSeconds: 10, renderSlots: 2, window: NO_LIMIT },
	],
	[
		'six calls, seven seconds apart, none of which comes before the first job has ended',
		135,
		{ jobSeconds: [100, 100], renderSeconds: 1, window: { requests: 1, seconds: 7 } },
	],
])('takes the least time for %s', (_, seconds, batch) => {
	expect(lowerBound({ ...BATCH, ...batch })).toBe(seconds);
});

it('does not depend on the order in which the jobs are given', () => {
	const jobSeconds = [300, 60, 180, 240, 120];
	const bounds = [jobSeconds, [...jobSeconds].reverse()].map((seconds) =>
		lowerBound({ ...BATCH, shortsPerJob: 3, jobSeconds: seconds }),
	);
	expect(bounds[0]).toBe(bounds[1]);
});

it('counts two calls for a job and two for a render', () => {
	expect(leastCalls({ ...BATCH, jobSeconds: [1, 2, 3], shortsPerJob: 4 })).toBe(30);
});

it('takes the shortest job and one render to the first MP4', () => {
	expect(leastToFirstFile({ ...BATCH, jobSeconds: [300, 60, 180] })).toBe(70);
});
