// Runs the built package in n8n-core's real engine: package loader, workflow executor, expressions, binary data.
import './environment.mts';
import path from 'node:path';
import { Container } from '@n8n/di';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import {
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IRun,
	type IRunExecutionData,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type RelatedExecution,
	type WorkflowExecuteMode,
	NodeConnectionTypes,
	Workflow,
	createRunExecutionData,
} from 'n8n-workflow';
import { until } from '../../realN8n/lib/until.mts';
import { EngineCredentials, type SwiftiaCredential } from './credentials.mts';

const PACKAGE = path.resolve(import.meta.dirname, '../..');
const TOKEN = 'resume-token';
/** A busy machine is slow. */
const PATIENCE = { seconds: 100 };

/** A node that hands its items on, to stand before ours. */
const passThrough: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Respond', name: 'responseMode', type: 'string', default: 'onReceived' }],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** What was written to n8n's log, oldest first: the level and the message. */
export const logged: string[] = [];

/** Writes what nodes log to `logged`. n8n-core keeps the class of its logger to itself. */
function recordLog(loader: PackageDirectoryLoader): void {
	const { logger } = loader as unknown as { logger: object };
	const write = (level: string) => ({
		value: (message: string) => logged.push(`${level}: ${message}`),
		writable: true,
	});
	const recorder = Object.create(logger, { error: write('error'), warn: write('warn'), info: write('info') });
	Container.set(logger.constructor as new () => object, recorder as object);
}

let loading: Promise<PackageDirectoryLoader> | undefined;

/** What n8n makes of a file of the package: an instance of the class that it is named after. */
async function newest(file: string): Promise<object> {
	const built = (await import(path.join(PACKAGE, file))) as Record<string, new () => object>;
	return new built[path.basename(file).split('.')[0]!]!();
}

/** The built package as n8n loads it. */
export async function loadPackage(): Promise<PackageDirectoryLoader> {
	loading ??= (async () => {
		await Container.get(BinaryDataService).init();
		const loader = new PackageDirectoryLoader(PACKAGE);
		recordLog(loader);
		const { nodes, credentials } = loader.packageJson.n8n!;
		const classes = new Map<string, object>();
		for (const file of [...nodes!, ...credentials!]) classes.set(file, await newest(file));
		// Of this test file, with state of its own, and measured where Jest measures coverage.
		Object.defineProperty(loader, 'loadClass', { value: (file: string) => classes.get(file) });
		await loader.loadAll();
		return loader;
	})();
	return await loading;
}

/** A Swiftia node in a workflow. */
export interface SwiftiaNode extends Partial<Omit<INode, 'parameters'>> {
	parameters: INode['parameters'];
}

/** How a workflow is run. */
export interface EngineOptions {
	credential: SwiftiaCredential;
	/** What the callbacks are sent to, such as `http://127.0.0.1:5678/webhook-waiting`. */
	waitingUrl?: string;
	executionId?: string;
	/** Ways on which the items come to the first node, which runs once for each; 1 unless told. */
	branches?: number;
	/** Parameters of the node that gives the items. */
	start?: INode['parameters'];
	mode?: WorkflowExecuteMode;
	/** The execution that this one is a sub-workflow of. */
	parentExecution?: RelatedExecution;
	/** Whether n8n's timer goes on with a parked execution; true unless told. */
	timer?: boolean;
}

/** A workflow of Swiftia nodes, one after the other, behind a node that gives the items. */
export class Engine {
	/** The execution's data as n8n would have saved it last. */
	saved: IRunExecutionData | undefined;
	run: IRun | undefined;
	private cancel: (() => void) | undefined;

	private constructor(
		readonly workflow: Workflow,
		readonly nodes: INode[],
		private readonly options: EngineOptions,
	) {}

	/** Builds the workflow; nodes are named `Swiftia 1`, `Swiftia 2` … unless they say otherwise. */
	static async create(nodes: SwiftiaNode[], options: EngineOptions): Promise<Engine> {
		const loader = await loadPackage();
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: options.start ?? {},
		};
		const ours = nodes.map(
			(node, index): INode => ({
				id: `node-${index + 1}`,
				name: `Swiftia ${index + 1}`,
				type: 'n8n-nodes-swiftia.swiftia',
				typeVersion: 1,
				position: [0, 0],
				credentials: { swiftiaApi: { id: '1', name: 'Swiftia' } },
				...node,
			}),
		);
		const { branches = 1 } = options;
		const ways = Array.from({ length: branches > 1 ? branches : 0 }, (_, index) => {
			const name = `Way ${index + 1}`;
			return { ...start, id: name, name, position: [0, 100 * index] } satisfies INode;
		});
		const connections: IConnections = {};
		const connect = (from: string, ...to: string[]) =>
			(connections[from] = {
				main: [to.map((node) => ({ node, type: NodeConnectionTypes.Main, index: 0 }))],
			});
		const [first, ...others] = ours.map(({ name }) => name);
		connect('Start', ...(ways.length > 0 ? ways.map(({ name }) => name) : [first!]));
		ways.forEach(({ name }) => connect(name, first!));
		others.forEach((name, index) => connect(ours[index]!.name, name));
		const all = [start, ...ways, ...ours];
		const typeOf = (type: string) =>
			type === 'test.start' ? passThrough : (loader.getNode('swiftia').type as INodeType);
		const workflow = new Workflow({
			id: 'workflow-1',
			nodes: all,
			connections,
			active: false,
			nodeTypes: { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) },
			settings: { executionOrder: 'v1' },
		});
		return new Engine(workflow, ours, options);
	}

	/** Runs the workflow over these items, to its end or until it is parked. */
	async execute(items: object[] = [{}]): Promise<IRun> {
		const data: INodeExecutionData[] = items.map((json) => ({ json: json as INodeExecutionData['json'] }));
		return await this.process(
			createRunExecutionData({
				resumeToken: TOKEN,
				parentExecution: this.options.parentExecution,
				executionData: {
					nodeExecutionStack: [
						{ node: this.workflow.getNode('Start')!, data: { main: [data] }, source: null },
					],
				},
			}),
		);
	}

	/** Runs the workflow over these items to its end, however often it is parked. */
	async complete(items?: object[]): Promise<IRun> {
		await this.execute(items);
		await this.ended();
		return this.run!;
	}

	/** Waits until the execution neither runs nor waits. */
	async ended(): Promise<void> {
		await until(
			'the end of the execution',
			() => !['waiting', undefined].includes(this.run?.status),
			PATIENCE,
		);
	}

	/** How often a node ran, as the execution's data say. */
	runs(node: string): number {
		return this.run?.data.resultData.runData[node]?.length ?? 0;
	}

	/** Goes on with a parked execution as n8n's timer does. */
	async wake(): Promise<IRun> {
		return await this.process(this.load());
	}

	/** Goes on with a parked execution, as it was loaded for a call, with the items that `webhook()` returned. */
	async resume(items: INodeExecutionData[][], data: IRunExecutionData): Promise<IRun> {
		const entry = data.executionData!.nodeExecutionStack[0]!;
		entry.data.main = items;
		entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		return await this.process(data);
	}

	/** Runs the failed node again as a retry from the executions list does: a new execution id, the old context data. */
	async retry(executionId: string): Promise<IRun> {
		const data = this.load();
		this.options.executionId = executionId;
		delete data.resultData.error;
		const lastNode = data.resultData.lastNodeExecuted!;
		data.resultData.runData[lastNode]?.pop();
		// With the currently saved workflow.
		for (const entry of data.executionData!.nodeExecutionStack)
			entry.node = this.workflow.getNode(entry.node.name)!;
		return await this.process(data);
	}

	/** Presses Stop. */
	stop(): void {
		this.cancel?.();
	}

	get executionId(): string {
		return this.options.executionId ?? '1';
	}

	/** The saved data as a process reads it back from the database. */
	load(): IRunExecutionData {
		const data = structuredClone(JSON.parse(JSON.stringify(this.saved))) as IRunExecutionData;
		if (data.waitTill) data.waitTill = new Date(data.waitTill);
		return data;
	}

	/** What n8n hands to the contexts of this execution. */
	additionalData(): IWorkflowExecuteAdditionalData {
		const waiting = this.options.waitingUrl ?? 'http://127.0.0.1:9/webhook-waiting';
		const hooks = new ExecutionLifecycleHooks('trigger', this.executionId, {} as never);
		return {
			credentialsHelper: new EngineCredentials(this.options.credential),
			executionId: this.executionId,
			hooks,
			webhookWaitingBaseUrl: waiting,
			formWaitingBaseUrl: waiting,
			webhookBaseUrl: waiting,
			currentNodeExecutionIndex: 0,
			variables: {},
			logAiEvent: () => {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	private async process(data: IRunExecutionData): Promise<IRun> {
		this.run = undefined;
		const running = new WorkflowExecute(
			this.additionalData(),
			this.options.mode ?? 'trigger',
			data,
		).processRunExecutionData(this.workflow);
		this.cancel = () => running.cancel();
		this.run = await running;
		this.saved = this.run.data;
		if (this.run.status === 'waiting' && this.options.timer !== false) this.wakeAt(this.run.waitTill!);
		return this.run;
	}

	/** n8n's timer, without the minute in which it may be late. */
	private wakeAt(waitTill: Date): void {
		const { saved } = this;
		setTimeout(() => {
			if (this.saved === saved && this.run) void this.wake();
		}, waitTill.getTime() - Date.now()).unref();
	}

	/** The items a node put out, on its last run. */
	output(node: number | string = this.nodes.length): INodeExecutionData[] {
		return this.lastRun(node)?.data?.main?.[0] ?? [];
	}

	/** The json of the items in a node's error output, on its last run. */
	errors(node: number | string = this.nodes.length): Array<Record<string, unknown>> {
		return this.lastRun(node)?.data?.main?.[1]?.map(({ json }) => json) ?? [];
	}

	/** What a node told the user about its last run. */
	hints(node: number | string = this.nodes.length): string[] {
		return this.lastRun(node)?.hints?.map(({ message }) => message) ?? [];
	}

	private lastRun(node: number | string): ITaskData | undefined {
		const name = typeof node === 'string' ? node : `Swiftia ${node}`;
		return this.run?.data.resultData.runData[name]?.at(-1);
	}

	/** The json of the items a node put out. */
	json(node?: number | string): Array<Record<string, unknown>> {
		return this.output(node).map((item) => item.json);
	}

	/** The execution's error, if it ended with one. */
	get error(): (Error & { description?: string | null; context?: Record<string, unknown> }) | undefined {
		return this.run?.data.resultData.error as never;
	}
}
