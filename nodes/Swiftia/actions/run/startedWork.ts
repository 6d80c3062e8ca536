import type { IExecuteFunctions } from 'n8n-workflow';
import { ticks, ticksAt } from '../../time/clock';

/** What an execution keeps for the Swiftia nodes that come later in it (n8n's flow context). */
interface ExecutionState {
	version: 1;
	/** When it started each of its jobs and renders, such as `job abc`, ISO 8601. */
	startedAt: Record<string, string>;
	/** When n8n went on with it last after it was parked, ISO 8601. */
	wokenAt?: string;
}

/**
 * Milliseconds from a wake to the next park that keeps what was done meanwhile. A call that n8n took before that wake may go on with
 * what was stored then, in which it is missing, and n8n waits up to 20 s for its database.
 */
const SETTLES_AFTER_MS = 30_000;

/** Notes that n8n went on with the execution. */
export function noteWake(context: IExecuteFunctions): void {
	stateOf(context).wokenAt = new Date().toISOString();
}

/**
 * From when on the execution may park, by `ticks`: not soon after a wake, unless nothing was done since but looking.
 *
 * @param isSameWait whether it was parked before in this run of the node
 */
export function mayParkFrom(context: IExecuteFunctions, isSameWait: boolean): number {
	const { wokenAt, startedAt } = stateOf(context);
	if (wokenAt === undefined) return -Infinity;
	const hasOnlyLooked = isSameWait && Object.values(startedAt).every((time) => time < wokenAt);
	return hasOnlyLooked ? -Infinity : ticksAt(Date.parse(wokenAt)) + SETTLES_AFTER_MS;
}

/** Notes when this execution started a job or a render. */
export function noteStart(context: IExecuteFunctions, kind: 'job' | 'render', id: string): void {
	stateOf(context).startedAt[`${kind} ${id}`] = new Date().toISOString();
}

/** When this execution started it, by `ticks`; undefined for what is from elsewhere. */
export function startOf(context: IExecuteFunctions, kind: 'job' | 'render', id: string): number | undefined {
	const startedAt = Date.parse(stateOf(context).startedAt[`${kind} ${id}`] ?? '');
	return Number.isNaN(startedAt) ? undefined : Math.min(ticksAt(startedAt), ticks());
}

/** What the nodes of this execution have started, such as `job abc`. */
export function startedWork(context: IExecuteFunctions): string[] {
	return Object.keys(stateOf(context).startedAt);
}

function stateOf(context: IExecuteFunctions): ExecutionState {
	const flow = context.getContext('flow');
	flow.swiftia ??= { version: 1, startedAt: {} } satisfies ExecutionState;
	return flow.swiftia as ExecutionState;
}
