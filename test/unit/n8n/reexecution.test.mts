import type { IExecuteData, IExecuteFunctions, INode, IRunExecutionData } from 'n8n-workflow';
import { canExecuteAgain, isWaitedFor, parkToExecuteAgain } from '../../../nodes/Swiftia/n8n/reexecution.js';

const NODE = { name: 'P', type: 'n8n-nodes-swiftia.swiftia', retryOnFail: true } as INode;
const UNTIL = new Date(1e12);
const RESPONSE = { actionResponses: [], metadata: {} };

/** n8n's engine as far as a park goes; a test changes what it likes. */
function engine() {
	const kept = {};
	const entry = {
		node: NODE,
		data: { main: [[{ json: { row: 1 } }]] },
		source: { main: [{ previousNode: 'Start' }] },
	} as unknown as IExecuteData;
	const run = {
		executionData: { contextData: { 'node:P': kept }, nodeExecutionStack: [] as IExecuteData[] },
	} as unknown as IRunExecutionData;
	const context = {
		runExecutionData: run,
		getNode: () => ({ ...NODE }),
		getContext: () => kept,
		getExecuteData: () => entry,
		getExecutionCancelSignal: () => new AbortController().signal,
		evaluateExpression: () => 3,
		putExecutionToWait: async (until: Date) => void (run.waitTill = until),
	};
	return { context, entry, run, stack: run.executionData!.nodeExecutionStack };
}
const as = (context: object) => context as unknown as IExecuteFunctions;

it('n8n is to execute the node again, with its items, and to pass over what it puts back itself', async () => {
	const { context, entry, stack } = engine();
	const { data, source } = entry;
	expect(canExecuteAgain(as(context), RESPONSE)).toBe(true);
	await parkToExecuteAgain(as(context), UNTIL);
	expect(stack).toEqual([{ node: NODE, data, source, runIndex: 3 }]);
	expect(stack[0]!.node).not.toBe(entry.node);
	expect(entry).toMatchObject({ node: { name: 'P', retryOnFail: false }, data: { main: [[]] } });
});

it.each<[string, (n8n: ReturnType<typeof engine>) => unknown, unknown?]>([
	['gives no response, as Engine v2 and the tries of Retry On Fail', () => {}, undefined],
	['shows no execution', ({ context }) => Object.assign(context, { runExecutionData: undefined })],
	['shows no stack', ({ run }) => Object.assign(run.executionData!, { nodeExecutionStack: undefined })],
	['has a stack of another form', ({ run }) => Object.assign(run.executionData!, { nodeExecutionStack: {} })],
	[
		'shows a copy of the execution',
		({ context, run }) => Object.assign(context, { runExecutionData: structuredClone(run) }),
	],
	[
		'shows a copy of the stack',
		({ run }) => Object.defineProperty(run.executionData, 'nodeExecutionStack', { get: () => [] }),
	],
	[
		'shows a copy of the entry',
		({ context, entry }) => Object.assign(context, { getExecuteData: () => ({ ...entry }) }),
	],
	['shows no entry', ({ context }) => Object.assign(context, { getExecuteData: undefined })],
	['shows the entry of another node', ({ entry }) => Object.assign(entry, { node: { ...NODE, name: 'Q' } })],
	['has an entry of another form', ({ entry }) => Object.assign(entry, { data: [] })],
	['has several inputs', ({ entry }) => entry.data.main!.push([])],
	[
		'cannot be stopped, as Engine v2',
		({ context }) => Object.assign(context, { getExecutionCancelSignal: () => undefined }),
	],
	['runs the node as a tool', ({ context }) => Object.assign(context, { isToolExecution: () => true })],
	[
		'runs the node for its log',
		({ entry }) => Object.assign(entry, { node: { ...NODE, rewireOutputLogTo: 'ai_tool' } }),
	],
])('is not expected of an n8n that %s', (_, change, ...response) => {
	const n8n = engine();
	change(n8n);
	expect(canExecuteAgain(as(n8n.context), response.length > 0 ? response[0] : RESPONSE)).toBe(false);
});

it('An n8n that parks something else is told so by an error, and its stack is left alone', async () => {
	const { context, stack, entry } = engine();
	Object.assign(context, { putExecutionToWait: async () => {} });
	await expect(parkToExecuteAgain(as(context), UNTIL)).rejects.toThrow('n8n did not let the node wait');
	expect(stack).toEqual([]);
	expect(entry.data.main![0]).toHaveLength(1);
});

it.each([
	[undefined, false],
	[{ shouldResume: false }, false],
	[{ shouldResume: true }, true],
])('A sub-workflow of %j is waited for: %s', (parentExecution, expected) => {
	const { context, run } = engine();
	Object.assign(run, { parentExecution });
	expect(isWaitedFor(as(context))).toBe(expected);
});
