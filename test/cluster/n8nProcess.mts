import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	IRun,
	IRunExecutionData,
	IWebhookFunctions,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { connectContext } from './contexts.mts';
import { ClusterCredentials } from './credentials.mts';
import type { Database, RowStatus } from './database.mts';
import type { Injection } from './injections.mts';
import type { LoadedPackage } from './modules.mts';
import { loadPackage } from './modules.mts';
import { type Network, failure } from './network.mts';
import type { Observer } from './observer.mts';
import type { Runtime } from './runtime.mts';
import type { ExecutionPlan } from './scenario.mts';
import type { Trace } from './trace.mts';
import { nodeTypesOf, workflowOf } from './workflow.mts';

/** Where this n8n is reached from outside. */
export const N8N_HOST = 'n8n.cluster.test';
const WAITING_URL = `https://${N8N_HOST}/webhook-waiting`;

/** What a process of n8n does. */
export interface Roles {
	/** Looks for waits that are over. */
	tracks: boolean;
	/** Takes calls from outside. */
	listens: boolean;
	/** Runs executions. */
	executes: boolean;
}

/** What all processes share. */
export interface Surroundings {
	database: Database;
	network: Network;
	plans: Map<string, ExecutionPlan>;
	injection: Injection;
	observer: Observer;
	trace: Trace;
}

/** A claim that another process, or another call, has made before (n8n's ExecutionAlreadyResumingError). */
export class AlreadyResumed extends Error {}

/** One n8n process: modules of the package that are its own, and executions that run in it. */
export class N8nProcess {
	readonly running = new Set<string>();
	/** IDs of executions that have run here and were not seen to end: what n8n's event log calls unfinished. */
	readonly unfinished = new Set<string>();
	private readonly cancels = new Map<string, () => void>();
	private readonly types: Map<string, INodeType>;
	private readonly loaded: LoadedPackage;

	constructor(
		readonly name: string,
		readonly roles: Roles,
		readonly runtime: Runtime,
		private readonly around: Surroundings,
	) {
		this.loaded = loadPackage(runtime.globals, runtime.sleep);
		runtime.endLoading();
		this.types = nodeTypesOf(this.connected(this.loaded.node), (executionId, items) =>
			this.around.observer.collected(executionId, items),
		);
	}

	/** What a query of this process gives; nothing where the process has ended meanwhile. */
	async ask<T>(query: Promise<T>): Promise<T> {
		return await this.runtime.onlyAlive(query);
	}

	/** The execution's workflow, made anew as n8n does for each run. */
	workflow(executionId: string): Workflow {
		return workflowOf(this.around.plans.get(executionId)!, this.types);
	}

	/** The Swiftia node's type in this process. */
	get swiftia(): INodeType {
		return this.types.get('n8n-nodes-swiftia.swiftia')!;
	}

	/** What n8n hands to the contexts of an execution. */
	additionalData(executionId: string): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: new ClusterCredentials(),
			executionId,
			webhookWaitingBaseUrl: WAITING_URL,
			formWaitingBaseUrl: WAITING_URL,
			webhookBaseUrl: WAITING_URL,
			currentNodeExecutionIndex: 0,
			variables: {},
			logAiEvent: () => undefined,
			setExecutionStatus: () => undefined,
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	/** Marks the execution as running, where it waits still (active-executions, `add`). */
	async claim(executionId: string, data: IRunExecutionData, expected: RowStatus): Promise<void> {
		const { database, injection } = this.around;
		// Where the process dies before it has handed the execution on, nobody ever runs it.
		this.unfinished.add(executionId);
		const condition = injection.claimsAlways ? {} : { requireStatus: expected };
		const update = { data, waitTill: null, status: 'running' as const };
		if (await this.ask(database.update(executionId, update, condition))) return;
		throw new AlreadyResumed(`The execution "${executionId}" is resumed already.`);
	}

	/** Runs an execution to its end or until it parks, and stores what came of it. */
	async execute(executionId: string, data: IRunExecutionData): Promise<void> {
		const { observer } = this.around;
		this.running.add(executionId);
		this.unfinished.add(executionId);
		observer.runBegins(executionId, this.name);
		const hooks = new ExecutionLifecycleHooks('trigger', executionId, {} as never);
		hooks.addHandler('workflowExecuteAfter', async (run) => await this.store(executionId, run));
		const additionalData = { ...this.additionalData(executionId), hooks };
		const run = new WorkflowExecute(additionalData, 'trigger', data).processRunExecutionData(
			this.workflow(executionId),
		);
		this.cancels.set(executionId, () => run.cancel());
		try {
			await run;
		} catch (error) {
			observer.lost(executionId, `n8n could not store its end: ${(error as Error).message}`);
		} finally {
			this.cancels.delete(executionId);
			this.running.delete(executionId);
		}
	}

	/** The user stops an execution. */
	stop(executionId: string): void {
		this.cancels.get(executionId)?.();
	}

	/** Ends at once, as by SIGKILL. */
	kill(): void {
		this.runtime.kill();
	}

	private async store(executionId: string, run: IRun): Promise<void> {
		const { database, observer } = this.around;
		const { data } = run;
		const status = statusOf(run);
		const waitTill = run.waitTill ? new Date(run.waitTill).getTime() : null;
		const update = { data, status, waitTill, ...(status !== 'waiting' && { stoppedAt: this.runtime.epoch }) };
		try {
			await this.ask(database.update(executionId, update, { requireNotCanceled: true }));
		} catch (error) {
			observer.storingFailed(executionId);
			throw error;
		}
		if (status !== 'waiting') this.unfinished.delete(executionId);
		observer.stored(executionId, status, waitTill, data.resultData.error?.message);
	}

	/** The node with its contexts connected to the simulated world, and each of its runs observed. */
	private connected(node: INodeType): INodeType {
		const { around, runtime, name } = this;
		const { injection, observer } = around;
		const connect = (context: IExecuteFunctions | IWebhookFunctions) =>
			connectContext(context, {
				send: async (options, apiKey) => await runtime.onlyAlive(this.send(options, apiKey)),
				log: (line) => observer.logged(context.getExecutionId(), name, line),
			});
		const type = injection.node?.(node) ?? node;
		return Object.create(node, {
			execute: {
				async value(this: IExecuteFunctions, ...given: [never]): Promise<INodeExecutionData[][]> {
					connect(this);
					observer.given(this.getExecutionId(), this.getExecutionCancelSignal(), () => runtime.isAlive);
					const end = observer.nodeBegins(this.getExecutionId(), this.getNode().name, name);
					const output = await type.execute!.call(this, ...given);
					end();
					return output as INodeExecutionData[][];
				},
			},
			webhook: {
				async value(this: IWebhookFunctions) {
					connect(this);
					observer.called(this.getExecutionId(), name);
					return await type.webhook!.call(this);
				},
			},
		}) as INodeType;
	}

	private async send(...given: Parameters<Network['send']>): ReturnType<Network['send']> {
		const isToItself = given[0].url.includes(N8N_HOST);
		if (isToItself && this.around.injection.hasNoOwnCalls) throw failure('ETIMEDOUT');
		const answer = await this.around.network.send(...given);
		if (this.runtime.isAlive) this.around.observer.answered(answer);
		return answer;
	}
}

/** What n8n makes of a run (`determineFinalExecutionStatus`). */
function statusOf({ status, waitTill, data }: IRun): RowStatus {
	if (status === 'canceled') return 'canceled';
	if (waitTill) return 'waiting';
	return data.resultData.error ? 'error' : 'success';
}
