import type { IExecuteFunctions } from 'n8n-workflow';
import { willCall } from './executionState';
import { isCallable, resumeWebhookUrl } from './resumeWebhook';
import { reachesItself } from './watchdog';

/** The parameter Wait Method of the waits for jobs. */
export type WaitMethod = 'auto' | 'webhook' | 'polling';

/** The parameter Wait Method of the waits for renders. */
export type RenderWaitMethod = 'auto' | 'parked' | 'polling';

/** Milliseconds that a wait for renders has to have left to be parked by itself: the first wake comes after ten seconds, the last ten before the end. */
const WORTH_PARKING = 30_000;

/** Which way a wait takes, and why in words for a hint. */
export interface WaitStrategy {
	park: boolean;
	why: string;
}

/** Chooses between parking and polling for these open jobs. */
export function chooseStrategy(
	context: IExecuteFunctions,
	method: WaitMethod,
	openJobIds: string[],
): WaitStrategy {
	const poll = (why: string): WaitStrategy => ({ park: false, why });
	if (isTool(context)) return poll('an AI tool cannot be parked');
	if (method === 'polling') return poll('the wait method is Polling');
	if (method === 'webhook') return { park: true, why: 'the wait method is Webhook' };
	if (context.getNode().executeOnce) return poll('the node is set to execute once');
	if (!openJobIds.every((jobId) => willCall(context, jobId))) {
		return poll('not every job was created by this execution with the completion webhook of this workflow');
	}
	if (!isCallable(resumeWebhookUrl(context)))
		return poll('this n8n has no public address with a signed resume URL');
	return { park: true, why: 'Swiftia will call this n8n when the jobs end' };
}

/** What is known of a wait for renders. */
export interface RenderWaitFacts {
	method: RenderWaitMethod;
	/** Whether one item may give several renders. */
	hasSeveralPerItem: boolean;
	/** Whether a render that fails is to stop the workflow. */
	failureStops: boolean;
	/** Milliseconds of Max Wait that are left. */
	left: number;
}

/**
 * Chooses between parking and polling for renders. Swiftia calls nobody when a render ends: this n8n wakes the execution by itself.
 * n8n pairs the items of a resumed node with its input items by their place, so one with several renders per item cannot be paired.
 */
export async function chooseRenderStrategy(
	context: IExecuteFunctions,
	{ method, hasSeveralPerItem, failureStops, left }: RenderWaitFacts,
): Promise<WaitStrategy> {
	const poll = (why: string): WaitStrategy => ({ park: false, why });
	if (isTool(context)) return poll('an AI tool cannot be parked');
	if (method === 'polling') return poll('the wait method is Polling');
	const isOneItem = context.getInputData().length === 1 && !context.getNode().executeOnce;
	if (hasSeveralPerItem && !(isOneItem && method === 'parked'))
		return poll(
			'an item may give several renders, and after a park n8n could not tell which item they come from. Put Short: Get Many before this node to park',
		);
	if (method === 'parked') return { park: true, why: 'the wait method is Parked' };
	if (failureStops)
		return poll(
			'a render that fails is to stop the workflow, which n8n cannot do as it goes on after a park. Set On Error to continue, or Wait Method to Parked, to park',
		);
	return await chooseRenderStrategyItself(context, left);
}

async function chooseRenderStrategyItself(context: IExecuteFunctions, left: number): Promise<WaitStrategy> {
	if (context.getNode().executeOnce) return { park: false, why: 'the node is set to execute once' };
	if (left < WORTH_PARKING) return { park: false, why: 'Max Wait is too short to park' };
	const url = resumeWebhookUrl(context);
	if (await reachesItself(context.helpers.httpRequest, url))
		return { park: true, why: 'this n8n can wake the execution by itself' };
	return { park: false, why: `this n8n does not reach itself at ${new URL(url).host}` };
}

// isToolExecution is missing on n8n 1.x, and false where the agents of n8n 2.x run a tool.
function isTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() || context.getNode().type.endsWith('Tool');
}
