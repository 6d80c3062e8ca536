import { LoggerProxy } from 'n8n-workflow';
import { ticks } from '../time/clock';
import { limitConcurrency } from '../time/limitConcurrency';
import { pause } from '../time/pause';
import { type Sender, type WakeResult, canBeWoken, wake } from '../transport/wake';
import { LONGEST_BREAK, SHORTEST_BREAK, sensibleBreak } from './looks/wakeIn';
import type { Recheck } from './parkState';
import { ENLIST_CALL, LOOK_CALL, recheckCall } from './watchdogCall';

/** Milliseconds from parking to the first wake, where nothing tells when it is worth it. */
export const FIRST_WAKE = 30_000;
const GROWTH = 1.5;
/** Milliseconds before each try to enlist: n8n turns a call away while it has not stored the wait. */
const ENLISTING_BREAKS = [1_000, 2_000, 7_000];
/** Milliseconds that a process which only helps out comes later than the one that parked. */
const STANDBY = 30_000;
/** The same for the last wake before the limit, when little time is left to read. */
const LAST_STANDBY = 1_000;
/** Milliseconds from parking on in which an execution that is said not to wait may yet: n8n has not stored the wait. */
const STORED_WITHIN = 60_000;
/** Milliseconds of the longest pause: Node.js takes no longer timers than 24 days. */
const LONGEST_PAUSE = 3_600_000;
/** Milliseconds between two wakes when the time is nearly over. */
const LAST_BREAK = 3_000;
/** Calls of this process that n8n works on together: each loads an execution, and other workflows wait for the same process. */
const CALLS_AT_ONCE = 2;
/** Milliseconds after which one counts no more: n8n has done its part, and Swiftia is being read. */
const WORKED_ON = 1_000;

/** A park, as its watchdog knows it. */
export interface WatchedPark {
	/** What tells this park from all others of this n8n. */
	key: string;
	/** The execution's resume webhook. */
	url: string;
	/** When the user's limit passes, epoch milliseconds: n8n ends the wait by the machine's clock. */
	limit: number;
	/** When the execution is woken a last time, to go on with what is known, epoch milliseconds. */
	lastWake: number;
	/** Milliseconds from parking to the first wake; missing in a process that did not park it and only stands by. */
	firstWake?: number;
}

interface Watch {
	park: WatchedPark;
	/** Milliseconds to the next wake where nothing tells when it is worth it. */
	wait: number;
	/** When to wake it next, by `ticks`. */
	wakeAt: number;
	/** What the next wake says where it is to follow a look up. */
	recheck?: Recheck;
	/** Until when n8n may not have stored the wait, by `ticks`. */
	unstoredUntil: number;
	/** Whether this process has planned the next wake itself while the last was under way. */
	isPlanned?: boolean;
	/** Whether the execution goes on, and another process makes sure of it. */
	isLeaving?: boolean;
	onEnd: () => void;
}

/** Parks that this process watches, each once. */
const watches = new Map<string, Watch>();
const inTurn = limitConcurrency(CALLS_AT_ONCE);

// n8n's helper keeps the data of its execution alive, so all watchdogs share the newest one, and none is kept without a park.
let newestSender: Sender | undefined;
let hasComplained = false;
let isExecutedElsewhere = false;

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
		known.isLeaving = false;
		return;
	}
	const unstoredUntil = park.firstWake === undefined ? -Infinity : ticks() + STORED_WITHIN;
	const one: Watch = { park, wait: FIRST_WAKE, wakeAt: Infinity, unstoredUntil, onEnd };
	watches.set(park.key, one);
	wakeAfter(one, park.firstWake ?? FIRST_WAKE);
}

/** Another process has learned when the next wake is worth it: this one stands by for the case that it does not come. */
export function standBy(key: string, nextWake: number): void {
	const one = watches.get(key);
	if (one && isStandby(one)) wakeAfter(one, nextWake + STANDBY);
}

/** The execution goes on, and the watchdog that called comes back to make sure: one that only stands by need not. */
export function leave(key: string): void {
	const one = watches.get(key);
	if (!one || !isStandby(one)) return;
	one.isLeaving = true;
	wakeAfter(one, STANDBY);
}

/** This process itself is to wake the execution next, in so many milliseconds, perhaps to follow a look up. */
export function wakeNext(key: string, milliseconds: number, recheck?: Recheck): void {
	const one = watches.get(key);
	if (!one) return;
	one.recheck = recheck;
	one.isPlanned = true;
	wakeAfter(one, milliseconds);
}

/** A process asks this one to watch a park: where it is not that which parked, executions run in others. */
export function noteEnlisting(key: string): void {
	if (!watches.has(key)) isExecutedElsewhere = true;
}

/** Whether this process may run executions itself, as n8n does outside queue mode. */
export function mayRunExecutions(): boolean {
	return !isExecutedElsewhere;
}

function isStandby({ park }: Pick<Watch, 'park'>): boolean {
	return park.firstWake === undefined;
}

function wakeAfter(one: Watch, milliseconds: number): void {
	const now = Date.now();
	const { park } = one;
	const { limit } = park;
	// Two processes that came at the same moment might both find the execution parked.
	const lastWake = Math.min(park.lastWake + (isStandby({ park }) ? LAST_STANDBY : 0), limit);
	const most = now < lastWake ? lastWake - now : Math.min(LAST_BREAK, limit - now);
	one.wakeAt = ticks() + Math.min(milliseconds, most);
	void wakeWhenDue(one);
}

async function wakeWhenDue(one: Watch): Promise<void> {
	const at = one.wakeAt;
	do {
		await pause(Math.min(Math.max(0, at - ticks()), LONGEST_PAUSE));
		// Another time was set, or there is nothing more to watch.
		if (one.wakeAt !== at || watches.get(one.park.key) !== one) return;
	} while (ticks() < at);
	await wakeNow(one);
}

async function wakeNow(one: Watch): Promise<void> {
	const { key, url, limit, lastWake } = one.park;
	if (Date.now() >= limit || one.isLeaving) return end(key);
	// The last one before the limit waits for nobody.
	const isLast = Date.now() >= lastWake;
	const { recheck } = one;
	one.recheck = undefined;
	one.isPlanned = false;
	const call = recheck ? recheckCall(recheck) : LOOK_CALL;
	const result = isLast
		? await wake(newestSender!, url, call)
		: await callInTurn(() => newestSender!, url, call);
	if (watches.get(key) !== one) return;
	if (result === 'gone' && ticks() < one.unstoredUntil) return wakeAfter(one, SHORTEST_BREAK);
	if (result === 'gone' || isOfAnother(one, result)) return end(key);
	one.unstoredUntil = -Infinity;
	if (one.isPlanned) return;
	// The call may have been answered by this process, which left it to the caller: that is here.
	one.isLeaving = false;
	if ('unreachable' in result) complainOnce(url, result.unreachable);
	else if (result.nextWake !== undefined) {
		one.wait = FIRST_WAKE;
		// Whoever answers at that address may say anything.
		return wakeAfter(one, sensibleBreak(result.nextWake) + (isStandby(one) ? STANDBY : 0));
	}
	if (!recheck) one.wait = Math.min(one.wait * GROWTH, LONGEST_BREAK);
	wakeAfter(one, one.wait);
}

/** Whether the execution is parked again, and this is not the park that is watched. */
function isOfAnother({ park }: Watch, result: Exclude<WakeResult, 'gone'>): boolean {
	return 'limit' in result && result.limit !== undefined && result.limit !== park.limit;
}

/** A crowd that is to be woken at one time waits here and not in n8n, where it would stand before everybody else. */
async function callInTurn(sender: () => Sender, url: string, body: object): Promise<WakeResult> {
	const { answer } = await inTurn(async () => {
		const answer = wake(sender(), url, body);
		await Promise.race([answer, pause(WORKED_ON)]);
		return { answer };
	});
	return await answer;
}

/** There is nothing more to watch. */
export function end(key: string): void {
	const one = watches.get(key);
	watches.delete(key);
	if (watches.size === 0) newestSender = undefined;
	one?.onEnd();
}

/** Asks whatever process answers to watch the park too: the one that parked may be a worker that ends before the first wake. */
export async function enlist(send: Sender, { url }: WatchedPark): Promise<void> {
	for (const wait of ENLISTING_BREAKS) {
		await pause(wait);
		const result = await callInTurn(() => newestSender ?? send, url, ENLIST_CALL);
		if (result !== 'gone' && !('unreachable' in result)) return;
	}
}

/** Whether this n8n reaches itself at the resume webhook of an execution that is running. */
export async function reachesItself(send: Sender, url: string): Promise<boolean> {
	return await canBeWoken(send, url, ENLIST_CALL);
}

function complainOnce(url: string, cause: string): void {
	if (hasComplained) return;
	hasComplained = true;
	const { host } = new URL(url);
	LoggerProxy.warn(
		`Swiftia: this n8n cannot reach itself at ${host} (${cause}). If a callback is lost, the wait lasts until Max Wait. Add the host to N8N_SSRF_ALLOWED_HOSTNAMES or NO_PROXY.`,
	);
}
