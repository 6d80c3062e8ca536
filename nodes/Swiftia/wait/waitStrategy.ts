import type { IExecuteFunctions } from 'n8n-workflow';
import { isTool } from '../n8n/tool';
import { isWorthParking } from './deadline';
import { willCall } from './executionState';
import { wasOfferedAgain } from './offers';
import { isCallable, resumeWebhookUrl } from './resumeWebhook';
import { reachesItself } from './watchdog';

/** The parameter Wait Method of the waits for jobs. */
export type WaitMethod = 'auto' | 'webhook' | 'polling';

/** The parameter Wait Method of the waits for renders. */
export type RenderWaitMethod = 'auto' | 'parked' | 'polling';

/** Which way a wait takes, and why in words for a hint. */
export interface WaitStrategy {
	park: boolean;
	why: string;
}

/** Which way was taken and why, for the user. */
export function strategyHint({ park, why }: WaitStrategy): string {
	return `this wait ${park ? 'parks' : 'polls'}, because ${why}`;
}

/** Why a wait polls that is nearly over by the time at which its execution may park. */
const TOO_SHORT = 'too little of Max Wait is left to park. To park, raise Max Wait';
/** Why one does that follows a park which was hard to end. */
const RESUMED_LATE =
	'n8n may resume this execution again for an earlier wait. To park, raise N8N_CONCURRENCY_PRODUCTION_LIMIT';

/** What is left of a wait that has polled for as long as its execution was not to park. */
export interface LeftToParkFor {
	/** Whether something is open, and nothing is to stop the workflow. */
	hasOpen: boolean;
	/** Milliseconds of Max Wait. */
	left: number;
	items: number;
}

/** The way that a wait takes which was to park, and may only now. */
export function strategyBeforePark(strategy: WaitStrategy, rest: LeftToParkFor): WaitStrategy {
	if (!rest.hasOpen)
		return {
			park: false,
			why: 'everything had ended before it could park, or an error stops the workflow',
		};
	return isWorthParking(rest.left, rest.items) ? strategy : { park: false, why: TOO_SHORT };
}

/** What is known of any wait. */
interface WaitFacts {
	/** Whether the API key can be read while the execution is parked. */
	canReadParked: boolean;
	/** Milliseconds of Max Wait that are left to park. */
	left: number;
}

/** What is known of a wait for jobs. */
export interface JobWaitFacts extends WaitFacts {
	method: WaitMethod;
	openJobIds: string[];
}

/** Why a wait polls whatever it is for; undefined where it need not. */
function whyPoll(
	context: IExecuteFunctions,
	{ method, canReadParked, left }: WaitFacts & { method: string },
): string | undefined {
	if (isTool(context)) return 'an AI tool cannot be parked';
	if (method === 'polling') return 'the wait method is Polling';
	if (!canReadParked) return 'the API key is an expression that needs the items. To park, use a fixed key';
	if (!isWorthParking(left, context.getInputData().length)) return TOO_SHORT;
	return wasOfferedAgain(context) ? RESUMED_LATE : undefined;
}

/** Chooses between parking and polling for these open jobs. */
export function chooseStrategy(context: IExecuteFunctions, facts: JobWaitFacts): WaitStrategy {
	const { method, openJobIds } = facts;
	const poll = (why: string): WaitStrategy => ({ park: false, why });
	const why = whyPoll(context, facts);
	if (why !== undefined) return poll(why);
	if (method === 'webhook') return { park: true, why: 'the wait method is Webhook' };
	if (context.getNode().executeOnce) return poll('the node is set to execute once');
	if (!openJobIds.every((jobId) => willCall(context, jobId))) {
		return poll(
			'not every job was created by this execution with Completion Webhook on Resume This Workflow',
		);
	}
	if (!isCallable(resumeWebhookUrl(context)))
		return poll(
			'this n8n has no public, signed URL. To park, set WEBHOOK_URL to its public https address (n8n 2 or newer)',
		);
	return { park: true, why: 'Swiftia will call this n8n when the jobs end' };
}

/** What is known of a wait for renders. */
export interface RenderWaitFacts extends WaitFacts {
	method: RenderWaitMethod;
	/** Whether one item may give several renders. */
	hasSeveralPerItem: boolean;
	/** Whether an error, of a render that fails or an MP4 that cannot be had, is to stop the workflow. */
	errorStops: boolean;
}

/**
 * Chooses between parking and polling for renders. Swiftia calls nobody when a render ends: this n8n wakes the execution by itself.
 * n8n pairs the items of a resumed node with its input items by their place, so one with several renders per item cannot be paired.
 */
export async function chooseRenderStrategy(
	context: IExecuteFunctions,
	facts: RenderWaitFacts,
): Promise<WaitStrategy> {
	const { method, hasSeveralPerItem, errorStops } = facts;
	const poll = (why: string): WaitStrategy => ({ park: false, why });
	const why = whyPoll(context, facts);
	if (why !== undefined) return poll(why);
	const isOneItem = context.getInputData().length === 1 && !context.getNode().executeOnce;
	if (hasSeveralPerItem && !(isOneItem && method === 'parked'))
		return poll(
			'an item may give several renders, and once parked, n8n cannot tell which item they come from. To park, add Get many shorts before this node',
		);
	if (hasSeveralPerItem && context.getNode().onError === 'continueErrorOutput')
		return poll(
			'an item may give several renders, and once parked, n8n loses some if one goes to the error output. To park, add Get many shorts before this node',
		);
	if (method === 'parked') return { park: true, why: whyParked(hasSeveralPerItem, errorStops) };
	if (errorStops)
		return poll(
			'On Error is Stop Workflow, which a parked node cannot do. To park, set On Error to Continue, or Wait Method to Parked',
		);
	return await chooseRenderStrategyItself(context);
}

/** With what the user gives up by it. */
function whyParked(hasSeveralPerItem: boolean, errorStops: boolean): string {
	const limits = [
		hasSeveralPerItem ? "expressions such as $('Videos').item work for its first short only" : '',
		errorStops ? 'failed renders come out as FAILED and stop nothing' : '',
	].filter(Boolean);
	return ['the wait method is Parked', ...limits].join('; ');
}

async function chooseRenderStrategyItself(context: IExecuteFunctions): Promise<WaitStrategy> {
	if (context.getNode().executeOnce) return { park: false, why: 'the node is set to execute once' };
	const url = resumeWebhookUrl(context);
	if (await reachesItself(context.helpers.httpRequest, url))
		return { park: true, why: 'this n8n can wake the execution by itself' };
	return { park: false, why: `this n8n cannot reach itself at ${new URL(url).host}` };
}
