import type { Execution } from '../../realN8n/execution.mts';
import type { WorkflowNode } from '../../realN8n/workflow.mts';

/** What a node that parks comes to in the end. */
export type End = 'items' | 'nothing' | 'throw' | 'throwOnce' | 'errorItem' | 'hint' | 'binary';

/** How a node parks, and what it comes to. */
export interface Parks {
	/** `items` unless told: one per video. */
	end?: End;
	/** Items that come of each video; one unless told. */
	perItem?: number;
	/** Until n8n's own timer wakes it; so long that no test gets there unless told. */
	seconds?: number;
	/** How long each of its runs takes. */
	busy?: number;
}

/** A node that parks several times and is executed again after each, in an n8n: what tries it needs nothing else of it. */
export interface ParkingNode {
	/** What it needs between the videos and itself. */
	before(): WorkflowNode[];
	/** The node. */
	node(name: string, parks?: Parks): WorkflowNode;
	/** The address that wakes an execution, which is parked. */
	address(id: string): Promise<string>;
	/** Ends what a parked execution waits for, however often it parks on the way, and gives it when it is over. */
	finish(id: string): Promise<Execution>;
}
