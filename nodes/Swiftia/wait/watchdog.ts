import { LoggerProxy } from 'n8n-workflow';
import { type JsonValue, isObject } from '../api/json';
import { ticks } from '../transport/clock';
import { limitConcurrency } from '../transport/limitConcurrency';
import { pause } from '../transport/pause';
import { type Sender, canBeWoken, wake } from '../transport/wake';
import { LONGEST_BREAK, sensibleBreak } from './looks/wakeIn';
import { Schedule } from './schedule';

/** Milliseconds from parking to the first wake, where nothing tells when it is worth it. */
export const FIRST_WAKE = 30_000;
const GROWTH = 1.5;
/** Milliseconds before each try to enlist: n8n turns a call away while it has not stored the wait. */
const ENLISTING_BREAKS = [1_000, 2_000, 7_000];
/** Milliseconds that a process which only helps out comes later than the one that parked. */
const STANDBY = 30_000;
/** Milliseconds between two wakes when the time is nearly over. */
const LAST_BREAK = 3_000;
/** Wakes under way together: each loads an execution from n8n's database. */
const WAKES_AT_ONCE = 10;

/** A park, as its watchdog knows it. */
export interface WatchedPark {
	/** What tells this park from all others of this n8n. */
	key: string;
	/** The execution's resume webhook. */
	url: string;
	/** When the user's limit passes, epoch milliseconds: n8n ends the wait by the machine's clock. */
	limit: number;
	/** When the execution is woken a last time, to go on with what is known, epoch milliseconds; missing where n8n's own timer does that. */
	lastWake?: number;
	/** Milliseconds from parking to the first wake; missing in a process that did not park it and only stands by. */
	firstWake?: number;
}

interface Watch {
	park: WatchedPark;
	/** Milliseconds to the next wake where nothing tells when it is worth it. */
	wait: number;
	onEnd: () => void;
}

/** Parks that this process watches, each once. */
const watches = new Map<string, Watch>();
const schedule = new Schedule((key) => void wakeNow(key));
const inTurn = limitConcurrency(WAKES_AT_ONCE);

// n8n's helper keeps the data of its execution alive, so all watchdogs share the newest one, and none is kept without a park.
let newestSender: Sender | undefined;
let hasComplained = false;

/**
 * Wakes a parked execution at predicted times, or at growing intervals where nothing is predicted, so that a lost callback costs
 * time and not the result. It ends at the limit, or when the execution is gone. A restart of n8n loses it; then the limit ends the wait.
 *
 * @param onEnd called when there is nothing more to watch; the last one given counts
 */
export function watch(send: Sender, park: WatchedPark, onEnd: () => void = () => {}): void {
	newestSender = send;
	const known = watches.get(park.key);
	if (known) {
		known.onEnd = onEnd;
		return;
	}
	const one: Watch = { park, wait: FIRST_WAKE, onEnd };
	watches.set(park.key, one);
	wakeAfter(one, park.firstWake ?? FIRST_WAKE);
}

/** Another process has learned when the next wake is worth it: this one stands by for the case that it does not come. */
export function standBy(key: string, nextWake: number): void {
	const one = watches.get(key);
	if (one && isStandby(one)) wakeAfter(one, nextWake + STANDBY);
}

function isStandby({ park }: Watch): boolean {
	return park.firstWake === undefined;
}

function wakeAfter({ park }: Watch, milliseconds: number): void {
	const now = Date.now();
	const { limit, lastWake = limit } = park;
	const most = now < lastWake ? lastWake - now : Math.min(LAST_BREAK, limit - now);
	schedule.set(park.key, ticks() + Math.min(milliseconds, most));
}

async function wakeNow(key: string): Promise<void> {
	const one = watches.get(key);
	if (!one) return;
	const { url, limit } = one.park;
	if (Date.now() >= limit) return end(key);
	const result = await inTurn(async () => await wake(newestSender!, url, WATCHDOG_CALL));
	if (result === 'gone') return end(key);
	if (typeof result === 'object' && 'unreachable' in result) complainOnce(url, result.unreachable);
	if (typeof result === 'object' && 'nextWake' in result) {
		one.wait = FIRST_WAKE;
		// Whoever answers at that address may say anything.
		return wakeAfter(one, sensibleBreak(result.nextWake) + (isStandby(one) ? STANDBY : 0));
	}
	one.wait = Math.min(one.wait * GROWTH, LONGEST_BREAK);
	wakeAfter(one, one.wait);
}

function end(key: string): void {
	const one = watches.get(key);
	watches.delete(key);
	schedule.delete(key);
	if (watches.size === 0) newestSender = undefined;
	one?.onEnd();
}

/** Asks whatever process answers to watch the park too: the one that parked may be a worker that ends before the first wake. */
export async function enlist(send: Sender, { url }: WatchedPark): Promise<void> {
	for (const wait of ENLISTING_BREAKS) {
		await pause(wait);
		if ((await wake(send, url, ENLISTING_CALL)) === 'woken') return;
	}
}

/** Whether this n8n reaches itself at the resume webhook of an execution that is running. */
export async function reachesItself(send: Sender, url: string): Promise<boolean> {
	return await canBeWoken(send, url, ENLISTING_CALL);
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
