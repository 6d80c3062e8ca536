import { parse } from 'flatted';
import type { WorkflowNode } from './workflow.mts';

/** Where an execution is. `waiting` means parked: n8n holds nothing but its row in the database. */
export type ExecutionStatus =
	| 'new'
	| 'running'
	| 'waiting'
	| 'success'
	| 'error'
	| 'canceled'
	| 'crashed'
	| 'unknown';

/** Those of an execution to which nothing happens any more. */
export const ENDED: readonly ExecutionStatus[] = ['success', 'error', 'canceled', 'crashed'];

/** An item on its way between two nodes. */
export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, { fileName?: string; mimeType?: string; fileSize?: string; bytes?: number }>;
	pairedItem?: unknown;
}

/** An error as n8n stores it with an execution. */
interface ExecutionError {
	message: string;
	description?: string | null;
	node?: { name: string };
}

interface NodeRun {
	executionTime?: number;
	executionStatus?: string;
	error?: ExecutionError;
	/** What the node tells beside its output. */
	hints?: Array<{ message: string }>;
	data?: { main?: Array<Item[] | null> };
}

/** An execution in a list. */
export interface ExecutionSummary {
	id: string;
	status: ExecutionStatus;
	workflowId: string;
	startedAt?: string;
	stoppedAt?: string | null;
	waitTill?: string | null;
}

/** An execution with its data in n8n's packed form, as its REST interface sends it. */
export interface StoredExecution extends ExecutionSummary {
	data: string;
	/** The workflow as it was when it began. */
	workflowData?: { nodes: WorkflowNode[] };
}

interface RunData {
	/** Until when it is parked. */
	waitTill?: string | null;
	/** What is still to be done. */
	executionData?: { nodeExecutionStack?: unknown[] };
	resultData?: {
		runData?: Record<string, NodeRun[]>;
		error?: ExecutionError;
		lastNodeExecuted?: string;
	};
}

/** One execution, unpacked. */
export class Execution {
	private readonly data: RunData;

	constructor(readonly summary: ExecutionSummary & Partial<Pick<StoredExecution, 'data' | 'workflowData'>>) {
		this.data = (summary.data && (parse(summary.data) as RunData | undefined)) || {};
	}

	get id(): string {
		return this.summary.id;
	}

	/** What n8n says; n8n stores that an execution has parked or ended a moment before its data, and until both are there it counts as running. */
	get status(): ExecutionStatus {
		const { status } = this.summary;
		return this.endStored(status) ? status : 'running';
	}

	/** Whether the data are those of its park or end: until then they are those with which it began, parked or went on before. */
	private endStored(status: ExecutionStatus): boolean {
		const { executionData, resultData = {}, waitTill } = this.data;
		// A list has no data at all.
		if (status === 'waiting') return !executionData || Boolean(waitTill);
		const isDone = (executionData?.nodeExecutionStack ?? []).length === 0;
		if (status === 'success') return isDone && Object.keys(resultData.runData ?? {}).length > 0;
		return status !== 'error' || resultData.error !== undefined;
	}

	/** What ended it, in one or two lines; undefined if nothing went wrong. */
	get failure(): string | undefined {
		const error = this.data.resultData?.error;
		if (!error) return undefined;
		const where = error.node ? `${error.node.name}: ` : '';
		return [`${where}${error.message}`, error.description].filter(Boolean).join('\n');
	}

	/** The node that n8n executed last, which is the one that parks where the execution waits. */
	get lastNode(): string | undefined {
		return this.data.resultData?.lastNodeExecuted;
	}

	/** A node of its workflow, as it was when the execution began. */
	node(name: string): WorkflowNode | undefined {
		return this.summary.workflowData?.nodes.find((node) => node.name === name);
	}

	/** The runs of a node, newest last. */
	runs(node: string): NodeRun[] {
		return this.data.resultData?.runData?.[node] ?? [];
	}

	/** The items that the last run of a node gave out on one of its outputs. */
	items(node: string, output = 0): Item[] {
		return this.runs(node).at(-1)?.data?.main?.[output] ?? [];
	}
}
