/** The parameter Wait Method. */
export type WaitMethod = 'auto' | 'parked' | 'polling';

/** What decides whether a wait may park. */
export interface WaitFacts {
	method: WaitMethod;
	/** Whether an AI agent runs the node as a tool. */
	isTool: boolean;
	/** Whether n8n executes a parked node again. */
	canExecuteAgain: boolean;
	/** Whether files are to be taken, and n8n keeps them in memory. */
	filesAreInMemory: boolean;
	/** Whether the execution is a sub-workflow whose result another one waits for. */
	isWaitedFor: boolean;
	/** Whether the caller of the workflow is answered with what its last node gives. */
	isAnsweredAtEnd: boolean;
}

/** Why a wait has to poll, in words for a hint; undefined where it may park. */
export function whyPolling(facts: WaitFacts): string | undefined {
	const { method, isWaitedFor, isAnsweredAtEnd } = facts;
	if (facts.isTool) return 'an AI tool cannot be parked';
	if (method === 'polling') return 'the wait method is Polling';
	if (!facts.canExecuteAgain) return 'this n8n does not go on with a parked node';
	if (facts.filesAreInMemory)
		return 'n8n keeps files in memory, where a park would lose them. To park, set N8N_DEFAULT_BINARY_DATA_MODE to filesystem';
	if (method === 'parked') return undefined;
	if (isWaitedFor)
		return 'n8n gives a parked sub-workflow back too early. Where it runs once for all items on n8n 2, set Wait Method to Parked';
	return isAnsweredAtEnd
		? 'the trigger responds when the last node finishes, and n8n would respond when it parks'
		: undefined;
}
