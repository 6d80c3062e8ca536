import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RateSignals } from '../../nodes/Swiftia/api/rateLimit.js';
import {
	type Rate,
	UNKNOWN_RATE,
	allowed,
	nextStart,
	refused,
	started,
	unanswered,
} from '../../nodes/Swiftia/transport/pace/rate.js';
import './runs.mts';

const EPOCH = 1_800_000_000_000;
const LONGEST = 60_000;
const anyNumber = fc.oneof(fc.constantFrom(null, 0, 1, 5), fc.double({ noNaN: true }), fc.integer());
const time = fc.oneof(
	fc.constant(null),
	fc.integer({ min: -200_000, max: 200_000 }).map((ahead) => EPOCH + ahead),
	fc.double({ noNaN: true }),
);
const signals: fc.Arbitrary<RateSignals> = fc.record({
	remaining: anyNumber,
	resetAt: time,
	retryAfter: fc.oneof(fc.constantFrom(null, 0, 1000), fc.double({ noNaN: true, min: 0 })),
	serverTime: time,
});
const event = fc.oneof(
	fc.record({ kind: fc.constant('start' as const) }),
	fc.record({
		kind: fc.constantFrom('allowed' as const, 'refused' as const, 'unanswered' as const),
		which: fc.nat(20),
		signals,
		jitter: fc.double({ min: 0, max: 1, noNaN: true }),
	}),
	fc.record({ kind: fc.constant('time' as const), passes: fc.oneof(fc.nat(2000), fc.nat(100_000)) }),
);

interface World {
	rate: Rate;
	ticks: number;
	/** When those under way have started. */
	underWay: number[];
}

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Lets an event happen, where it can. */
function happen(world: World, next: Event): void {
	if (next.kind === 'time') world.ticks += next.passes;
	else if (next.kind === 'start') begin(world);
	else if (world.underWay.length > 0) end(world, next);
}

function begin(world: World): void {
	const { rate, ticks } = world;
	if (nextStart(rate, ticks) > ticks) return;
	assert.ok(ticks - rate.lastStart >= rate.gap);
	world.rate = started(rate, ticks);
	world.underWay.push(ticks);
}

function end(world: World, { kind, which, signals: given, jitter }: Extract<Event, { which: number }>): void {
	const [startedAt] = world.underWay.splice(which % world.underWay.length, 1);
	const now = { ticks: world.ticks, epoch: EPOCH + world.ticks };
	if (kind === 'allowed') world.rate = allowed(world.rate, given, now);
	else if (kind === 'unanswered') world.rate = unanswered(world.rate);
	else world.rate = refused(world.rate, given, now, startedAt!, jitter);
}

it('never waits for ever, nor longer than a minute with nothing under way, and counts right', () =>
	fc.assert(
		fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
			const world: World = { rate: UNKNOWN_RATE, ticks: 0, underWay: [] };
			for (const next of events) {
				happen(world, next);
				const { rate, ticks, underWay } = world;
				assert.equal(rate.inFlight, underWay.length);
				assert.ok(rate.budget >= 0 && rate.window >= 1 && rate.gap >= 0 && rate.gap <= LONGEST);
				const start = nextStart(rate, ticks);
				assert.ok(start >= ticks);
				if (underWay.length === 0) assert.ok(start <= ticks + LONGEST);
			}
		}),
	));
