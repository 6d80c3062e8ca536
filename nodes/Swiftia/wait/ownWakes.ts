import { LoggerProxy } from 'n8n-workflow';
import { type Sender, callItself } from '../transport/callItself';
import { ticks } from '../time/clock';
import { limitConcurrency } from '../time/limitConcurrency';
import { pause } from '../time/pause';

/*
 * n8n's own timer meets a time that is less than a minute away up to a minute late. So the process that parks an execution calls its
 * resume webhook at the time that was foretold. Nothing depends on that call.
 */

interface Wake {
	/** By `ticks`. */
	at: number;
	/** When the execution was parked, epoch milliseconds. */
	parkedAt: number;
	/** IDs of jobs that calls have named which came too soon. */
	jobIds: string[];
}

/** By resume webhook: the next call of this process. */
const wakes = new Map<string, Wake>();
// n8n's helper keeps the data of its execution alive: one serves for all, and none is kept without a wake.
let sender: Sender | undefined;
/** Origins at which this n8n did not reach itself, and until when that is believed, by `ticks`. */
const unreachable = new Map<string, number>();
const BELIEVED_MS = 600_000;

/** Each call loads an execution, and other workflows wait for the same process. */
const inTurn = limitConcurrency(2);

/** Whether this n8n can call itself there, as far as this process has seen. */
export function canCallItself(url: string): boolean {
	return (unreachable.get(new URL(url).origin) ?? -Infinity) <= ticks();
}

/** Calls the resume webhook at a time, or earlier where that was planned; for all jobs that are named until then. */
export function planWake(send: Sender, url: string, { jobIds, ...wake }: Wake): void {
	const planned = wakes.get(url);
	const isSamePark = planned?.parkedAt === wake.parkedAt;
	if (isSamePark) planned.jobIds.push(...jobIds.filter((id) => !planned.jobIds.includes(id)));
	if (isSamePark && planned.at <= wake.at) return;
	const next = { ...wake, jobIds: isSamePark ? planned.jobIds : [...jobIds] };
	sender = send;
	wakes.set(url, next);
	void callWhenDue(url, next);
}

/** Whether the execution has been parked again since, as far as this process knows: a call may be slow, and n8n loads the execution first. */
export function isOutdated(url: string, parkedAt: number): boolean {
	return (wakes.get(url)?.parkedAt ?? parkedAt) > parkedAt;
}

/** The execution goes on: there is nothing to wake. */
export function cancelWake(url: string): void {
	wakes.delete(url);
	if (wakes.size === 0) sender = undefined;
}

async function callWhenDue(url: string, wake: Wake): Promise<void> {
	await pause(wake.at - ticks());
	if (wakes.get(url) !== wake) return;
	const trouble = await inTurn(async () => {
		const send = sender;
		const isPlanned = wakes.get(url) === wake;
		if (isPlanned) cancelWake(url);
		return isPlanned && send ? await callItself(send, url, { jobIds: wake.jobIds }) : undefined;
	});
	if (trouble === undefined || !canCallItself(url)) return;
	unreachable.set(new URL(url).origin, ticks() + BELIEVED_MS);
	LoggerProxy.warn(
		`Swiftia: this n8n cannot reach itself at ${new URL(url).host} (${trouble}), so waits may go on up to a minute later. Add the host to N8N_SSRF_ALLOWED_HOSTNAMES or NO_PROXY.`,
	);
}
