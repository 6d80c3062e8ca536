import type { Sender } from '../../nodes/Swiftia/transport/ring.js';
import { isWatcherRing, watch } from '../../nodes/Swiftia/wait/watcher.js';

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

/** An n8n whose bell answers like this; notes when it was rung, in seconds. */
function n8n(answer: () => number): { rings: number[]; bodies: object[]; send: Sender } {
	const rings: number[] = [];
	const bodies: object[] = [];
	const send = async (options: { body: object }) => {
		rings.push(Date.now() / 1000);
		bodies.push(options.body);
		return { statusCode: answer() };
	};
	return { rings, bodies, send: send as unknown as Sender };
}

const MINUTE = 60_000;

it('rings after 30 seconds, then at growing intervals of up to 5 minutes, until the limit', async () => {
	const { rings, bodies, send } = n8n(() => 200);
	void watch(send, 'http://127.0.0.1/bell', 30 * MINUTE);
	await jest.advanceTimersByTimeAsync(60 * MINUTE);
	const breaks = rings.map((time, index) => time - (rings[index - 1] ?? 0));
	expect(breaks.slice(0, 3)).toEqual([30, 45, 67.5]);
	expect(Math.max(...breaks)).toBe(300);
	expect(rings.at(-1)).toBeLessThan(30 * 60);
	expect(bodies.every(isWatcherRing)).toBe(true);
});

it.each([404, 409, 401])('ends when the execution is gone (%i)', async (status) => {
	const { rings, send } = n8n(() => status);
	await Promise.all([
		watch(send, 'http://127.0.0.1/bell', 60 * MINUTE),
		jest.advanceTimersByTimeAsync(60 * MINUTE),
	]);
	expect(rings).toEqual([30]);
});

it('goes on when n8n does not answer', async () => {
	const { rings, send } = n8n(() => {
		throw new Error('down');
	});
	void watch(send, 'http://127.0.0.1/bell', 10 * MINUTE);
	await jest.advanceTimersByTimeAsync(10 * MINUTE);
	expect(rings.length).toBeGreaterThan(3);
});
