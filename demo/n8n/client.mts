import { setTimeout as sleep } from 'node:timers/promises';
import axios, { isAxiosError, type AxiosInstance, type AxiosRequestConfig } from 'axios';
import { until } from '../lib/until.mts';
import {
	Execution,
	type ExecutionStatus,
	type ExecutionSummary,
	type StoredExecution,
} from './execution.mts';
import type { NodeTypeEntry } from './registration.mts';
import type { StoredWorkflow, Workflow, WorkflowNode } from './workflow.mts';

/** Who may use the editor. */
export interface Login {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

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

const FINAL: readonly ExecutionStatus[] = ['success', 'error', 'canceled', 'crashed'];
const LOGIN_ATTEMPTS = 10;

/** n8n's own REST interface, the one its editor uses, as far as the demo and the tests need it. */
export class N8nClient {
	private readonly http: AxiosInstance;

	private cookie = '';

	private login?: Login;

	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: `${url}/rest`, proxy: false, timeout: 60_000 });
	}

	/** Creates the owner of a fresh n8n, or logs in if there is one already. */
	async setUp(login: Login): Promise<void> {
		this.login = login;
		try {
			this.keepCookie(await this.http.post('/owner/setup', login));
		} catch (error) {
			if (!isAxiosError(error) || error.response?.status !== 400) throw explained(error);
		}
		await this.logIn();
	}

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
	async saveNodes({ id, versionId }: StoredWorkflow, nodes: WorkflowNode[]): Promise<StoredWorkflow> {
		const data = { nodes, versionId };
		return await this.request<StoredWorkflow>({ method: 'PATCH', url: `/workflows/${id}`, data });
	}

	/** Runs a workflow from one of its triggers, as the editor's button does, and returns the execution's id. */
	async run(workflow: StoredWorkflow, trigger: string): Promise<string> {
		const { executionId } = await this.request<{ executionId?: string }>({
			method: 'POST',
			url: `/workflows/${workflow.id}/run`,
			data: { workflowData: workflow, triggerToStartFrom: { name: trigger } },
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

	/** Stops an execution, as the editor's button does. */
	async stop(id: string): Promise<void> {
		await this.request({ method: 'POST', url: `/executions/${id}/stop` });
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
		return new Execution(await this.request<StoredExecution>({ url: `/executions/${id}` }));
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

	/** Watches an execution until it has ended. `seen` is told every new status, in order. */
	async waitForEnd(
		id: string,
		options: { withinMs: number; everyMs?: number; seen?: (status: ExecutionStatus) => void },
	): Promise<Execution> {
		let last: ExecutionStatus | undefined;
		const ended = await until(
			async () => {
				const execution = await this.execution(id);
				if (execution.status !== last) options.seen?.(execution.status);
				last = execution.status;
				return FINAL.includes(last) ? execution : undefined;
			},
			{ withinMs: options.withinMs, everyMs: options.everyMs ?? 250 },
		);
		if (ended) return ended;
		throw new Error(`Execution ${id} was still "${last}" after ${options.withinMs / 1000} s`);
	}

	/** The node types that a package brought, without the AI tool variants n8n derives from them. */
	async nodeTypes(packageName: string): Promise<NodeTypeEntry[]> {
		const all = await this.request<NodeTypeEntry[]>({ baseURL: this.url, url: '/types/nodes.json' });
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

	private async logIn(): Promise<void> {
		if (!this.login) throw new Error('Not set up: call setUp() first');
		const { email, password } = this.login;
		for (let attempt = 1; ; attempt++) {
			try {
				this.keepCookie(await this.http.post('/login', { emailOrLdapLoginId: email, password }));
				return;
			} catch (error) {
				// Shortly after its start n8n may not know its own owner yet.
				if (attempt === LOGIN_ATTEMPTS) throw explained(error);
				await sleep(500);
			}
		}
	}

	private keepCookie(response: { headers: { 'set-cookie'?: string[] } }): void {
		const cookies = response.headers['set-cookie'] ?? [];
		if (cookies.length > 0) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
	}

	/** Sends a request, once more after a new login if n8n says 401, and unwraps n8n's `data`. */
	private async request<T>(config: AxiosRequestConfig, retry = true): Promise<T> {
		try {
			const { data } = await this.http.request<unknown>({ ...config, headers: { cookie: this.cookie } });
			return (isWrapped(data) ? data.data : data) as T;
		} catch (error) {
			if (!retry || !isAxiosError(error) || error.response?.status !== 401) throw explained(error);
			await this.logIn();
			return await this.request<T>(config, false);
		}
	}
}

function isWrapped(body: unknown): body is { data: unknown } {
	return typeof body === 'object' && body !== null && 'data' in body;
}

function explained(error: unknown): Error {
	if (!isAxiosError(error)) return error as Error;
	const { config, response } = error;
	const answer = response
		? `${response.status} ${JSON.stringify(response.data).slice(0, 500)}`
		: error.message;
	return new Error(`n8n: ${config?.method?.toUpperCase()} ${config?.url}: ${answer}`, { cause: error });
}
