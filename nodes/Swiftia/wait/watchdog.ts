import { LoggerProxy } from 'n8n-workflow';
import { type JsonValue, isObject } from '../api/json';
import { pause } from '../transport/pause';
import { type Sender, wake } from '../transport/wake';

/** Milliseconds from parking to the first wake. */
const FIRST_WAKE = 30_000;
const LONGEST_BREAK = 300_000;
const GROWTH = 1.5;
/** Milliseconds before each try to enlist: n8n turns a call away while it has not stored the wait. */
const ENLISTING_BREAKS = [1_000, 2_000, 7_000];

/** A park, as its watchdog knows it. */
export interface WatchedPark {
	/** What tells this park from all others of this n8n. */
	key: string;
	/** The execution's resume webhook. */
	url: string;
	/** When the user's limit passes, epoch milliseconds: n8n ends the wait by the machine's clock. */
	limit: number;
}

/** Parks that this process watches, each once, with what is to be done when one is over. */
const watched = new Map<string, () => void>();

// n8n's helper keeps the data of its execution alive, so all watchdogs share the newest one, and none is kept without a park.
let newestSender: Sender | undefined;
let hasComplained = false;

/**
 * Wakes a parked execution at growing intervals, so that a lost callback costs time and not the result. It ends at the limit, or
 * when the execution is gone. A restart of n8n loses it; then the limit ends the wait.
 *
 * @param onEnd called when there is nothing more to watch; the last one given counts
 */
export function watch(send: Sender, park: WatchedPark, onEnd: () => void = () => {}): void {
	newestSender = send;
	const isNew = !watched.has(park.key);
	watched.set(park.key, onEnd);
	if (isNew) void wakeUntilOver(park).finally(() => end(park.key));
}

function end(key: string): void {
	const onEnd = watched.get(key);
	watched.delete(key);
	if (watched.size === 0) newestSender = undefined;
	onEnd?.();
}

async function wakeUntilOver({ url, limit }: WatchedPark): Promise<void> {
	for (let wait = FIRST_WAKE; ; wait = Math.min(wait * GROWTH, LONGEST_BREAK)) {
		await pause(Math.min(wait, limit - Date.now()));
		if (Date.now() >= limit) return;
		const result = await wake(newestSender!, url, WATCHDOG_CALL);
		if (result === 'gone') return;
		if (typeof result === 'object') complainOnce(url, result.unreachable);
	}
}

/** Asks whatever process answers to watch the park too: the one that parked may be a worker that ends before the first wake. */
export async function enlist(send: Sender, { url }: WatchedPark): Promise<void> {
	for (const wait of ENLISTING_BREAKS) {
		await pause(wait);
		if ((await wake(send, url, ENLISTING_CALL)) === 'woken') return;
	}
}

function complainOnce(url: string, cause: string): void {
	if (hasComplained) return;
	hasComplained = true;
	const { host } = new URL(url);
	LoggerProxy.warn(
		`Swiftia: this n8n cannot reach itself at ${host} (${cause}). A wait whose callback is lost goes on until its limit. With N8N_SSRF_PROTECTION_ENABLED, add the host to N8N_SSRF_ALLOWED_HOSTNAMES; behind a proxy, exclude it with NO_PROXY.`,
	);
}

/** What a watchdog sends, so that its call is not taken for that of a job. */
export const WATCHDOG_CALL = { swiftiaWatchdog: 'look' };
const ENLISTING_CALL = { swiftiaWatchdog: 'enlist' };

/** What a watchdog wants; undefined where it is none that calls. Anybody may say so; it means a single look at most. */
export function watchdogWish(body: JsonValue | undefined): 'look' | 'enlist' | undefined {
	if (!isObject(body)) return undefined;
	if (body.swiftiaWatchdog === 'enlist') return 'enlist';
	// Version 0.1.0 called itself swiftiaWatcher.
	return 'swiftiaWatchdog' in body || 'swiftiaWatcher' in body ? 'look' : undefined;
}
