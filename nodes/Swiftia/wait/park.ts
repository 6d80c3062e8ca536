import type { IExecuteFunctions } from 'n8n-workflow';
import { dateAt, ticks } from '../time/clock';
import { lastWakeBefore, parkedUntil } from './deadline';
import { hasParked, noteParked } from './executionState';
import { SHORTEST_BREAK } from './looks/wakeIn';
import { type ParkedItem, parkKey, writeParked } from './parked';
import { resumeWebhookUrl } from './resumeWebhook';
import { FIRST_WAKE, enlist, watch } from './watchdog';

/**
 * Milliseconds from the begin of a node to the earliest park that is not the first of its execution. A call into the resume webhook may
 * come to its result with the state of the earlier park, and n8n waits up to 20 s for a connection to its database before it stores that.
 */
const SETTLES_AFTER = 30_000;

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
	const limit = noteParked(context, Date.parse(dateAt(deadline)));
	const waitUntil = new Date(limit).toISOString();
	const watchedPark = {
		key: parkKey(context.getExecutionId(), waitUntil),
		url: resumeWebhookUrl(context),
		limit,
		...whenToWake(waiting, limit),
	};
	watch(httpRequest, watchedPark);
	void enlist(httpRequest, watchedPark);
	writeParked(context.getInputData(), waiting, waitUntil);
	await context.putExecutionToWait(parkedUntil(limit));
}

/** Swiftia calls when a job ends; when renders do, only looks tell. */
function whenToWake(waiting: ParkedItem[], limit: number) {
	const lastWake = lastWakeBefore(limit, waiting.length);
	if (!waiting.some((one) => 'renderWait' in one)) return { firstWake: FIRST_WAKE, lastWake };
	// Executions that parked together are not to wake together.
	return { firstWake: SHORTEST_BREAK * (1 + Math.random() / 2), lastWake };
}

/**
 * When this execution may park, by `ticks`: where it was parked before, not while a call can still hold the state of that park. n8n
 * would take the call's result for that of the new one, and run what comes after the first wait again.
 *
 * @param begunAt when the node began, by `ticks`
 */
export function mayParkFrom(context: IExecuteFunctions, begunAt: number): number {
	return hasParked(context) ? begunAt + SETTLES_AFTER : begunAt;
}

/** Milliseconds of a wait that are left from the time on at which it may park; below zero where it may not. */
export function leftToPark(context: IExecuteFunctions, begunAt: number, deadline: number): number {
	return deadline - Math.max(ticks(), mayParkFrom(context, begunAt));
}
