import {
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	NodeConnectionTypes,
	Workflow,
} from 'n8n-workflow';
import type { ExecutionPlan, Stage } from './scenario.mts';

/** What hands items in, and what collects what follows the waits. */
export const START = 'Start';
const COLLECT = 'Collect';

/** Name of the Swiftia node at this place. */
export const stageName = (index: number) => `Swiftia ${index + 1}`;

const SWIFTIA_TYPE = 'n8n-nodes-swiftia.swiftia';

/** The nodes of a workflow, in their order. */
export function nodesOf({ stages, onError, retryOnFail }: ExecutionPlan): INode[] {
	const plain = (name: string): INode => ({
		id: name,
		name,
		type: `test.${name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	});
	const ours = stages.map(
		(stage, index): INode => ({
			...plain(stageName(index)),
			type: SWIFTIA_TYPE,
			credentials: { swiftiaApi: { id: '1', name: 'Swiftia' } },
			onError,
			retryOnFail,
			parameters: parametersOf(stage),
		}),
	);
	return [plain(START), ...ours, plain(COLLECT)];
}

function parametersOf({ kind, waits, method, minutes, download }: Stage): INode['parameters'] {
	const wait = { waitMethod: method, maxWaitMinutes: minutes };
	switch (kind) {
		case 'createJob':
			return {
				resource: 'job',
				operation: 'create',
				video: { __rl: true, mode: 'id', value: '={{ $json.videoId }}' },
				waitForCompletion: waits,
				...(waits && wait),
			};
		case 'waitForJob':
			return { resource: 'job', operation: 'waitForCompletion', ...wait };
		case 'render':
			return { resource: 'render', operation: 'create', renderTarget: 'all', download, ...wait };
	}
}

function connect(nodes: INode[]): IConnections {
	const connections: IConnections = {};
	nodes.slice(1).forEach(({ name }, index) => {
		connections[nodes[index]!.name] = { main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]] };
	});
	return connections;
}

/** A workflow as a process has it. */
export function workflowOf(plan: ExecutionPlan, types: Map<string, INodeType>): Workflow {
	const nodes = nodesOf(plan);
	const typeOf = (type: string) => types.get(type)!;
	const nodeTypes: INodeTypes = {
		getByName: typeOf,
		getByNameAndVersion: typeOf,
		getKnownTypes: () => ({}),
	};
	return new Workflow({
		id: `workflow-${plan.id}`,
		nodes,
		connections: connect(nodes),
		active: true,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

/** The node types of a process, by name. */
export function nodeTypesOf(
	swiftia: INodeType,
	onCollected: (executionId: string, items: INodeExecutionData[]) => void,
): Map<string, INodeType> {
	return new Map([
		[SWIFTIA_TYPE, swiftia],
		[`test.${START}`, simpleType(START, () => undefined)],
		[`test.${COLLECT}`, simpleType(COLLECT, onCollected)],
	]);
}

function simpleType(
	name: string,
	onItems: (executionId: string, items: INodeExecutionData[]) => void,
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			const items = this.getInputData();
			onItems(this.getExecutionId(), items);
			return [items];
		},
	};
}
