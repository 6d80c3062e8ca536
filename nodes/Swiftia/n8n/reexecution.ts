import type {
	IDataObject,
	IExecuteData,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { isTool } from './tool';

/*
 * n8n keeps a stack of the nodes to execute next. It puts a node that waits back on top, and when the execution goes on it passes over
 * that entry. So the node lays a second entry beneath it, and is executed again, with its own items. n8n-core shows the stack in a
 * field that n8n-workflow's types do not name; it is looked at before each use, and where it is not as expected nothing is parked.
 */

/** What n8n-core's contexts hold of their execution. */
interface OfExecution {
	readonly runExecutionData?: Partial<IRunExecutionData> | null;
}

interface Place {
	run: Partial<IRunExecutionData>;
	stack: IExecuteData[];
	entry: IExecuteData;
}

/**
 * Whether this n8n executes the node again after a park.
 *
 * @param response the second argument of execute(), which Engine v2, and the tries of Retry On Fail after the first, leave out
 */
export function canExecuteAgain(context: IExecuteFunctions, response: unknown): boolean {
	return response !== undefined && !isTool(context) && placeOf(context) !== undefined;
}

/**
 * Parks the execution; when it goes on, n8n executes this node again. Has to be the last thing of execute().
 *
 * @throws Error where n8n did not park what is seen here: then nothing was put on its stack
 */
export async function parkToExecuteAgain(context: IExecuteFunctions, until: Date): Promise<void> {
	const place = placeOf(context);
	const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0));
	await context.putExecutionToWait(until);
	if (!place || place.run.waitTill !== until) throw new Error('n8n did not let the node wait');
	const { stack, entry } = place;
	const { node, data, source, metadata } = entry;
	stack.unshift({ node, data, source, runIndex, ...(metadata && { metadata }) });
	// What n8n passes over: it disables this node object, hands its items on, and tries it again where it has errors.
	entry.node = { ...node, alwaysOutputData: false, retryOnFail: false, executeOnce: false };
	entry.data = { main: [[]] };
}

/** Where the execution stands, if all is where n8n 1.123 and 2.41 have it, and is what n8n works with rather than a copy. */
function placeOf(context: IExecuteFunctions): Place | undefined {
	const run = (context as OfExecution).runExecutionData;
	const entry = context.getExecuteData?.() as Partial<IExecuteData> | undefined;
	const stack = run?.executionData?.nodeExecutionStack;
	if (!run || !Array.isArray(stack) || !isEntryOf(entry, context.getNode())) return undefined;
	return isLive(context, { run, stack, entry }) ? { run, stack, entry } : undefined;
}

/** Whether n8n will store what is seen here. Engine v2, which does not, gives no signal. */
function isLive(context: IExecuteFunctions, { run, stack, entry }: Place): boolean {
	const kept = context.getContext('node');
	const { contextData, nodeExecutionStack } = run.executionData!;
	const isStored = contextData[`node:${context.getNode().name}`] === kept && nodeExecutionStack === stack;
	return isStored && context.getExecuteData() === entry && context.getExecutionCancelSignal?.() !== undefined;
}

function isEntryOf(entry: Partial<IExecuteData> | undefined, { name }: INode): entry is IExecuteData {
	const { node, data } = entry ?? {};
	if (node?.name !== name || node.rewireOutputLogTo) return false;
	return Array.isArray(data?.main) && data.main.length === 1;
}

/** What the node keeps of itself in the execution that a call came for; undefined where n8n does not show it. */
export function contextOfParked(context: IWebhookFunctions): IDataObject | undefined {
	const { runExecutionData } = context as OfExecution;
	return runExecutionData?.executionData?.contextData?.[`node:${context.getNode().name}`];
}

/** What webhook() returns to let the execution go on: items here would be put out by the node. */
export const NO_ITEMS: INodeExecutionData[][] = [[]];

/** Whether the execution is a sub-workflow whose result another execution waits for. */
export function isWaitedFor(context: IExecuteFunctions): boolean {
	return (context as OfExecution).runExecutionData?.parentExecution?.shouldResume === true;
}
