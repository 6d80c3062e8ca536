import type { IExecuteFunctions } from 'n8n-workflow';
import { ticks, ticksAt } from '../time/clock';

/** What an execution keeps for the Swiftia nodes that come later in it (n8n's flow context). */
interface ExecutionState {
	version: 1;
	/** IDs of jobs that will call the resume webhook, with the execution that started them: a retry has an ID of its own, and no such job. */
	expectedCallbacks: Record<string, string>;
	/** Whether it may have been parked before. */
	hasParked: boolean;
	/** The limit of its last park, epoch milliseconds. */
	lastLimit?: number;
	/** When it started each of its jobs and renders, such as `job abc`, ISO 8601. */
	startedAt: Record<string, string>;
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

/** Notes that a job will call this execution's resume webhook. */
export function expectCallback(context: IExecuteFunctions, jobId: string): void {
	stateOf(context).expectedCallbacks[jobId] = context.getExecutionId();
}

/** Whether the job was started by this execution, with its resume webhook as completion webhook. */
export function willCall(context: IExecuteFunctions, jobId: string): boolean {
	return stateOf(context).expectedCallbacks[jobId] === context.getExecutionId();
}

/**
 * Notes that this execution parks until a limit, in epoch milliseconds. The limit names the park.
 *
 * @returns the limit, a millisecond later where the park before had the same
 */
export function noteParked(context: IExecuteFunctions, limit: number): number {
	const state = stateOf(context);
	const ownLimit = limit === state.lastLimit ? limit + 1 : limit;
	Object.assign(state, { hasParked: true, lastLimit: ownLimit });
	return ownLimit;
}

/** Whether this execution may have been parked before. */
export function hasParked(context: IExecuteFunctions): boolean {
	return stateOf(context).hasParked;
}

function stateOf(context: IExecuteFunctions): ExecutionState {
	const flow = context.getContext('flow');
	flow.swiftia ??= {
		version: 1,
		expectedCallbacks: {},
		hasParked: false,
		startedAt: {},
	} satisfies ExecutionState;
	return flow.swiftia as ExecutionState;
}
