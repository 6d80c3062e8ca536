import { pass, useFakeTime } from '../../fakeTime.mts';
import { N8n } from '../../n8nContext.mts';
import { ticks } from '../../../../nodes/Swiftia/time/clock.js';
import {
	mayParkFrom,
	noteStart,
	noteWake,
	startOf,
	startedWork,
} from '../../../../nodes/Swiftia/actions/run/startedWork.js';

useFakeTime();

let n8n: N8n;
beforeEach(() => (n8n = new N8n()));

describe('When a job was started', () => {
	it('is known of the jobs of this execution, and of no other', async () => {
		noteStart(n8n.execution, 'job', 'job-1');
		const started = ticks();
		await pass(20_000);
		expect(startOf(n8n.execution, 'job', 'job-1')).toBe(started);
		expect(startOf(n8n.execution, 'job', 'job-2')).toBeUndefined();
		expect(startOf(n8n.execution, 'render', 'job-1')).toBeUndefined();
		expect(startedWork(n8n.execution)).toEqual(['job job-1']);
	});

	it('is not later than now, though the clock was set back meanwhile', async () => {
		noteStart(n8n.execution, 'job', 'job-1');
		jest.setSystemTime(Date.now() - 3_600_000);
		expect(startOf(n8n.execution, 'job', 'job-1')).toBe(ticks());
	});
});

describe('An execution may park', () => {
	it('at any time, where it never was parked', () => {
		noteStart(n8n.execution, 'job', 'job-1');
		expect(mayParkFrom(n8n.execution, false)).toBe(-Infinity);
	});

	it('at any time, where the same wait has only looked since its wake', async () => {
		noteStart(n8n.execution, 'job', 'job-1');
		await pass(1_000);
		noteWake(n8n.execution);
		expect(mayParkFrom(n8n.execution, true)).toBe(-Infinity);
	});

	it('half a minute after a wake in which something was started', async () => {
		noteWake(n8n.execution);
		const wokenAt = ticks();
		await pass(1_000);
		noteStart(n8n.execution, 'render', 'render-1');
		expect(mayParkFrom(n8n.execution, true)).toBe(wokenAt + 30_000);
	});

	it('half a minute after the wake of another wait, since other nodes have run meanwhile', () => {
		noteWake(n8n.execution);
		expect(mayParkFrom(n8n.execution, false)).toBe(ticks() + 30_000);
	});
});

it('what is kept for later nodes says its version', () => {
	noteStart(n8n.execution, 'job', 'job-1');
	expect(n8n.flow).toEqual({
		swiftia: { version: 1, startedAt: { 'job job-1': new Date().toISOString() } },
	});
});
