import { UNKNOWN_RATE } from '../../../../nodes/Swiftia/transport/pace/rate.js';
import {
	type Limit,
	LimitedServer,
	PLANS,
	honest,
	makeCalls,
	makeCallsTogether,
	sample,
} from './limitedServer.mts';

/** Milliseconds in which so many calls could be made at best. */
const bound = ({ requests, window }: Limit, calls: number) => (calls / requests) * window;

describe('A server that says one thing and allows another', () => {
	it.each([
		['5 remain on every answer, Retry-After of a second', { ...PLANS.pro, headers: sample(true) }],
		['5 remain on every answer', { ...PLANS.pro, headers: sample(false) }],
	])('%s: 20 calls at one a second', (_, limit) => {
		const { answeredAt, refused } = makeCalls(new LimitedServer(limit), 20);
		expect(answeredAt.at(-1)).toBeLessThanOrEqual(1.5 * bound(limit, 20));
		expect(refused).toBeLessThanOrEqual(5);
	});
});

describe('A server that tells the truth is never asked too early', () => {
	it.each(Object.entries(PLANS))('on the plan %s', (_, plan) => {
		const calls = plan.requests * 20;
		const { answeredAt, refused } = makeCalls(new LimitedServer({ ...plan, headers: honest }), calls);
		expect(refused).toBe(0);
		expect(answeredAt.at(-1)).toBeLessThanOrEqual(1.1 * bound(plan, calls));
	});
});

it('finds the pace of the first generation, which says nothing', () => {
	const limit = { requests: 2, window: 1000 };
	const { answeredAt, refused } = makeCalls(new LimitedServer(limit), 200);
	expect(answeredAt.at(-1)).toBeLessThanOrEqual(1.25 * bound(limit, 200));
	expect(refused).toBeLessThanOrEqual(10);
});

it('is as fast as before soon after somebody else has used the allowance, and refused once only', () => {
	const server = new LimitedServer({ ...PLANS.swift, headers: honest });
	const before = makeCalls(server, 50);
	const from = before.answeredAt.at(-1)! + 1000;
	for (let other = 0; other < PLANS.swift.requests; other++) server.answer(from);
	const disturbed = makeCalls(server, 50, { rate: before.rate, from });
	const end = disturbed.answeredAt.at(-1)!;
	const after = makeCalls(server, 100, { rate: disturbed.rate, from: end });
	expect([disturbed.refused, after.refused]).toEqual([1, 0]);
	expect(after.answeredAt.at(-1)! - end).toBeLessThanOrEqual(1.1 * bound(PLANS.swift, 100));
});

it('finds back from the longest gap, when nobody is refused any more', () => {
	const gap = 10_000;
	const rate = { ...UNKNOWN_RATE, gap, provenGap: gap, refusedGap: gap };
	const { answeredAt, refused } = makeCalls(new LimitedServer({ ...PLANS.pro, headers: honest }), 200, {
		rate,
	});
	expect(refused).toBe(0);
	// The last twenty come at the pace of the plan.
	expect(answeredAt.at(-1)! - answeredAt.at(-21)!).toBeLessThanOrEqual(1.15 * bound(PLANS.pro, 20));
});

describe('Processes that share a key and do not know of each other', () => {
	/** The same numbers in each run, from 0 to 1. */
	const numbers = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

	it.each([
		['two, alike', 'pro', [200, 200], 1.3],
		['two, one with more to do', 'pro', [300, 100], 1.3],
		['two, alike', 'free', [200, 200], 1.1],
		['two, one with more to do', 'free', [300, 100], 1.1],
		['four', 'pro', [100, 100, 100, 100], 1.6],
	] as const)('%s, on the plan %s: %j calls in %f x the bound', (_, name, calls, most) => {
		const plan = PLANS[name];
		for (let seed = 1; seed <= 20; seed++) {
			const random = numbers(seed * 7_919);
			const server = new LimitedServer({ ...plan, headers: honest });
			const courses = makeCallsTogether(server, [...calls], {
				way: () => 15 + 30 * random(),
				jitter: random,
			});
			const end = Math.max(...courses.map(({ answeredAt }) => answeredAt.at(-1)!));
			expect(end).toBeLessThanOrEqual(most * bound(plan, 400));
		}
	});
});
