import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { Scope } from '../../realN8n/lib/scope.mts';
import { until } from '../../realN8n/lib/until.mts';
import type { Execution, ExecutionStatus } from '../../realN8n/execution.mts';
import { DEMO_RELEASE, type N8nRelease } from '../../realN8n/install.mts';
import { TRIGGER, node } from '../../realN8n/nodes.mts';
import type { PackedPackage } from '../../realN8n/package.mts';
import { type StoredWorkflow, type Workflow, type WorkflowNode, chain } from '../../realN8n/workflow.mts';
import { type RunningN8n, type Session, startSession } from '../../realN8n/session.mts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/index.mts';

/** The n8n releases that the package is tried on. */
export const RELEASES: N8nRelease[] = [DEMO_RELEASE, { version: '1.123.81', overrides: { xlsx: '0.18.5' } }];

/** Jobs that end when a test says so. */
const USUAL = { jobSeconds: Infinity, timeScale: 20 };

/** A real n8n with the package in it, and a simulator that can call it. */
export class World<S extends RunningN8n = Session> {
	protected readonly scope = new Scope();
	private credential: { id: string; name: string } | undefined;

	protected constructor(
		readonly session: S,
		readonly simulator: Simulator,
		private readonly release: N8nRelease = DEMO_RELEASE,
		/** What closing it comes to, where the n8n is another's: a scope would end that too. */
		private readonly end?: () => Promise<void>,
	) {}

	static async start(
		release: N8nRelease,
		options: {
			simulator?: Partial<SimulatorOptions>;
			environment?: Record<string, string>;
			/** Whether the package is there from the start, with a credential; it is unless told. */
			withPackage?: boolean;
		} = {},
	): Promise<World> {
		const { environment, withPackage = true } = options;
		const outputFolder = await mkdtemp(join(tmpdir(), 'swiftia-test-out-'));
		const simulator = await startSimulator({ ...USUAL, ...options.simulator });
		const scope = new Scope();
		const packed = packedPackage();
		const session = await startSession(scope, { release, outputFolder, environment, withPackage, packed });
		const world = new World(session, simulator, release);
		world.scope.defer(async () => await scope.close());
		world.scope.defer(async () => await simulator.close());
		if (withPackage) await world.addCredential();
		return world;
	}

	/** The same n8n with another simulator, and a credential for that. Closing it leaves the n8n. */
	async beside(simulator: Partial<SimulatorOptions> = {}): Promise<World<S>> {
		const own = await startSimulator({ ...USUAL, ...simulator });
		const world = new World(this.session, own, this.release, async () => await own.close());
		await world.addCredential();
		return world;
	}

	/** Creates the Swiftia credential that the nodes use. */
	async addCredential(): Promise<{ id: string; name: string }> {
		this.credential = await this.session.client.createCredential('Swiftia', 'swiftiaApi', {
			apiKey: this.simulator.key,
			baseUrl: this.simulator.apiUrl,
		});
		return this.credential;
	}

	async close(): Promise<void> {
		if (this.end) await this.end();
		else await this.scope.close();
	}

	/** A Swiftia node. */
	swiftia(name: string, parameters: Record<string, unknown>): WorkflowNode {
		return {
			...node(name, 'n8n-nodes-swiftia.swiftia', 1, parameters),
			credentials: { swiftiaApi: this.credential! },
		};
	}

	/** Job: Create, one per item, for the video that the item names. */
	create(more: Record<string, unknown> = {}): WorkflowNode {
		const video = { __rl: true, mode: 'id', value: '={{ $json.videoId }}' };
		return this.swiftia('Create', {
			resource: 'job',
			operation: 'create',
			video,
			completionWebhook: 'resume',
			...more,
		});
	}

	/** Job: Wait for Completion. */
	wait(more: Record<string, unknown> = {}): WorkflowNode {
		const operation = 'waitForCompletion';
		return this.swiftia('Wait', {
			resource: 'job',
			operation,
			jobId: '={{ $json.jobId }}',
			waitMethod: 'parked',
			maxWaitMinutes: 10,
			...more,
		});
	}

	/** Runs a workflow; one without connections is taken in a row. Returns the execution's id. */
	async run(nodes: WorkflowNode[], connections?: Workflow['connections']): Promise<string> {
		const { client } = this.session;
		const row = chain(...nodes.map(({ name }) => name));
		return await client.run(
			await client.createWorkflow({ name: 'Test', nodes, connections: connections ?? row }),
			TRIGGER,
		);
	}

	/** Activates a workflow behind a webhook in place of its manual trigger; gives it with the webhook's URL. */
	async activate(
		nodes: WorkflowNode[],
		{ connections, settings }: Partial<Workflow> = {},
	): Promise<{ workflow: StoredWorkflow; url: string }> {
		const path = crypto.randomUUID();
		const webhook = {
			...node(TRIGGER, 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path, options: {} }),
			webhookId: path,
		};
		const { client, server } = this.session;
		const workflow = await client.createWorkflow({
			name: 'Test',
			nodes: nodes.map((one) => (one.name === TRIGGER ? webhook : one)),
			connections: connections ?? chain(...nodes.map(({ name }) => name)),
			settings: { executionOrder: 'v1', ...settings },
		});
		await client.activate(workflow);
		return { workflow, url: `${server.url}/webhook/${path}` };
	}

	/** Starts a workflow as production does, by its webhook. Returns the execution's id. */
	async launch(nodes: WorkflowNode[], more?: Partial<Workflow>): Promise<string> {
		const { workflow, url } = await this.activate(nodes, more);
		await call(url);
		const [id] = await this.executionsOf(workflow, 1);
		return id!;
	}

	/** The executions of a workflow, oldest first, once there are so many. */
	async executionsOf({ id }: StoredWorkflow, count: number): Promise<string[]> {
		const look = async () => {
			const found = await this.session.client.executions(id);
			return found.length >= count && found;
		};
		const found = await until(`${count} runs of the workflow`, look, { seconds: 30, everyMs: 100 });
		return found.map((one) => String(one.id)).reverse();
	}

	/** Waits until the execution has failed, and gives what it says. */
	async failureOf(id: string, seconds = 60): Promise<string> {
		const failed = async () => {
			const { status, failure } = await this.session.client.execution(id);
			if (failure === undefined && status === 'success') throw new Error(`Execution ${id} did not fail`);
			return failure;
		};
		return await until(`the end of execution ${id}`, failed, { seconds, everyMs: 200 });
	}

	/**
	 * Waits until the execution waits for Swiftia. On n8n 2 it is parked by then; on n8n 1, whose timer is late for what is near, it sleeps
	 * until the next look.
	 */
	async waits(id: string): Promise<void> {
		await this.reaches(id, this.release === DEMO_RELEASE ? 'waiting' : 'running');
	}

	/** Waits until the execution has this status. */
	async reaches(id: string, status: ExecutionStatus, seconds = 60): Promise<Execution> {
		const reached = async () => {
			const execution = await this.session.client.execution(id);
			if (execution.status === status) return execution;
			if (['error', 'crashed', 'canceled'].includes(execution.status))
				throw new Error(`Execution ${id} ended: ${execution.failure}`);
			return undefined;
		};
		return await until(`execution ${id} is ${status}`, reached, { seconds, everyMs: 200 });
	}
}

/** The package as it was packed for all tests of this run. */
export function packedPackage(): PackedPackage {
	return JSON.parse(process.env.PACKED!) as PackedPackage;
}

/** Calls a webhook, once n8n knows it: a workflow is active some moments before. */
export async function call(url: string, body: object = {}): Promise<void> {
	const post = async () => {
		const { status } = await axios.post(url, body, { proxy: false, validateStatus: null });
		return status !== 404 && status;
	};
	const status = await until(`n8n knows ${url}`, post, { seconds: 30, everyMs: 200 });
	if (status !== 200) throw new Error(`${url} answered ${status}`);
}

/** Some time. */
export async function moment(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
