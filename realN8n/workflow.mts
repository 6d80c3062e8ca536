/** One node of a workflow, as n8n stores it. */
export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	/** What the editor shows beside it. */
	notes?: string;
}

/** A workflow to be created. */
export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }>;
	settings?: Record<string, unknown>;
	/** Items that a node gives without being run, in executions that the editor starts. */
	pinData?: Record<string, object[]>;
}

/** A workflow as n8n gave it back. */
export interface StoredWorkflow extends Workflow {
	id: string;
	versionId: string;
}

/** Connects the named nodes one after the other, first output to first input. */
export function chain(...names: string[]): Workflow['connections'] {
	const connections: Workflow['connections'] = {};
	names.slice(1).forEach((node, i) => {
		connections[names[i] as string] = { main: [[{ node, type: 'main', index: 0 }]] };
	});
	return connections;
}

/** Connects the nodes before a Loop Over Items in a row, and those that it repeats in a circle. */
export function loop(before: string[], name: string, repeated: string[]): Workflow['connections'] {
	return {
		...chain(...before, name),
		[name]: { main: [[], [{ node: repeated[0]!, type: 'main', index: 0 }]] },
		...chain(...repeated, name),
	};
}
