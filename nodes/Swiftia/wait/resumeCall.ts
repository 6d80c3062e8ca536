import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { callbackJobId, readCallback } from '../api/callback';
import { type JsonValue, asObject } from '../api/json';
import { NO_ITEMS, contextOfParked } from '../n8n/reexecution';
import { mayBeCalled, resumeWebhookUrl } from '../n8n/resumeWebhook';
import { ticksAt } from '../time/clock';
import { RECEIVED } from '../transport/callItself';
import { SHORTEST_PARK_MS } from './loop';
import { isOutdated, planWake } from './ownWakes';
import { type KeptWait, isKnownToHaveEnded, keptWait, noteCalls, watchedIds } from './waitMemory';

/** What becomes of a call into the resume webhook: a time is the epoch millisecond from which on it may wake the execution. */
export type CallEffect = 'wake' | 'none' | { wakeAt: number };

/**
 * What a call does. Its body is not believed; it is worth a look at most.
 *
 * @param wait what the parked execution keeps; undefined where it cannot be seen
 * @param named IDs of the jobs that it names
 * @param now epoch milliseconds
 */
export function effectOf(wait: KeptWait | undefined, named: string[], now: number): CallEffect {
	if (!wait || (named.length > 0 && named.every((id) => isKnownToHaveEnded(wait, id)))) return 'none';
	const wakeAt = wait.parkedAt + SHORTEST_PARK_MS;
	return now >= wakeAt ? 'wake' : { wakeAt };
}

/**
 * Swiftia, this n8n itself or anybody else called the resume webhook of a parked execution. It reads nothing: n8n executes the node
 * again if the call is worth it. Never throws, as n8n would go on with an empty item.
 */
export function answerCall(context: IWebhookFunctions): IWebhookResponseData {
	const answer = { webhookResponse: RECEIVED };
	try {
		const url = resumeWebhookUrl(context);
		if (!mayBeCalled(url)) return answer;
		const body = readCallback(context.getBodyData());
		const wait = keptWait(contextOfParked(context));
		const named = wait ? namedBy(body, wait) : [];
		const effect = effectOf(wait, named, Date.now());
		if (effect === 'none' || isOutdated(url, wait!.parkedAt)) return answer;
		if (effect !== 'wake') {
			planWake(context.helpers.httpRequest, url, {
				at: ticksAt(effect.wakeAt),
				parkedAt: wait!.parkedAt,
				jobIds: named,
			});
			return answer;
		}
		noteCalls(wait!, named);
		return { ...answer, workflowData: NO_ITEMS };
	} catch (error) {
		context.logger.warn(
			`Swiftia: a call could not be processed, the wait continues (${(error as Error).message})`,
		);
		return answer;
	}
}

/** The jobs that are waited for which a call names: Swiftia one, this n8n several. */
function namedBy(body: JsonValue, wait: KeptWait): string[] {
	const { jobIds } = asObject(body);
	const ids = Array.isArray(jobIds) ? jobIds : [callbackJobId(body)];
	return watchedIds(
		wait,
		ids.filter((id) => typeof id === 'string'),
	);
}
