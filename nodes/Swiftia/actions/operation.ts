import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Run } from './run/run';

/** One operation of the node: its entry in the Operation dropdown, its parameters, and what it does. */
export interface Operation {
	/** With a hint for n8n's Assistant. */
	option: INodePropertyOptions & Required<Pick<INodePropertyOptions, 'builderHint'>>;
	properties: INodeProperties[];
	/** Works on all items of the run; what an item gives or why it does not is told to the run. */
	execute: (run: Run) => Promise<void>;
}

/** A resource with its operations by name. */
export interface Resource {
	option: INodePropertyOptions;
	operations: Record<string, Operation>;
	/** The operation that a new node starts with. */
	defaultOperation: string;
}
