import { LookPlan } from '../../../../nodes/Swiftia/wait/looks/lookPlan.js';
import { type Batch, goThrough, linear } from './model.mts';

const S = 1_000;
const MIXED = [
	420, 60, 860, 240, 700, 120, 560, 330, 900, 90, 480, 180, 780, 300, 640, 150, 520, 210, 820, 380,
];
const mixed = MIXED.map((seconds) => seconds * S);
const equal = Array<number>(20).fill(180 * S);
/** Milliseconds between two requests. */
const [FREE, STARTER, PRO, SWIFT, OLDEST] = [5 * S, 2 * S, S, 200, 500];

const missing = () => null;
const stalls = (share: number) => linear(Math.min(share, 0.55));
const jumps = (share: number) => [5, 80, 85, 90][Math.floor(share * 4)]!;
const runsBack = (share: number) => [10, 60, 20, 90, 30][Math.floor(share * 5)]!;
const slowsDown = (share: number) => 100 * (1 - (1 - share) ** 3);
const speedsUp = (share: number) => 100 * share ** 3;

/** A batch of videos with three shorts each, unless told otherwise. */
const batch = (
	jobs: number[],
	spacing: number,
	progress: Batch['progress'] = linear,
	more: Partial<Batch> = {},
): Batch => ({
	jobs,
	shortsPerJob: 3,
	renderTime: 45 * S,
	slots: 4,
	spacing,
	progress,
	...more,
});

it.each<[string, Batch, makespan: number, calls: number]>([
	['20 videos of mixed length, Free', batch(mixed, FREE), 1.12, 1.4],
	['20 videos of mixed length, Starter', batch(mixed, STARTER), 1.06, 2.5],
	['20 videos of mixed length, Pro', batch(mixed, PRO), 1.05, 6],
	['20 videos of mixed length, Swift', batch(mixed, SWIFT), 1.05, 6],
	['20 videos of mixed length, progress stalls', batch(mixed, PRO, stalls), 1.1, 6],
	['20 videos of mixed length, progress is missing', batch(mixed, PRO, missing), 1.1, 6],
	[
		'20 videos of mixed length, oldest generation',
		batch(mixed, OLDEST, missing, { showsQueue: false }),
		1.1,
		6,
	],
	['20 videos of equal length, Free', batch(equal, FREE), 1.1, 1.4],
	['20 videos of equal length, Starter', batch(equal, STARTER), 1.06, 2.5],
	['20 videos of equal length, Pro', batch(equal, PRO), 1.05, 6],
	['20 videos of equal length, Swift', batch(equal, SWIFT), 1.03, 6],
	['1 video with 10 shorts, Pro', batch([180 * S], PRO, linear, { shortsPerJob: 10 }), 1.03, 6],
])('%s', (_, given, makespan, calls) => {
	const course = goThrough(given);
	expect(course.makespan).toBeLessThanOrEqual(makespan);
	expect(course.calls).toBeLessThanOrEqual(calls);
});

it('the first MP4 of 20 videos of mixed length is there soon', () => {
	expect(goThrough(batch(mixed, PRO)).firstFile).toBeLessThanOrEqual(1.1);
});

// Progress that misleads costs time at most, and not much of it.
describe.each(Object.entries({ jumps, runsBack, slowsDown, speedsUp, stalls, missing }))(
	'Progress that %s',
	(_, progress) => {
		it.each(Object.entries({ FREE, STARTER, PRO, SWIFT }))('on %s', (__, spacing) => {
			const course = goThrough(batch(mixed, spacing, progress));
			expect(course.makespan).toBeLessThanOrEqual(1.2);
			expect(course.calls).toBeLessThanOrEqual(10);
		});
	},
);

describe('A plan', () => {
	const limits = { interval: 15 * S, spacing: 0, deadline: Infinity };
	const free = () => true;

	it('has nothing to look at where nothing is open', () => {
		const plan = new LookPlan<string>();
		plan.add('a', { kind: 'job', since: 0 });
		plan.saw('a', { status: 'COMPLETED', progress: 100 }, 10 * S);
		expect(plan.next(limits, 20 * S, free)).toBeUndefined();
	});

	it('looks first at one that is due and nearest to its end', () => {
		const plan = new LookPlan<string>();
		for (const record of ['far', 'near']) plan.add(record, { kind: 'job', since: 0 });
		plan.saw('far', { status: 'PROCESSING', progress: 10 }, 10 * S);
		plan.saw('near', { status: 'PROCESSING', progress: 60 }, 10 * S);
		expect(plan.next(limits, 30 * S, free)?.record).toBe('near');
		expect(plan.next(limits, 30 * S, (record) => record !== 'near')?.record).toBe('far');
	});

	it('says when the next is due where none is yet', () => {
		const plan = new LookPlan<string>();
		plan.add('later', { kind: 'job', since: 5 * S });
		plan.add('sooner', { kind: 'job', since: 0 });
		expect(plan.next(limits, 0, free)).toMatchObject({ record: 'sooner', at: 15 * S });
	});

	it('does not ask what waits behind the queue', () => {
		const plan = new LookPlan<string>();
		for (const record of ['first', 'second', 'third']) {
			plan.add(record, { kind: 'render', since: 0 });
			plan.saw(record, { status: record === 'first' ? 'PROCESSING' : 'QUEUED', progress: null }, 0);
		}
		const due = new Set(
			[15, 30, 45].map((seconds) => plan.next(limits, seconds * S, (record) => record === 'third')?.at),
		);
		expect(due).toEqual(new Set([60 * S]));
		expect(plan.next(limits, 0, (record) => record === 'second')?.at).toBe(15 * S);
	});

	it('takes as many renders to be worked on together as there were when one had to wait', () => {
		const plan = new LookPlan<string>();
		plan.add('job', { kind: 'job', since: 0 });
		for (const record of ['ended', 'a', 'b', 'waits']) plan.add(record, { kind: 'render', since: 0 });
		plan.saw('ended', { status: 'COMPLETED', progress: 100 }, 10 * S);
		for (const record of ['job', 'a', 'b']) plan.saw(record, { status: 'PROCESSING', progress: 50 }, 20 * S);
		plan.saw('waits', { status: 'QUEUED', progress: 0 }, 20 * S);
		// a takes 40 s and ends at 40 s; b had the slot of the one that ended at 10 s and leaves it at 30 s.
		expect(plan.next(limits, 20 * S, (record) => record === 'waits')?.at).toBe(70 * S);
	});

	it('forgets what cannot be watched any more', () => {
		const plan = new LookPlan<string>();
		plan.add('a', { kind: 'job', since: 0 });
		plan.forget('a');
		expect(plan.next(limits, 20 * S, free)).toBeUndefined();
	});
});

it('a thousand records are each looked at once, without going through all of them for each look', () => {
	const plan = new LookPlan<number>();
	const records = Array.from({ length: 1_000 }, (_, record) => record);
	for (const record of records) plan.add(record, { kind: 'render', since: undefined });
	let asked = 0;
	const isFree = () => ++asked > 0;
	const looked = records.map(() => {
		const { record } = plan.next({ interval: 15 * S, spacing: 1, deadline: Infinity }, S, isFree)!;
		plan.saw(record, { status: 'PROCESSING', progress: 10 }, S);
		return record;
	});
	expect(looked).toEqual(records);
	expect(asked).toBeLessThan(3_000);
});

it('of a thousand records one that is added later has its turn, and one that has ended is looked at no more', () => {
	const plan = new LookPlan<number>();
	const limits = { interval: 15 * S, spacing: 1, deadline: Infinity };
	for (let record = 0; record < 1_000; record++) plan.add(record, { kind: 'render', since: undefined });
	for (let look = 0; look < 1_000; look++) {
		const { record } = plan.next(limits, 0, () => true)!;
		plan.saw(record, { status: record === 7 ? 'PROCESSING' : 'COMPLETED', progress: 10 }, 0);
	}
	plan.add(1_000, { kind: 'render', since: undefined });
	expect(plan.next(limits, S, () => true)!.record).toBe(1_000);
	plan.saw(1_000, { status: 'COMPLETED', progress: 100 }, S);
	expect(plan.next(limits, S, () => true)!.record).toBe(7);
});
