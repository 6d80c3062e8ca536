import { pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { CallQueue, callQueueOf } from '../../../nodes/Swiftia/trigger/callQueue.js';

useFakeTime();

const SECOND = 1_000;
const proven = async () => 'job';
const unknown = async () => await Promise.reject(new Error('unknown'));

/** Lets so many calls come at once; counts their reads. */
function calls(queue: CallQueue, count: number, read: () => Promise<string>): { reads: number } {
	const seen = { reads: 0 };
	for (let call = 0; call < count; call++) {
		void queue
			.read(async () => {
				seen.reads++;
				return await read();
			})
			.catch(() => undefined);
	}
	return seen;
}

it('reads calls that prove true one after the other, without a break', async () => {
	const seen = calls(new CallQueue(), 50, proven);
	await pass(SECOND);
	expect(seen.reads).toBe(50);
});

it('reads once in two seconds after a call that named no job of the account', async () => {
	const seen = calls(new CallQueue(), 100, unknown);
	await pass(60 * SECOND);
	expect(seen.reads).toBeGreaterThanOrEqual(29);
	expect(seen.reads).toBeLessThanOrEqual(31);
});

it('goes on without a break once a call has proven true again', async () => {
	const queue = new CallQueue();
	calls(queue, 1, unknown);
	const seen = calls(queue, 10, proven);
	await pass(SECOND);
	expect(seen.reads).toBe(0);
	await pass(1.1 * SECOND);
	expect(seen.reads).toBe(10);
});

it('holds 200 calls, and has room again when some were read', async () => {
	const queue = new CallQueue();
	calls(queue, 199, unknown);
	expect(queue.isFull).toBe(false);
	calls(queue, 1, unknown);
	expect(queue.isFull).toBe(true);
	expect(queue.retryAfter).toBe(400);
	await pass(SECOND);
	expect(queue.isFull).toBe(false);
});

it('is one for all calls of a trigger, and another for each other trigger', () => {
	const n8n = new N8n();
	const queueOfCall = () => callQueueOf(n8n.call().context);
	const first = queueOfCall();
	expect(queueOfCall()).toBe(first);
	n8n.node = { id: 'node 2' };
	expect(queueOfCall()).not.toBe(first);
});
