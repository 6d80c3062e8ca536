import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/index.mts';
import { WaitingWebhooks } from './waitingWebhooks.mts';
import { closing } from '../closing.mts';
import type { SwiftiaCredential } from './credentials.mts';
import { Engine, type EngineOptions, type SwiftiaNode } from './engine.mts';

/** A YouTube video ID of its own for each number. */
export const videoId = (number: number) => `video-id-${String.fromCharCode(97 + number)}0`;

/** The parameter Video, from the item's field `id`. */
export const videoOfItem = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

/** The video of the tests. */
export const VIDEO = { __rl: true, mode: 'url', value: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' };

/** Executions of this test file: an n8n gives no number twice. */
let executions = 0;

/** A simulator and an n8n that it can call back. */
export class World {
	private constructor(
		readonly simulator: Simulator,
		readonly webhooks: WaitingWebhooks,
		private readonly closeSimulator: () => Promise<void>,
	) {}

	static async start(options: Partial<SimulatorOptions> = {}): Promise<World> {
		const simulator = await startSimulator({
			timeScale: 1,
			jobSeconds: 6,
			renderSeconds: 4,
			...options,
		});
		const close = closing(async () => await simulator.close());
		return new World(simulator, await WaitingWebhooks.start(), close);
	}

	/** A workflow of these nodes that the webhooks can resume. */
	async engine(
		nodes: SwiftiaNode[],
		credential: Partial<SwiftiaCredential> = {},
		more: Partial<EngineOptions> = {},
	): Promise<Engine> {
		const executionId = String(++executions);
		const engine = await Engine.create(nodes, {
			...more,
			credential: { apiKey: this.simulator.key, baseUrl: this.simulator.apiUrl, ...credential },
			waitingUrl: this.webhooks.waitingUrl,
			executionId,
		});
		this.webhooks.executions.set(executionId, engine);
		return engine;
	}

	/** Starts a job through the node and ends it; returns its id. */
	async endedJob(failureReason?: string): Promise<string> {
		const engine = await this.engine([createJob({ completionWebhook: 'none' })]);
		await engine.execute();
		const jobId = String(engine.json()[0]?.jobId);
		if (failureReason === undefined) this.simulator.completeJob(jobId);
		else this.simulator.failJob(jobId, failureReason);
		return jobId;
	}

	/** What arrived at the API, such as `POST /api/jobs`. */
	get requests(): string[] {
		return this.simulator.journal.map(({ method, path }) => `${method} ${path}`);
	}

	/** Ends executions that are still running, and the servers. */
	readonly close = closing(async () => {
		for (const engine of this.webhooks.executions.values()) engine.stop();
		await this.webhooks.close();
		await this.closeSimulator();
	});
}

/** A value of a resource locator. */
export const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** Job: Create. */
export const createJob = (more: object = {}): SwiftiaNode => ({
	parameters: { resource: 'job', operation: 'create', video: VIDEO, ...more },
});

/** Job: Wait for Completion. */
export const waitForJob = (more: object = {}): SwiftiaNode => ({
	parameters: {
		resource: 'job',
		operation: 'waitForCompletion',
		waitMethod: 'parked',
		options: { pollInterval: 1 },
		...more,
	},
});

/** Render: Create, with waiting; of a job that the node itself names, all shorts. */
export const createRender = (more: Record<string, unknown> = {}): SwiftiaNode => ({
	parameters: {
		resource: 'render',
		operation: 'create',
		...(/^[^=]/.test(String(more.jobId ?? '')) && { renderTarget: 'all' }),
		options: { pollInterval: 1 },
		...more,
	},
});
