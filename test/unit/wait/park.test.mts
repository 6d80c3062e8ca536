import { START, pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import { acceptedRender } from '../../../nodes/Swiftia/api/render.js';
import { deadlineIn } from '../../../nodes/Swiftia/wait/deadline.js';
import { hasParked, noteParked } from '../../../nodes/Swiftia/wait/executionState.js';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { leftToPark, mayParkFrom, park } from '../../../nodes/Swiftia/wait/park.js';

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
		await park(n8n.execution, [acceptedJob({ jobId: 'a' })], deadlineIn(minutes));

	it('has n8n wait 75 seconds longer than the user, whose limit the item carries', async () => {
		await parkFor(10);
		expect(n8n.parkedUntil).toEqual(new Date(START + 675_000));
		const waitUntil = new Date(START + 600_000).toISOString();
		expect(n8n.items[0]!.json).toMatchObject({ jobId: 'a', timedOut: true, waitUntil });
	});

	it('enlists a second process after a second, and wakes the execution itself from 30 seconds on and when the time is nearly over', async () => {
		await parkFor(1);
		await pass(60_000);
		const url = `https://n8n${n8n.number}.test/webhook-waiting/${n8n.number}/swiftia?signature=token`;
		expect(n8n.arrived).toEqual([
			{ second: 1, url, body: { swiftiaWatchdog: 'enlist' } },
			...[30, 50, 53, 56, 59].map((second) => ({ second, url, body: { swiftiaWatchdog: 'look' } })),
		]);
	});

	it('for renders wakes it at a moment of its own within 15 seconds, and again from shortly before the limit on', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.4);
		const renderWait = { itemIndex: 0, simplify: true, failureIsError: false };
		await park(n8n.execution, [{ ...acceptedRender({ renderId: 'r' }), renderWait }], deadlineIn(1));
		await pass(60_000);
		const looks = n8n.arrived.filter(({ body }) => JSON.stringify(body).includes('look'));
		expect(looks.map(({ second }) => second)).toEqual([12, 50, 53, 56, 59]);
	});

	it('watches two parks of one execution each by itself', async () => {
		await parkFor(1);
		await pass(10_000);
		await parkFor(1);
		await pass(60_000);
		const looks = n8n.arrived.filter(({ body }) => JSON.stringify(body).includes('look'));
		expect(looks.map(({ second }) => second)).toEqual([30, 40, 50, 53, 56, 59, 60, 63, 66, 69]);
	});

	it('never leaves two parks of one execution the same limit, which names them', async () => {
		await parkFor(60);
		await parkFor(60);
		const waitUntil = new Date(START + 3_600_001).toISOString();
		expect(n8n.items[0]!.json).toMatchObject({ waitUntil });
		expect(n8n.parkedUntil).toEqual(new Date(START + 3_675_001));
	});

	it('is noted for the next wait of the execution', async () => {
		await parkFor(10);
		expect(hasParked(n8n.execution)).toBe(true);
	});
});

describe('An execution may park', () => {
	it('at once where it never has', () => {
		expect(mayParkFrom(n8n.execution, 7)).toBe(7);
	});

	it('30 seconds after the begin of its node where it has', () => {
		noteParked(n8n.execution, 1_000);
		expect(mayParkFrom(n8n.execution, 7)).toBe(30_007);
	});
});

describe('What is left of a wait to park', () => {
	it.each([
		['all', false, 60_000],
		['what follows half a minute, where it was parked before', true, 30_000],
	])('is %s', (_, before, left) => {
		if (before) noteParked(n8n.execution, 1_000);
		expect(leftToPark(n8n.execution, ticks(), ticks() + 60_000)).toBe(left);
	});
});
