import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SwiftiaClient } from '../transport/client';
import { resources } from './resources';
import { Run } from './run';

/** Runs the chosen operation over all items. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = this.getNodeParameter('operation', 0);
	const run = new Run(this, await SwiftiaClient.open(this));
	await resources[resource]!.operations[operation]!.execute(run);
	return [run.finish()];
}
