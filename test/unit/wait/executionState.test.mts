import { pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import {
	expectCallback,
	hasParked,
	noteParked,
	noteStart,
	startOf,
	startedWork,
	willCall,
} from '../../../nodes/Swiftia/wait/executionState.js';

useFakeTime();

let n8n: N8n;
beforeEach(() => (n8n = new N8n()));

describe('A job will call', () => {
	it('the execution that started it, and no job that it did not start', () => {
		expectCallback(n8n.execution, 'job-1');
		expectCallback(n8n.execution, 'job-2');
		expect(['job-1', 'job-2', 'job-3'].map((id) => willCall(n8n.execution, id))).toEqual([true, true, false]);
	});

	it('no retry of that execution, although n8n hands the notes on to it', () => {
		expectCallback(n8n.execution, 'job-1');
		n8n.executionId = 'retry';
		expect(willCall(n8n.execution, 'job-1')).toBe(false);
	});
});

describe('An execution has parked', () => {
	it('once it was noted, and not before', () => {
		expect(hasParked(n8n.execution)).toBe(false);
		noteParked(n8n.execution, 1_000);
		expect(hasParked(n8n.execution)).toBe(true);
	});

	it('each time until a limit of its own, which names the park', () => {
		expect([1_000, 1_000, 5_000].map((limit) => noteParked(n8n.execution, limit))).toEqual([
			1_000, 1_001, 5_000,
		]);
	});
});

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

it('what is kept for later versions says its version', () => {
	expectCallback(n8n.execution, 'job-1');
	expect(n8n.flow).toEqual({
		swiftia: {
			version: 1,
			expectedCallbacks: { 'job-1': n8n.executionId },
			hasParked: false,
			startedAt: {},
		},
	});
});
