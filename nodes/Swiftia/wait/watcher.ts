import { type Sender, ring } from '../transport/ring';
import { pause } from '../transport/pause';

/** Milliseconds from parking to the first ring. */
const FIRST_RING = 30_000;
const LONGEST_BREAK = 300_000;
const GROWTH = 1.5;

// n8n's helper keeps the data of its execution alive, so all watchers share the newest one.
let newestSender: Sender;

/**
 * Rings the bell of a parked execution at growing intervals, so that a lost callback costs time and not the result.
 * It ends at the limit, or when the execution is gone. A restart of n8n loses it; then the limit ends the wait.
 *
 * @param deadline epoch milliseconds
 */
export async function watch(send: Sender, bellUrl: string, deadline: number): Promise<void> {
	newestSender = send;
	for (let wait = FIRST_RING; Date.now() + wait < deadline; wait = Math.min(wait * GROWTH, LONGEST_BREAK)) {
		await pause(wait);
		if (!(await ring(newestSender, bellUrl, WATCHER_RING))) return;
	}
}

/** What a watcher sends, so that its ring is not taken for a job's. */
const WATCHER_RING = { swiftiaWatcher: true };

/** Whether a ring came from a watcher. Anybody may say so; it means a single look. */
export function isWatcherRing(body: object): boolean {
	return 'swiftiaWatcher' in body;
}
