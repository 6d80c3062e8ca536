import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node runs as the tool of an AI agent, which cannot be interrupted. */
export function isTool(context: IExecuteFunctions): boolean {
	// isToolExecution is missing on n8n 1.x, and false where the agents of n8n 2.x run a tool.
	return context.isToolExecution?.() || context.getNode().type.endsWith('Tool');
}
