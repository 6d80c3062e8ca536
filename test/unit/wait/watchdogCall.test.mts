import { recheckCall, watchdogWish } from '../../../nodes/Swiftia/wait/watchdogCall.js';

it.each([
	[{ swiftiaWatchdog: 'look' }, 'look'],
	[{ swiftiaWatchdog: 7 }, 'look'],
	[{ swiftiaWatchdog: 'enlist' }, 'enlist'],
	[{ jobId: 'a' }, undefined],
	[null, undefined],
	[[], undefined],
	['swiftiaWatchdog', undefined],
])('takes %j for %s', (body, wish) => expect(watchdogWish(body)).toBe(wish));

describe('A recheck', () => {
	const recheck = { named: ['a', 'b'], isOfUnknown: true, looks: 2 };

	it('arrives as it was sent', () => {
		const body = JSON.parse(JSON.stringify(recheckCall(recheck)));
		expect(watchdogWish(body)).toEqual({ recheck });
	});

	it.each([
		[undefined, { named: [], isOfUnknown: false, looks: 3 }],
		[
			{ named: ['a', 1, null], isOfUnknown: 'yes', looks: -5 },
			{ named: ['a'], isOfUnknown: false, looks: 1 },
		],
		[
			{ named: 'a', looks: '2.7' },
			{ named: [], isOfUnknown: false, looks: 2 },
		],
		[[], { named: [], isOfUnknown: false, looks: 3 }],
	])('made up as %j is taken for %j', (made, taken) => {
		expect(watchdogWish({ swiftiaWatchdog: 'recheck', recheck: made })).toEqual({ recheck: taken });
	});
});
