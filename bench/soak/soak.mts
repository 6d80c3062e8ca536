import type { N8nClient } from '../../realN8n/client.mts';
import type { Execution } from '../../realN8n/execution.mts';
import { TRIGGER, node, videos } from '../../realN8n/nodes.mts';
import { chain } from '../../realN8n/workflow.mts';
import type { Fault } from '../../simulator/faults.mts';
import type { Simulator } from '../../simulator/index.mts';

/** Videos of one execution, and so items that come out of it. */
export const VIDEOS_EACH = 5;
const CHARACTERS = 11;
/** Real milliseconds within which an execution has to end after the last was started. */
const ENDS_WITHIN = 600_000;

/** One request in twenty goes wrong. None is refused for pace: the account has no limit here, and what a refusal says of one would be untrue. */
export const FAULTS: Fault[] = [
	{ method: 'GET', path: '/api/', refuse: 'server', times: 'always', share: 0.02 },
	{ path: '/api/', close: 'before', times: 'always', share: 0.01 },
	{ path: '/api/', close: 'after', times: 'always', share: 0.01 },
	{ path: '/api/', answer: { status: 502, body: '<html>' }, times: 'always', share: 0.01 },
];

/** Executions of create -> wait -> render, each with videos of its own. */
export class Soak {
	started = 0;
	private readonly ids: string[] = [];

	private constructor(
		private readonly client: N8nClient,
		private readonly credential: { id: string; name: string },
	) {}

	static async prepare(client: N8nClient, simulator: Simulator): Promise<Soak> {
		const data = { apiKey: simulator.key, baseUrl: simulator.apiUrl };
		return new Soak(client, await client.createCredential('Swiftia', 'swiftiaApi', data));
	}

	/** Starts one execution: of four one polls, one parks for the jobs, one for the renders, and one for both. */
	async startOne(): Promise<void> {
		const number = this.started++;
		const [parksJobs, parksRenders] = [number % 2 === 1, number % 4 >= 2];
		const ids = Array.from({ length: VIDEOS_EACH }, (_, index) =>
			`s${number}-${index}`.padEnd(CHARACTERS - 1, '_').concat('0'),
		);
		const swiftia = (name: string, parameters: Record<string, unknown>) => ({
			...node(name, 'n8n-nodes-swiftia.swiftia', 1, parameters),
			credentials: { swiftiaApi: this.credential },
			onError: 'continueRegularOutput',
		});
		const nodes = [
			...videos(...ids),
			swiftia('Create', {
				resource: 'job',
				operation: 'create',
				video: { __rl: true, mode: 'id', value: '={{ $json.videoId }}' },
				waitForCompletion: true,
				waitMethod: parksJobs ? 'parked' : 'polling',
				options: { pollInterval: 1 },
			}),
			swiftia('Render', {
				resource: 'render',
				operation: 'create',
				waitMethod: parksRenders ? 'parked' : 'polling',
				options: { pollInterval: 1, maxShorts: 1 },
			}),
		];
		const connections = chain(TRIGGER, ...nodes.slice(1).map(({ name }) => name));
		const workflow = await this.client.createWorkflow({ name: `Soak ${number}`, nodes, connections });
		this.ids.push(await this.client.run(workflow, TRIGGER));
	}

	/** All executions once they have ended; throws if one does not. */
	async ended(): Promise<Execution[]> {
		const executions: Execution[] = [];
		for (const id of this.ids) {
			executions.push(await this.client.waitForEnd(id, { withinMs: ENDS_WITHIN }));
		}
		return executions;
	}
}
