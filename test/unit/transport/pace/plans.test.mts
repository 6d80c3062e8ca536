import { type Limit, LimitedServer, PLANS, honest, makeCalls, sample } from './limitedServer.mts';

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
