import type { INodeExecutionData } from 'n8n-workflow';

/** What an execution is parked for, as one call into its resume webhook sees it. */
export interface ParkedRecords<A> {
	/** IDs of what is waited for, each once, in the order of the items. */
	readonly ids: string[];
	/** Whether Swiftia calls when one ends; otherwise only looks tell. */
	readonly areCalledFor: boolean;
	/** Reads one, and begins what its end calls for; undefined while it has not ended. */
	readEnded: (id: string) => Promise<A | undefined>;
	/** What becomes of one that Swiftia says again and again it does not have. */
	lost: (id: string, message: string) => A;
	/** Lets that be finished before the execution goes on. */
	finish?: (ended: ReadonlyMap<string, A>) => Promise<void>;
	/** Milliseconds until the next wake is worth it; undefined where nothing tells. */
	nextWake: () => number | undefined;
	/** What goes on in place of the parked items, in their order; what is missing in `ended` has not ended. */
	itemsOf: (ended: ReadonlyMap<string, A>) => INodeExecutionData[];
}
