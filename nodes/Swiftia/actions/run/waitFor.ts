import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { storesFiles } from '../../n8n/binaryStorage';
import { canExecuteAgain, isWaitedFor } from '../../n8n/reexecution';
import { mayBeCalled, resumeWebhookUrl } from '../../n8n/resumeWebhook';
import { isTool } from '../../n8n/tool';
import { dateAt } from '../../time/clock';
import type { Progressing } from '../../wait/looks/track';
import { type LoopKnowledge, type WaitLimits, watchAll } from '../../wait/loop';
import { canCallItself, planWake } from '../../wait/ownWakes';
import { type WaitMethod, whyPolling } from '../../wait/waitMethod';
import { type Watched, isOpen } from '../../wait/watched';
import type { Run } from './run';
import { mayParkFrom } from './startedWork';

/** How the items of a run wait. */
export interface WaitOptions {
	/** Whether files are taken of what has ended. */
	takesFiles?: boolean;
	method: WaitMethod;
	limits: WaitLimits;
}

/** Milliseconds that an execution sleeps at most instead of parking: n8n's own timer is up to a minute late for what is nearer, a call is not. */
const LONGEST_SLEEP_MS = { withCalls: 9_000, withoutCalls: 65_000 };
/** Milliseconds that n8n's timer comes after a call that did not: it looks ahead so far, and would otherwise come as well. */
const TIMER_AFTER_CALL_MS = 70_000;

/**
 * Waits until all of these have ended or the time is over; where the execution is to park until then, the run is told so.
 *
 * @param deadline by `ticks`
 * @returns why it polled, in words for a hint; undefined where it did not
 */
export async function waitFor(
	run: Run,
	watches: Array<Watched<Progressing>>,
	{ method, limits, takesFiles = false }: WaitOptions,
	deadline: number,
): Promise<string | undefined> {
	const { context, memory, clients } = run;
	const why = await whyNotParking(run, method, takesFiles);
	const isWaiting = watches.some(isOpen);
	const url = resumeWebhookUrl(context);
	const calls = mayBeCalled(url) && canCallItself(url);
	const knowledge = await watchAll(watches, {
		deadline,
		intervalMs: limits.intervalMs,
		spacing: () => clients.spacing,
		signal: context.getExecutionCancelSignal(),
		slots: memory.slots,
		isCalledByUnknown: memory.isCalledByUnknown,
		...(why === undefined && {
			parking: {
				longestSleepMs: calls ? LONGEST_SLEEP_MS.withCalls : LONGEST_SLEEP_MS.withoutCalls,
				from: () => mayParkFrom(context, memory.hasParked),
			},
		}),
	});
	if (knowledge) parkUntil(run, knowledge, { deadline, callsAt: calls ? url : undefined });
	return why !== undefined && isWaiting ? `this wait polls, because ${why}` : undefined;
}

async function whyNotParking(
	{ context, response }: Run,
	method: WaitMethod,
	takesFiles: boolean,
): Promise<string | undefined> {
	return whyPolling({
		method,
		isTool: isTool(context),
		canExecuteAgain: canExecuteAgain(context, response),
		filesAreInMemory: takesFiles && method !== 'polling' && !(await storesFiles(context)),
		isWaitedFor: isWaitedFor(context),
		isAnsweredAtEnd: isAnsweredAtEnd(context),
	});
}

function parkUntil(
	run: Run,
	knowledge: LoopKnowledge,
	{ deadline, callsAt }: { deadline: number; callsAt: string | undefined },
): void {
	const { context, memory, ledger, renders } = run;
	const { wakeAt } = knowledge;
	const parkedAt = Date.now();
	memory.keep({ ...knowledge, parkedAt, outcomes: ledger.outcomes, renders, shared: ledger.shared });
	const timer = callsAt !== undefined ? Math.min(wakeAt + TIMER_AFTER_CALL_MS, deadline) : wakeAt;
	run.willPark({
		until: new Date(dateAt(timer)),
		arrange: () => {
			if (callsAt !== undefined && timer > wakeAt)
				planWake(context.helpers.httpRequest, callsAt, { at: wakeAt, parkedAt, jobIds: [] });
		},
	});
}

/** Whether the caller of the trigger is answered with what the last node gives: n8n answers when an execution parks, but for forms. */
function isAnsweredAtEnd(context: IExecuteFunctions): boolean {
	if (context.getMode() === 'trigger') return false;
	const nodes = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	return nodes.some(
		({ type, parameters = {} }) => !type.endsWith('.formTrigger') && respondsAtEnd(type, parameters),
	);
}

/** A chat has its choice among the options, and responds so where none was made. */
function respondsAtEnd(type: string, { responseMode, options }: INodeParameters): boolean {
	if (!type.endsWith('.chatTrigger')) return responseMode === 'lastNode';
	const { responseMode: ofChat = 'lastNode' } = (options ?? {}) as INodeParameters;
	return ofChat === 'lastNode';
}
