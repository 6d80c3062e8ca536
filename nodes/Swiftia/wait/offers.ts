import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * IDs of executions that this process has offered n8n to resume more than once. Where n8n only kept the first offer waiting
 * (N8N_CONCURRENCY_PRODUCTION_LIMIT), the second waits behind it, and would be taken for the result of a park that follows.
 */
const offeredAgain = new Set<string>();
/** Executions that are remembered. */
const KEPT = 1_000;

/** Notes that an execution was offered once more. */
export function noteOfferedAgain(executionId: string): void {
	offeredAgain.add(executionId);
	const [oldest] = offeredAgain;
	if (offeredAgain.size > KEPT) offeredAgain.delete(oldest!);
}

/** Whether n8n may still hold an offer to resume this execution that is none any more. */
export function wasOfferedAgain(context: IExecuteFunctions): boolean {
	return offeredAgain.has(context.getExecutionId());
}
