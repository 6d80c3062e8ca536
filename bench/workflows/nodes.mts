import type { WorkflowNode } from '../../demo/n8n/workflow.mts';

/** The trigger of all workflows. */
export const TRIGGER = 'Start';

/** A node of a workflow; where it stands does not matter here. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return {
		id: name.replace(/\W+/g, '-'),
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters,
	};
}

/** The begin of all workflows: a trigger, and an item per video. */
export function start(videoIds: string[]): WorkflowNode[] {
	return [
		node(TRIGGER, 'manualTrigger', 1, {}),
		node('Videos', 'set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ videoId: videoIds }),
			options: {},
		}),
		node('Each video', 'splitOut', 1, { fieldToSplitOut: 'videoId', options: {} }),
	];
}

/** So many YouTube ids. */
export function videoIds(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `bench-${String(index).padStart(5, '0')}`);
}
