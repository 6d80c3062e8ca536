import { RECHECKS } from '../../../nodes/Swiftia/wait/parkPlan.js';
import {
	CLAIM_EXPIRES,
	type Caller,
	OWN_CLAIM_EXPIRES,
	afterBegin,
	afterClaim,
	afterUnclaim,
	newPark,
} from '../../../nodes/Swiftia/wait/parkState.js';
import { Run } from './parkRun.mts';

const IDS = ['a', 'b', 'c'];

describe('A look', () => {
	it.each<[string, Caller, Record<string, number>, string[]]>([
		[
			'reads the named record first, then the newest of the others',
			{ id: 'a' },
			{ a: 0, b: 9e9, c: 9e9 },
			['a ended', 'c open'],
		],
		['goes on while what it reads has ended', 'watchdog', { a: 0, b: 9e9, c: 0 }, ['c ended', 'b open']],
		['reads only the newest for a watchdog', 'watchdog', { a: 9e9, b: 9e9, c: 9e9 }, ['c open']],
		['reads all where all have ended', 'watchdog', { a: 0, b: 0, c: 0 }, ['c ended', 'b ended', 'a ended']],
	])('%s', (_, caller, ends, reads) => {
		const run = new Run(ends).call(caller);
		run.go(1_000);
		expect(run.reads).toEqual(reads);
	});

	it('reads two open records at most, however many were named', () => {
		const run = new Run({ a: 9e9, b: 9e9, c: 9e9 });
		for (const id of IDS) run.call({ id });
		run.go(1_000);
		expect(run.reads).toEqual(['a open', 'b open']);
	});

	it('goes on behind the newest only while nothing was found open', () => {
		const run = new Run({ a: 9e9, b: 0, c: 9e9, d: 0 }).call('watchdog');
		run.go(1_000);
		expect(run.reads).toEqual(['d ended', 'c open']);
	});

	it('comes for nobody but a caller', () => {
		expect(new Run({ a: 0 }).go()).toBe('idle');
	});

	it('is not worth it for a record that is known to have ended', () => {
		const run = new Run({ a: 0, b: 9e9 });
		run.readsAfter(0, { id: 'a' });
		expect(run.readsAfter(60_000, { id: 'a' })).toEqual([]);
	});

	it('resumes once everything has ended', () => {
		expect(new Run({ a: 0, b: 0 }).call({ id: 'a' }).go()).toBe('resume');
	});
});

describe('Rechecks', () => {
	it('come after 2, 5 and 15 seconds where the named record is found open, and then no more', () => {
		const run = new Run({ a: 9e9 }).call({ id: 'a' });
		expect(run.go()).toBe('idle');
		expect(run.times).toEqual([0, 2_000, 7_000, 22_000]);
		expect(RECHECKS).toEqual([2_000, 5_000, 15_000]);
	});

	it.each<[Caller, string]>([
		[{ id: 'a' }, 'a open'],
		['unknown', 'b open'],
	])('for %j are as many where each is answered by a process that knows nothing', (caller, read) => {
		const run = new Run({ a: 9e9, b: 9e9 }).call(caller);
		run.isRecheckedElsewhere = true;
		expect(run.go()).toBe('idle');
		expect(run.reads).toEqual([read, read, read, read]);
		expect(run.times).toEqual([0, 2_000, 7_000, 22_000]);
	});

	it('of a sweep that is owed is one there', () => {
		const run = new Run({ a: 0, b: 0, c: 9e9 });
		run.readsAfter(0, { id: 'a' });
		run.isRecheckedElsewhere = true;
		expect(run.readsAfter(6_000, { id: 'b' })).toEqual([
			['b ended', 6_000],
			['c open', 30_000],
		]);
	});

	it('name nothing that is not waited for, and cause no look beyond the third', () => {
		const run = new Run({ a: 9e9, b: 9e9 });
		const recheck = { named: ['a', 'x'], isOfUnknown: false, looks: RECHECKS.length + 1 };
		expect(run.readsAfter(0, { recheck })).toEqual([]);
		expect(run.readsAfter(60_000, { recheck: { ...recheck, looks: RECHECKS.length } })).toEqual([
			['a open', 60_000],
		]);
	});

	it('find an end that the API shows later than the callback came', () => {
		const run = new Run({ a: 6_000 }).call({ id: 'a' });
		expect(run.go()).toBe('resume');
		expect(run.times.at(-1)).toBe(7_000);
	});

	it('come after 5 and 15 seconds where the park was looked at before', () => {
		const run = new Run({ a: 9e9 });
		run.readsAfter(0, 'watchdog');
		expect(run.readsAfter(100_000, { id: 'a' }).map(([, time]) => time)).toEqual([100_000, 105_000, 120_000]);
	});

	it('read the named record alone, and not those that had ended at the first look', () => {
		const run = new Run({ a: 9e9, b: 0, c: 9e9 }).call({ id: 'a' }).call({ id: 'b' });
		run.go();
		expect(run.reads).toEqual(['a open', 'b ended', 'a open', 'a open', 'a open']);
	});

	it.each<[string, Caller]>([
		['a watchdog', 'watchdog'],
		['a watchdog that comes after somebody’s rechecks are over', 'unknown'],
		['a watchdog that comes after those of a named record', { id: 'a' }],
	])('do not follow %s', (_, before) => {
		const run = new Run({ a: 9e9, b: 9e9 });
		run.readsAfter(0, before);
		expect(run.readsAfter(100_000, 'watchdog')).toEqual([['b open', 100_000]]);
	});

	it('follow a caller who names nothing', () => {
		const run = new Run({ a: 9e9, b: 9e9 }).call('unknown');
		run.go();
		expect(run.reads).toHaveLength(4);
	});
});

describe('A flood', () => {
	it('causes one look in five seconds at most', () => {
		const run = new Run({ a: 9e9, b: 9e9 });
		for (let at = 0; at < 60_000; at += 100) {
			run.call('unknown').go(at);
			run.now = Math.max(run.now, at);
		}
		expect(run.reads).toHaveLength(12);
		const pauses = run.times.slice(1).map((time, index) => time - run.times[index]!);
		expect(new Set(pauses)).toEqual(new Set([5_000]));
	});

	it.each([1, 3])('of made-up rechecks does so too, but for the first (%i looks)', (looks) => {
		const run = new Run({ a: 9e9, b: 9e9 }).call('unknown');
		for (let at = 0; at < 60_000; at += 100) {
			run.now = Math.max(run.now, at);
			run.call({ recheck: { named: [], isOfUnknown: true, looks } }).go(at);
		}
		const pauses = run.times.slice(1).map((time, index) => time - run.times[index]!);
		expect(Math.min(...pauses.slice(1))).toBeGreaterThanOrEqual(5_000);
	});

	it('of watchdogs is answered as a whole, half a minute after the last sweep', () => {
		const run = new Run({ a: 9e9 }).call('watchdog');
		run.go(1_000);
		for (let count = 0; count < 10; count++) run.call('watchdog');
		run.go();
		expect(run.times).toEqual([0, 30_000]);
	});
});

describe('A sweep of what nobody named', () => {
	it('waits half a minute from the last that found something open, while others are named', () => {
		const run = new Run({ a: 0, b: 0, c: 9e9 }).call({ id: 'a' });
		run.go(1_000);
		run.call({ id: 'b' });
		run.go(60_000);
		expect(run.reads.slice(0, 3)).toEqual(['a ended', 'c open', 'b ended']);
		expect(run.times.slice(0, 4)).toEqual([0, 0, 5_000, 30_000]);
	});

	it('is made up for after its half minute, once, and not while it finds what ends', () => {
		const run = new Run({ a: 0, b: 0, c: 40_000, d: 9e9 }).call({ id: 'a' });
		run.go(1_000);
		expect(run.reads).toEqual(['a ended', 'd open']);
		expect(run.readsAfter(6_000, { id: 'b' })).toEqual([
			['b ended', 6_000],
			['d open', 30_000],
		]);
		expect(run.readsAfter(50_000, { id: 'c' })).toEqual([
			['c ended', 50_000],
			['d open', 60_000],
		]);
	});

	it('that found an end does not put off the next', () => {
		const run = new Run({ a: 0, b: 0, c: 9e9, d: 0 });
		expect(run.readsAfter(0, { id: 'b' })).toEqual([
			['b ended', 0],
			['d ended', 0],
			['c open', 0],
		]);
		expect(run.readsAfter(31_000, { id: 'a' })).toEqual([
			['a ended', 31_000],
			['c open', 31_000],
		]);
	});

	it('does not wait where somebody calls who names nothing', () => {
		const run = new Run({ a: 0, b: 9e9 }).call('watchdog');
		run.go(1_000);
		run.now = 10_000;
		run.call({ id: 'a' }).call('unknown').go(10_000);
		expect(run.reads).toEqual(['b open', 'a ended', 'b open']);
	});

	it('is not put off by a record that was named', () => {
		const run = new Run({ a: 9e9, b: 0, c: 9e9 });
		run.readsAfter(0, { id: 'a' });
		expect(run.readsAfter(40_000, { id: 'b' })).toEqual([
			['b ended', 40_000],
			['c open', 40_000],
		]);
	});
});

describe('The end', () => {
	it('is offered again where n8n did not carry it out', () => {
		const run = new Run({ a: 0 }).call({ id: 'a' });
		run.go();
		run.state = afterClaim(run.state, run.now);
		run.now = CLAIM_EXPIRES - 1;
		expect(run.call({ id: 'a' }).go()).toBe('idle');
		run.now = CLAIM_EXPIRES;
		expect(run.call('watchdog').go()).toBe('resume');
		expect(run.reads).toEqual(['a ended']);
	});

	it.each([CLAIM_EXPIRES, OWN_CLAIM_EXPIRES])('is offered later each time (%i ms)', (lasts) => {
		let state = newPark(['a'], false, lasts);
		const waits: number[] = [];
		for (let now = 0, count = 0; count < 3; count++) {
			state = afterClaim(state, now);
			waits.push(state.claimLasts);
			now += state.claimLasts;
		}
		expect(waits).toEqual([lasts, 4 * lasts, 16 * lasts]);
	});

	it('is offered as soon the next time where the call did not take it', () => {
		const state = afterUnclaim(afterClaim(newPark(['a']), 0));
		expect(afterClaim(state, 10)).toMatchObject({ claimedAt: 10, claimLasts: CLAIM_EXPIRES });
	});
});

describe('Where nobody but watchdogs calls', () => {
	it('each call may look, seven and a half seconds after the last look', () => {
		const run = new Run({ a: 9e9 }, ['a'], true);
		expect(run.readsAfter(0, 'watchdog')).toEqual([['a open', 0]]);
		expect(run.readsAfter(4_000, 'watchdog')).toEqual([['a open', 7_500]]);
		expect(run.readsAfter(15_000, 'watchdog')).toEqual([['a open', 15_000]]);
	});
});

describe('Where nobody but watchdogs calls, whatever keeps the newest open', () => {
	it('the oldest are read as well, on while those have ended', () => {
		const run = new Run({ a: 0, b: 0, c: 9e9, d: 9e9, e: 9e9 }, ['a', 'b', 'c', 'd', 'e'], true);
		run.call('watchdog').go();
		expect(run.reads).toEqual(['e open', 'a ended', 'b ended', 'c open']);
	});

	it('nothing is read twice where the newest is all that is left', () => {
		const run = new Run({ a: 9e9 }, ['a'], true);
		run.call('watchdog').go();
		expect(run.reads).toEqual(['a open']);
	});
});

it.each<[string, Caller]>([
	['a stranger', 'unknown'],
	['who says that it is a watchdog', 'watchdog'],
	['who names a render', { id: 'b' }],
	['who asks to look again', { recheck: { named: ['a', 'b', 'c'], isOfUnknown: true, looks: 1 } }],
])('a thousand calls in a minute for renders, of %s, cause twenty reads at most', (_, caller) => {
	const run = new Run({ a: 9e9, b: 9e9, c: 9e9 }, ['a', 'b', 'c'], true);
	for (let now = 0; now < 60_000; now += 60) {
		run.now = Math.max(run.now, now);
		run.call(caller).go(now);
	}
	expect(run.reads.length).toBeLessThanOrEqual(20);
	expect(run.reads.length).toBeGreaterThan(2);
});

describe('When the time is up', () => {
	it('all that is open is read once more, and then it goes on with what is known', () => {
		const run = new Run({ a: 9e9, b: 0, c: 9e9 });
		run.isTimeUp = true;
		expect(run.call('watchdog').go()).toBe('resume');
		expect(run.reads).toEqual(['a open', 'b ended', 'c open']);
	});

	it('what a callback named comes first, since time may be too short for all', () => {
		const run = new Run({ a: 9e9, b: 9e9, c: 0 });
		run.isTimeUp = true;
		run.call({ id: 'c' }).go();
		expect(run.reads).toEqual(['c ended', 'a open', 'b open']);
	});

	it('a further call reads nothing again', () => {
		const run = new Run({ a: 9e9, b: 9e9 });
		run.isTimeUp = true;
		run.call('watchdog').go();
		expect(run.call('watchdog').go()).toBe('resume');
		expect(run.reads).toEqual(['a open', 'b open']);
	});

	it('a look that is under way is begun anew, and what was known to have ended is not read', () => {
		const run = new Run({ a: 0, b: 9e9 });
		run.readsAfter(0, { id: 'a' });
		run.reads.length = 0;
		run.state = afterBegin(run.state);
		run.isTimeUp = true;
		expect(run.go()).toBe('resume');
		expect(run.reads).toEqual(['b open']);
	});
});
