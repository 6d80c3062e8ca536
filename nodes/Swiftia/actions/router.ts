import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { badInput } from '../api/swiftiaError';
import type { Operation } from './operation';
import { resources } from './resources';
import { nodeError } from './run/itemError';
import { Run } from './run/run';

/**
 * Runs the chosen operation over all items.
 *
 * @param response the second argument of execute()
 */
export async function router(context: IExecuteFunctions, response: unknown): Promise<INodeExecutionData[][]> {
	let run: Run | undefined;
	try {
		const operation = chosenOperation(context);
		run = await Run.open(context, response);
		await operation.execute(run);
		return [await run.finish()];
	} catch (error) {
		throw run ? run.failure(error) : nodeError(context.getNode(), error);
	}
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource: unknown = context.getNodeParameter('resource', 0);
	const operation: unknown = context.getNodeParameter('operation', 0);
	const found = ownValue(ownValue(resources, resource)?.operations ?? {}, operation);
	if (found) return found;
	throw badInput(
		`The node has no operation ${JSON.stringify(operation)} for the resource ${JSON.stringify(resource)}`,
		'Choose a resource and an operation.',
	);
}

function ownValue<T>(values: Record<string, T>, name: unknown): T | undefined {
	return typeof name === 'string' && Object.hasOwn(values, name) ? values[name] : undefined;
}
