import type { IExecuteFunctions } from 'n8n-workflow';
import { isCallable, resumeWebhookUrl } from './resumeWebhook';
import { willCall } from './executionState';

/** The parameter Wait Method. */
export type WaitMethod = 'auto' | 'webhook' | 'polling';

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

// isToolExecution is missing on n8n 1.x, and false where the agents of n8n 2.x run a tool.
function isTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() || context.getNode().type.endsWith('Tool');
}
