import '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { StartedJobs } from '../../../nodes/Swiftia/trigger/startedJobs.js';

/** What one call to the trigger sees. */
const seenBy = (n8n: N8n) => new StartedJobs(n8n.call().context);

let n8n: N8n;
beforeEach(() => (n8n = new N8n()));

/** A call that starts the workflow for this job. */
function start(jobId: string): void {
	const started = seenBy(n8n);
	started.claim(jobId);
	started.settle(jobId, true);
}

it('a job belongs to one call while that is reading it', () => {
	expect(seenBy(n8n).claim('a')).toBeDefined();
	expect(seenBy(n8n).claim('a')).toBeUndefined();
	expect(seenBy(n8n).claim('b')).toBeDefined();
});

it('the call that is reading it is told of another for the same job', () => {
	const callsAgain = seenBy(n8n).claim('a');
	expect(callsAgain?.wereMade).toBe(false);
	seenBy(n8n).claim('b');
	expect(callsAgain?.wereMade).toBe(false);
	seenBy(n8n).claim('a');
	expect(callsAgain?.wereMade).toBe(true);
});

it('a job that did not start the workflow may do so at a later call', () => {
	const first = seenBy(n8n);
	first.claim('a');
	first.settle('a', false);
	expect(seenBy(n8n).claim('a')).toBeDefined();
	expect(n8n.staticData).toEqual({});
});

it('a job starts the workflow once', () => {
	start('a');
	expect(seenBy(n8n).claim('a')).toBeUndefined();
	expect(n8n.staticData).toEqual({ version: 1, startedJobs: ['a'] });
});

it('a job starts it once also where the calls do not see each other’s static data', () => {
	const [first, second] = [seenBy(n8n), ((n8n.staticData = {}), seenBy(n8n))];
	first.claim('a');
	first.settle('a', true);
	expect(second.claim('a')).toBeUndefined();
	second.claim('b');
	second.settle('b', true);
	expect(n8n.staticData.startedJobs).toEqual(['a', 'b']);
});

it('a job that was started before n8n restarted is not started again', () => {
	n8n.staticData = { version: 1, startedJobs: ['a'] };
	expect(seenBy(n8n).claim('a')).toBeUndefined();
	expect(seenBy(n8n).claim('b')).toBeDefined();
});

it('each trigger starts its workflow for the same job', () => {
	start('a');
	n8n.staticData = {};
	n8n.node = { id: 'node 2' };
	expect(seenBy(n8n).claim('a')).toBeDefined();
	n8n.workflowId = 'a copy';
	expect(seenBy(n8n).claim('a')).toBeDefined();
});

it('the newest 500 are remembered', () => {
	for (let number = 0; number < 501; number++) start(`job ${number}`);
	expect(n8n.staticData.startedJobs).toHaveLength(500);
	const started = seenBy(n8n);
	expect(['job 0', 'job 1', 'job 500'].map((jobId) => started.claim(jobId) !== undefined)).toEqual([
		true,
		false,
		false,
	]);
});
