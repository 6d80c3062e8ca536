import type { WorkflowNode } from './workflow.mts';

/** The trigger of the workflows that `videos` begins. */
export const TRIGGER = 'Start';

/** A node of a workflow, at a place that does not matter. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return { id: name.replace(/\W+/g, '-'), name, type, typeVersion, position: [0, 0], parameters };
}

/** The begin of a workflow: a trigger, and an item with `videoId` per video. */
export function videos(...ids: string[]): WorkflowNode[] {
	return [
		node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Videos', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ videoId: ids }),
			options: {},
		}),
		node('Each video', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'videoId', options: {} }),
	];
}
