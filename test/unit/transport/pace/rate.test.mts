import type { RateSignals } from '../../../../nodes/Swiftia/api/rateLimit.js';
import {
	type Rate,
	UNKNOWN_RATE,
	allowed,
	nextStart,
	refused,
	started,
	unanswered,
} from '../../../../nodes/Swiftia/transport/pace/rate.js';
import { EPOCH } from './limitedServer.mts';

const silent: RateSignals = { remaining: null, resetAt: null, retryAfter: null, serverTime: null };
const at = (ticks: number) => ({ ticks, epoch: EPOCH + ticks });
const T = 10_000;

/** A rate under which nothing is learned yet, with these differences. */
const rate = (more: Partial<Rate> = {}): Rate => ({ ...UNKNOWN_RATE, ...more });

describe('When the next request may start', () => {
	it.each<[string, Partial<Rate>, number]>([
		['at once where nothing is known', {}, T],
		['after the answer to the first', { inFlight: 1, budget: 0 }, Infinity],
		['at once while there is a budget', { inFlight: 3, budget: 1 }, T],
		['at once with no budget and nothing in flight', { budget: 0 }, T],
		['when it opens', { isClosed: true, opensAt: T + 300 }, T + 300],
		['when it opens, also with a gap', { isClosed: true, opensAt: T + 300, gap: 100, lastStart: T }, T + 300],
		[
			'at once where it has been open for long',
			{ isClosed: true, opensAt: T - 100, inFlight: 2, budget: 0 },
			T,
		],
		[
			'a gap after the last, where it opens now',
			{ isClosed: true, opensAt: T, gap: 500, lastStart: T - 200 },
			T + 300,
		],
		['at once where it is open', { isClosed: true, opensAt: T, inFlight: 2, budget: 0 }, T],
		['at once where it was opened before', { isClosed: false, opensAt: T + 300, budget: 1 }, T],
		['a gap after the last', { gap: 500, lastStart: T - 200, budget: 9 }, T + 300],
		['at once after a gap', { gap: 500, lastStart: T - 600, inFlight: 4, budget: 1 }, T],
		[
			'after an answer with a gap and no budget',
			{ gap: 500, lastStart: T - 600, inFlight: 4, budget: 0 },
			Infinity,
		],
		[
			'after an answer with a gap and five in flight',
			{ gap: 500, lastStart: T - 600, inFlight: 5, budget: 1 },
			Infinity,
		],
		['at once with more in flight, where nothing was refused', { inFlight: 9, budget: 1 }, T],
	])('%s', (_, more, start) => expect(nextStart(rate(more), T)).toBe(start));
});

it('counts what starts against the budget', () => {
	expect(started(rate({ inFlight: 1, budget: 3, isClosed: true }), T)).toEqual(
		rate({ inFlight: 2, budget: 2, isClosed: false, lastStart: T }),
	);
	expect(started(rate({ budget: 0 }), T).budget).toBe(0);
});

it('learns nothing from a request without answer, and lets another go in its place', () => {
	expect(unanswered(rate({ inFlight: 2, budget: 0, gap: 7 }))).toEqual(
		rate({ inFlight: 1, budget: 1, gap: 7 }),
	);
	expect(unanswered(rate({ inFlight: 2, budget: 3 })).budget).toBe(3);
});

describe('An answer that allows', () => {
	it.each<[string, Partial<Rate>, Partial<RateSignals>, Partial<Rate>]>([
		[
			'more than is in flight',
			{ inFlight: 3, window: 8 },
			{ remaining: 5 },
			{ inFlight: 2, window: 16, budget: 3 },
		],
		[
			'less than is in flight',
			{ inFlight: 3, window: 8 },
			{ remaining: 1 },
			{ inFlight: 2, window: 16, budget: 0 },
		],
		[
			'much: the window doubles only',
			{ inFlight: 1 },
			{ remaining: 100 },
			{ inFlight: 0, window: 2, budget: 2 },
		],
		[
			'the more, the longer it goes well',
			{ inFlight: 1, window: 16 },
			{ remaining: 100 },
			{ inFlight: 0, window: 32, budget: 32 },
		],
		['without a header: up to five', { inFlight: 1, window: 4 }, {}, { inFlight: 0, window: 5, budget: 5 }],
		[
			'without a header, with others in flight',
			{ inFlight: 4, window: 4 },
			{},
			{ inFlight: 3, window: 5, budget: 2 },
		],
		[
			'after refusals',
			{ inFlight: 1, refusedInARow: 3 },
			{ remaining: 1 },
			{ inFlight: 0, window: 2, budget: 1, refusedInARow: 0 },
		],
		[
			'no more, until a reset',
			{ inFlight: 1 },
			{ remaining: 0, resetAt: EPOCH + T + 700 },
			{ inFlight: 0, window: 2, budget: 0, isClosed: true, opensAt: T + 700 },
		],
		[
			'no more, without a reset',
			{ inFlight: 1 },
			{ remaining: 0 },
			{ inFlight: 0, window: 2, budget: 0, isClosed: true, opensAt: T },
		],
		[
			'no more, and it was closed for longer',
			{ inFlight: 1, opensAt: T + 900 },
			{ remaining: 0, resetAt: EPOCH + T + 700 },
			{ inFlight: 0, window: 2, budget: 0, isClosed: true, opensAt: T + 900 },
		],
		[
			'no more for very long: a minute at most',
			{ inFlight: 1 },
			{ remaining: 0, resetAt: EPOCH + T + 90_000 },
			{ inFlight: 0, window: 2, budget: 0, isClosed: true, opensAt: T + 60_000 },
		],
		[
			'no more, by a clock that is an hour behind',
			{ inFlight: 1 },
			{ remaining: 0, resetAt: EPOCH + T - 3_600_000 + 700, serverTime: EPOCH + T - 3_600_000 },
			{ inFlight: 0, window: 2, budget: 0, isClosed: true, opensAt: T + 700, clockAhead: 3_600_000 },
		],
		[
			'some: a reset does not matter',
			{ inFlight: 1 },
			{ remaining: 1, resetAt: EPOCH + T + 700 },
			{ inFlight: 0, window: 2, budget: 1 },
		],
	])('%s', (_, before, signals, after) =>
		expect(allowed(rate(before), { ...silent, ...signals }, at(T))).toEqual(rate({ ...before, ...after })),
	);
});

describe('A gap that is allowed', () => {
	it.each<[string, Partial<Rate>, Partial<Rate>]>([
		['not yet often enough', { gap: 1000, provenGap: 1000, successes: 2 }, { successes: 3 }],
		[
			'often enough: half of it is tried',
			{ gap: 1000, provenGap: 1000, successes: 3 },
			{ successes: 0, gap: 500, provenGap: 1000 },
		],
		[
			'often enough: half-way to the one that was refused',
			{ gap: 1000, provenGap: 1000, refusedGap: 500, successes: 3 },
			{ successes: 0, gap: 750, provenGap: 1000, refusedGap: 500 },
		],
		[
			'after a shorter one was tried: the refused one counts half',
			{ gap: 750, provenGap: 1000, refusedGap: 500, successes: 3 },
			{ successes: 0, gap: 500, provenGap: 750, refusedGap: 250 },
		],
		[
			'often enough, though as long a one was refused: that counts half',
			{ gap: 1000, provenGap: 1000, refusedGap: 1000, successes: 3 },
			{ successes: 0, gap: 750, provenGap: 1000, refusedGap: 500 },
		],
		['with more patience', { gap: 1000, provenGap: 1000, successes: 3, patience: 8 }, { successes: 4 }],
		[
			'until it is no more than a blink',
			{ gap: 39, provenGap: 39, successes: 3 },
			{ successes: 0, gap: 0, provenGap: 39 },
		],
		[
			'and is still one at 20 ms',
			{ gap: 40, provenGap: 40, successes: 3 },
			{ successes: 0, gap: 20, provenGap: 40 },
		],
		['where there is none', { gap: 0, successes: 3 }, { successes: 3, gap: 0 }],
	])('%s', (_, before, after) => {
		const learned = allowed(rate({ inFlight: 1, ...before }), { ...silent, remaining: 1 }, at(T));
		expect(learned).toMatchObject({ ...before, ...after });
	});
});

describe('A refusal', () => {
	const refuse = (
		before: Partial<Rate>,
		signals: Partial<RateSignals> = {},
		startedAt = T - 100,
		jitter = 0,
	) =>
		refused(
			rate({ inFlight: 1, window: 4, budget: 3, ...before }),
			{ ...silent, ...signals },
			at(T),
			startedAt,
			jitter,
		);

	it('outweighs what a header promises', () =>
		expect(refuse({ inFlight: 2 }, { remaining: 5, retryAfter: 1000 })).toEqual(
			rate({
				inFlight: 1,
				budget: 0,
				window: 1,
				isClosed: true,
				opensAt: T + 1050,
				gap: 1050,
				provenGap: 1050,
				refusedInARow: 1,
				learnedAt: T,
			}),
		));

	it.each<[string, Partial<RateSignals>, number]>([
		['half a second where it says nothing', {}, 525],
		['half a second where it says less', { retryAfter: 100 }, 525],
		['as Retry-After says', { retryAfter: 2000 }, 2100],
		['until a reset', { resetAt: EPOCH + T + 3000 }, 3150],
		['the longer of both', { resetAt: EPOCH + T + 3000, retryAfter: 2000 }, 3150],
		[
			'an hour away by a clock that is an hour behind',
			{ resetAt: EPOCH + T + 3_601_000, serverTime: EPOCH + T + 3_600_000 },
			1050,
		],
	])('without a gap before makes one of %s', (_, signals, gap) =>
		expect(refuse({}, signals)).toMatchObject({ gap, provenGap: gap, refusedGap: 0, opensAt: T + gap }),
	);

	it('keeps away for a minute at most, and makes a gap of ten seconds at most', () =>
		expect(refuse({}, { retryAfter: 3_600_000 })).toMatchObject({ gap: 10_000, opensAt: T + 60_000 }));

	it.each<[string, Partial<Rate>, Partial<Rate>]>([
		[
			'that had served grows by half',
			{ gap: 1000, provenGap: 1000 },
			{ gap: 1500, provenGap: 1500, refusedGap: 1000, patience: 4 },
		],
		[
			'that had served grows to what is asked for',
			{ gap: 100, provenGap: 100 },
			{ gap: 525, provenGap: 525, refusedGap: 100, patience: 4 },
		],
		[
			'that was tried falls back, with more patience',
			{ gap: 500, provenGap: 1000 },
			{ gap: 1000, provenGap: 1000, refusedGap: 500, patience: 8 },
		],
		[
			'that was tried often falls back, with patience up to a limit',
			{ gap: 500, provenGap: 1000, patience: 64 },
			{ gap: 1000, patience: 64 },
		],
		[
			'grows up to ten seconds',
			{ gap: 8_000, provenGap: 8_000 },
			{ gap: 10_000, provenGap: 10_000, refusedGap: 8_000 },
		],
		['forgets its successes', { gap: 1000, provenGap: 1000, successes: 3 }, { successes: 0 }],
	])('of a gap %s', (_, before, after) => expect(refuse(before)).toMatchObject(after));

	it.each([
		[0, 1050],
		[1, 2100],
		[2, 4200],
		[5, 33_600],
		[6, 60_000],
		[60, 60_000],
	])('after %i others in a row keeps away for %i ms', (refusedInARow, away) =>
		expect(refuse({ refusedInARow, gap: 500, provenGap: 1050 })).toMatchObject({
			opensAt: T + away,
			refusedInARow: refusedInARow + 1,
		}),
	);

	it('in a row does not blame the gap where it names a time: somebody else was there first', () =>
		expect(
			refuse({ refusedInARow: 1, gap: 1050, provenGap: 1050 }, { resetAt: EPOCH + T + 700 }),
		).toMatchObject({ gap: 1050, opensAt: T + 2100, refusedInARow: 2 }));

	it('keeps away at most six times doubled', () =>
		expect(refuse({ refusedInARow: 7, gap: 20, provenGap: 525 })).toMatchObject({ opensAt: T + 525 * 64 }));

	it('keeps away for longer than the gap where it is asked to, by chance up to a quarter more', () => {
		expect(refuse({ gap: 500, provenGap: 700 }, { retryAfter: 8000 }, T - 1, 0)).toMatchObject({
			gap: 700,
			opensAt: T + 8000,
		});
		expect(refuse({ gap: 500, provenGap: 700 }, { retryAfter: 8000 }, T - 1, 1)).toMatchObject({
			opensAt: T + 10_000,
		});
	});

	it('of a request that had started before the last one was learned from tells nothing new', () => {
		const before = {
			inFlight: 2,
			learnedAt: T - 100,
			gap: 500,
			provenGap: 500,
			refusedInARow: 1,
			opensAt: T,
		};
		expect(refuse(before, { retryAfter: 800 })).toEqual(
			rate({ ...before, inFlight: 1, window: 1, budget: 0, isClosed: true, opensAt: T + 800 }),
		);
		expect(refuse(before, {}, T - 99)).toMatchObject({ refusedInARow: 2, gap: 750 });
	});
});
