import { START, pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { ticks } from '../../../nodes/Swiftia/transport/clock.js';
import { acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import { deadlineIn } from '../../../nodes/Swiftia/wait/deadline.js';
import { hasParked, noteParked } from '../../../nodes/Swiftia/wait/executionState.js';
import { park, settle } from '../../../nodes/Swiftia/wait/park.js';

// Watchdogs of this process are kept beyond a test, and end at their limit.
afterEach(async () => await pass(7_200_000));
useFakeTime();

let n8n: N8n;
beforeEach(() => {
	n8n = new N8n();
	n8n.items = [{ json: { row: 1 } }];
});

describe('Parking', () => {
	const parkFor = async (minutes: number) =>
		await park(n8n.execution, [acceptedJob('a')], deadlineIn(minutes));

	it('has n8n wait 75 seconds longer than the user, whose limit the item carries', async () => {
		await parkFor(10);
		expect(n8n.parkedUntil).toEqual(new Date(START + 675_000));
		const waitUntil = new Date(START + 600_000).toISOString();
		expect(n8n.items[0]!.json).toMatchObject({ jobId: 'a', timedOut: true, waitUntil });
	});

	it('enlists a second process after a second, and wakes the execution itself from 30 seconds on', async () => {
		await parkFor(1);
		await pass(60_000);
		const url = `https://n8n.test/webhook-waiting/${n8n.number}/swiftia?signature=token`;
		expect(n8n.arrived).toEqual([
			{ second: 1, url, body: { swiftiaWatchdog: 'enlist' } },
			{ second: 30, url, body: { swiftiaWatchdog: 'look' } },
		]);
	});

	it('watches two parks of one execution each by itself', async () => {
		await parkFor(1);
		await pass(10_000);
		await parkFor(1);
		await pass(60_000);
		const looks = n8n.arrived.filter(({ body }) => JSON.stringify(body).includes('look'));
		expect(looks.map(({ second }) => second)).toEqual([30, 40]);
	});

	it('is noted for the next wait of the execution', async () => {
		await parkFor(10);
		expect(hasParked(n8n.execution)).toBe(true);
	});
});

describe('Before it parks, an execution', () => {
	/** Settles a node that began so many seconds ago; gives what came of it and the seconds that it took. */
	async function settled(secondsAgo: number): Promise<{ hasWaited: boolean; seconds: number }> {
		const settling = settle(n8n.execution, ticks() - secondsAgo * 1000);
		let seconds: number | undefined;
		void settling.then(() => (seconds = (Date.now() - START) / 1000));
		await pass(20_000);
		return { hasWaited: await settling, seconds: seconds! };
	}

	it('that never parked does not wait', async () => {
		expect(await settled(0)).toEqual({ hasWaited: false, seconds: 0 });
	});

	it.each([
		[0, { hasWaited: true, seconds: 5 }],
		[3, { hasWaited: true, seconds: 2 }],
		[5, { hasWaited: false, seconds: 0 }],
		[60, { hasWaited: false, seconds: 0 }],
	])('that parked before, in a node begun %i s ago, gives %j', async (secondsAgo, outcome) => {
		noteParked(n8n.execution);
		expect(await settled(secondsAgo)).toEqual(outcome);
	});

	it('that is stopped does not wait on', async () => {
		noteParked(n8n.execution);
		const settling = settle(n8n.execution, ticks());
		n8n.stop.abort();
		expect(await settling).toBe(true);
		expect(Date.now()).toBe(START);
	});
});
