import type { IExecuteFunctions } from 'n8n-workflow';
import { dateAt, ticks } from '../transport/clock';
import { pause } from '../transport/pause';
import { lastWakeBefore, parkedUntil } from './deadline';
import { hasParked, noteParked } from './executionState';
import { SHORTEST_BREAK } from './looks/wakeIn';
import { type ParkedItem, parkKey, writeParked } from './parked';
import { resumeWebhookUrl } from './resumeWebhook';
import { FIRST_WAKE, enlist, watch } from './watchdog';

/** Milliseconds from the begin of a node to the earliest park that is not the first of its execution. */
const SETTLES_AFTER = 5_000;

/**
 * Parks the execution until all that it waits for has ended, or the limit passes. Has to be the last thing that execute() does.
 *
 * @param waiting what the items wait for: for jobs one per item, in the order of the items
 * @param deadline the user's limit, by `ticks`
 */
export async function park(
	context: IExecuteFunctions,
	waiting: ParkedItem[],
	deadline: number,
): Promise<void> {
	const { httpRequest } = context.helpers;
	const waitUntil = dateAt(deadline);
	const limit = Date.parse(waitUntil);
	const watchedPark = {
		key: parkKey(context.getExecutionId(), waitUntil),
		url: resumeWebhookUrl(context),
		limit,
		...whenToWake(waiting, limit),
	};
	watch(httpRequest, watchedPark);
	void enlist(httpRequest, watchedPark);
	noteParked(context);
	writeParked(context.getInputData(), waiting, waitUntil);
	await context.putExecutionToWait(parkedUntil(limit));
}

/** Swiftia calls when a job ends; when renders do, only looks tell. */
function whenToWake(waiting: ParkedItem[], limit: number) {
	if (!waiting.some((one) => 'renderWait' in one)) return { firstWake: FIRST_WAKE };
	// Executions that parked together are not to wake together.
	const firstWake = SHORTEST_BREAK * (1 + Math.random() / 2);
	return { firstWake, lastWake: lastWakeBefore(limit, waiting.length) };
}

/**
 * Waits, before an execution parks again, until no call can still hold the state of its last park: n8n would take its result for
 * that of the new one.
 *
 * @param begunAt when the node began, by `ticks`
 * @returns whether time has passed, so that what was read before is old
 */
export async function settle(context: IExecuteFunctions, begunAt: number): Promise<boolean> {
	const wait = begunAt + SETTLES_AFTER - ticks();
	if (!hasParked(context) || wait <= 0) return false;
	await pause(wait, context.getExecutionCancelSignal());
	return true;
}
