import { until } from './lib/until.mts';
import {
	ENDED,
	Execution,
	type ExecutionStatus,
	type ExecutionSummary,
	type StoredExecution,
} from './execution.mts';
import type { NodeTypeEntry } from './registration.mts';
import { N8nRest } from './rest.mts';
import type { StoredWorkflow, Workflow, WorkflowNode } from './workflow.mts';

/** A community package as n8n's settings screen lists it. */
export interface ListedPackage {
	packageName: string;
	installedVersion: string;
	failedLoading?: boolean;
	installedNodes: Array<{ name: string; type: string }>;
}

/** A credential in n8n. */
export interface StoredCredential {
	id: string;
	name: string;
}

/** n8n's own REST interface, the one its editor uses, as far as the demo and the tests need it. */
export class N8nClient extends N8nRest {
	async createCredential(
		name: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<StoredCredential> {
		return await this.request<StoredCredential>({
			method: 'POST',
			url: '/credentials',
			data: { name, type, data },
		});
	}

	/** Replaces what a credential holds, as the editor does when it saves. */
	async updateCredential(
		{ id, name }: StoredCredential,
		type: string,
		data: Record<string, unknown>,
	): Promise<void> {
		await this.request({ method: 'PATCH', url: `/credentials/${id}`, data: { name, type, data } });
	}

	async deleteCredential({ id }: StoredCredential): Promise<void> {
		await this.request({ method: 'DELETE', url: `/credentials/${id}` });
	}

	/** Runs the test that the credential's type brings along, as the editor does after saving. */
	async testCredential(
		credential: StoredCredential,
		type: string,
		data: Record<string, unknown>,
	): Promise<{ status: string; message: string }> {
		return await this.request({
			method: 'POST',
			url: '/credentials/test',
			data: { credentials: { id: credential.id, name: credential.name, type, data } },
		});
	}

	async createWorkflow(workflow: Workflow): Promise<StoredWorkflow> {
		const data = { settings: { executionOrder: 'v1' }, ...workflow, active: false };
		return await this.request<StoredWorkflow>({ method: 'POST', url: '/workflows', data });
	}

	/** Replaces the nodes of a workflow, as the editor does when it saves. */
	async saveNodes(
		{ id, versionId, ...before }: StoredWorkflow,
		nodes: WorkflowNode[],
		connections = before.connections,
	): Promise<StoredWorkflow> {
		const data = { nodes, connections, versionId };
		return await this.request<StoredWorkflow>({ method: 'PATCH', url: `/workflows/${id}`, data });
	}

	/** Runs a workflow from one of its triggers, as the editor's button does, and returns the execution's id. */
	async run(workflow: StoredWorkflow, trigger: string): Promise<string> {
		return await this.start(workflow, { triggerToStartFrom: { name: trigger } });
	}

	/** Runs a workflow up to one of its nodes, as that node's own button does, and returns the execution's id; with the earlier runs of nodes that need not run again. */
	async runStep(
		workflow: StoredWorkflow,
		nodeName: string,
		runData?: Record<string, unknown>,
	): Promise<string> {
		const destinationNode = { nodeName, mode: 'inclusive' };
		return await this.start(workflow, { destinationNode, ...(runData && { runData, dirtyNodeNames: [] }) });
	}

	private async start(workflow: StoredWorkflow, how: object): Promise<string> {
		const { executionId } = await this.request<{ executionId?: string }>({
			method: 'POST',
			url: `/workflows/${workflow.id}/run`,
			data: { workflowData: workflow, ...how },
		});
		if (!executionId) throw new Error(`n8n did not run the workflow "${workflow.name}"`);
		return String(executionId);
	}

	/** Activates a workflow, as the editor's switch or button does. */
	async activate({ id, versionId }: StoredWorkflow): Promise<void> {
		try {
			await this.request({ method: 'POST', url: `/workflows/${id}/activate`, data: { versionId } });
		} catch (error) {
			// n8n 1.x has no such route.
			if (!/ 404 /.test((error as Error).message)) throw error;
			await this.request({ method: 'PATCH', url: `/workflows/${id}`, data: { active: true, versionId } });
		}
	}

	/** Deactivates a workflow; in n8n 2. */
	async deactivate({ id }: StoredWorkflow): Promise<void> {
		await this.request({ method: 'POST', url: `/workflows/${id}/deactivate` });
	}

	/** Stops an execution, as the editor's button does. */
	async stop(id: string): Promise<void> {
		await this.request({ method: 'POST', url: `/executions/${id}/stop` });
	}

	/** Deletes an execution, as the executions list does. */
	async deleteExecution(id: string): Promise<void> {
		await this.request({ method: 'POST', url: '/executions/delete', data: { ids: [id] } });
	}

	/** Runs a failed execution again, as the executions list does, and returns the new one's id. */
	async retry(id: string, options: { editedWorkflow: boolean }): Promise<string> {
		const data = { loadWorkflow: options.editedWorkflow };
		const execution = await this.request<{ id: string }>({
			method: 'POST',
			url: `/executions/${id}/retry`,
			data,
		});
		return String(execution.id);
	}

	async execution(id: string): Promise<Execution> {
		const stored = await this.request<Partial<StoredExecution>>({ url: `/executions/${id}` });
		// For one that is gone n8n answers 200 without it.
		if (!stored.id) throw new Error(`n8n has no execution ${id}`);
		return new Execution(stored as StoredExecution);
	}

	/** The newest executions first, without their data; n8n leaves running ones out of nothing but the count. */
	async executions(workflowId?: string): Promise<ExecutionSummary[]> {
		const filter = JSON.stringify(workflowId ? { workflowId } : {});
		const page = await this.request<{ results: ExecutionSummary[] }>({
			url: '/executions',
			params: { filter, limit: 100 },
		});
		return page.results;
	}

	/** Watches an execution until it has ended; a busy n8n is asked again. `seen` is told every new status, in order. */
	async waitForEnd(
		id: string,
		options: { withinMs: number; everyMs?: number; seen?: (status: ExecutionStatus) => void },
	): Promise<Execution> {
		let last: ExecutionStatus | undefined;
		return await until(
			() => `the end of execution ${id}, which is "${last}"`,
			async () => {
				const execution = await this.execution(id).catch(unlessBusy);
				if (!execution) return undefined;
				if (execution.status !== last) options.seen?.(execution.status);
				last = execution.status;
				return ENDED.includes(last) ? execution : undefined;
			},
			{ seconds: options.withinMs / 1000, everyMs: options.everyMs ?? 250 },
		);
	}

	/** The node types that a package brought, without the AI tool variants n8n derives from them. */
	async nodeTypes(packageName: string): Promise<NodeTypeEntry[]> {
		// n8n writes this file anew after each change of packages, and may send half of it meanwhile.
		const all = await until(
			'a list of its node types from n8n',
			async () => {
				const types = await this.request<unknown>({ baseURL: this.url, url: '/types/nodes.json' });
				return Array.isArray(types) ? (types as NodeTypeEntry[]) : undefined;
			},
			{ seconds: 10, everyMs: 200 },
		);
		const own = all.filter(({ name }) => name.startsWith(`${packageName}.`));
		const names = new Set(own.map(({ name }) => name));
		return own.filter(({ name }) => !(name.endsWith('Tool') && names.has(name.slice(0, -'Tool'.length))));
	}

	/** What the settings screen lists under community nodes; n8n asks the registry for updates meanwhile. */
	async communityPackages(): Promise<ListedPackage[]> {
		return await this.request<ListedPackage[]>({ url: '/community-packages' });
	}

	/** Installs a community package from the registry, as the settings screen does. */
	async installPackage(name: string): Promise<void> {
		await this.request({ method: 'POST', url: '/community-packages', data: { name } });
	}

	/** Brings a community package to another version, as the settings screen does. */
	async updatePackage(name: string, version: string): Promise<void> {
		await this.request({ method: 'PATCH', url: '/community-packages', data: { name, version } });
	}

	/** Removes a community package, as the settings screen does. */
	async uninstallPackage(name: string): Promise<void> {
		await this.request({ method: 'DELETE', url: '/community-packages', params: { name } });
	}
}

/** An n8n that is short of time takes its own database for lost, and says 503 until it has looked again. */
function unlessBusy(error: Error): undefined {
	if (!/ 503 /.test(error.message)) throw error;
}
