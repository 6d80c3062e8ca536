import { Scope } from '../../demo/lib/scope.mts';
import type { Execution } from '../../demo/n8n/execution.mts';
import { DEMO_RELEASE } from '../../demo/n8n/install.mts';
import type { StoredWorkflow, WorkflowNode } from '../../demo/n8n/workflow.mts';
import type { Simulator } from '../../simulator/index.mts';
import { readWorkflow } from '../examples.mts';
import { GOOGLE_CREDENTIAL, GOOGLE_HOST, Google } from './google.mts';
import { Internet } from './internet/internet.mts';
import { ChatModel } from './openai.mts';
import { World } from './world.mts';

/** The public address of the n8n, so that Swiftia can call it. Nothing is ever sent there. */
export const PUBLIC_HOST = 'n8n.example.com';

/** Hosts that n8n turns to by itself. */
const OF_N8N = /^\w+ https:\/\/[a-z-]+\.n8n\.io\//;

type Credentials = NonNullable<WorkflowNode['credentials']>;

/** A real n8n with a public address, and stand-ins for Swiftia, Google and OpenAI at the addresses that the real ones have. */
export class ExampleWorld {
	/** The files that were run. */
	readonly ran = new Set<string>();
	private readonly scope = new Scope();
	private readonly credentials: Credentials = {};

	private constructor(
		private readonly world: World,
		private readonly internet: Internet,
		readonly google: Google,
		readonly model: ChatModel,
	) {}

	static async start(): Promise<ExampleWorld> {
		const [internet, google, model] = await Promise.all([
			Internet.start(),
			Google.start(),
			ChatModel.start(),
		]);
		const environment = { ...internet.environment, WEBHOOK_URL: `https://${PUBLIC_HOST}/` };
		const world = await World.start(DEMO_RELEASE, { simulator: { jobSeconds: 60 }, environment });
		const examples = new ExampleWorld(world, internet, google, model);
		for (const one of [internet, google, model, world]) examples.scope.defer(async () => await one.close());

		await internet.add({ host: PUBLIC_HOST, origin: world.session.server.url });
		await internet.add({ host: 'app.swiftia.io', origin: world.simulator.url });
		await internet.add({ host: GOOGLE_HOST, origin: google.origin });
		const data = {
			swiftiaApi: { apiKey: world.simulator.key, baseUrl: 'https://app.swiftia.io/api' },
			googleDriveOAuth2Api: GOOGLE_CREDENTIAL,
			youTubeOAuth2Api: GOOGLE_CREDENTIAL,
			openAiApi: { apiKey: 'any', url: model.url },
		};
		for (const [type, fields] of Object.entries(data)) {
			examples.credentials[type] = await world.session.client.createCredential(type, type, fields);
		}
		return examples;
	}

	async close(): Promise<void> {
		await this.scope.close();
	}

	get simulator(): Simulator {
		return this.world.simulator;
	}

	/** Forgets what the stand-ins saw; the callbacks of jobs reach this n8n. */
	reset(): void {
		this.simulator.reset();
		this.simulator.setWebhooks({ origin: this.world.session.server.url });
		this.google.uploads.length = 0;
		this.model.requests.length = 0;
	}

	/** Imports a file as it is; then does what a user does: gives its nodes credentials, and fills in what is asked for. */
	async import(file: string, fillIn?: (node: WorkflowNode) => void): Promise<StoredWorkflow> {
		const { client } = this.world.session;
		const imported = await client.createWorkflow(readWorkflow(file));
		for (const node of imported.nodes) {
			const type = credentialOf(node);
			if (type) node.credentials = { [type]: this.credentials[type]! };
			fillIn?.(node);
		}
		this.ran.add(file);
		return await client.saveNodes(imported, imported.nodes);
	}

	/** Runs a workflow from its trigger, to its good end. */
	async run(workflow: StoredWorkflow): Promise<Execution> {
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'))!;
		const id = await this.world.session.client.run(workflow, trigger.name);
		return await this.world.reaches(id, 'success', 240);
	}

	async activate(workflow: StoredWorkflow): Promise<void> {
		await this.world.session.client.activate(workflow);
	}

	/** The executions of a workflow that ended well. */
	async successes(workflow: StoredWorkflow): Promise<number> {
		const all = await this.world.session.client.executions(workflow.id);
		return all.filter(({ status }) => status === 'success').length;
	}

	/** The files that reached Google, and those that were rendered: by title, size and SHA-256, in the same order. */
	files(): { uploaded: object[]; rendered: object[] } {
		const { jobs, renders } = this.simulator;
		const rendered = renders.map(({ id, jobId, short, size }) => {
			const { title } = jobs.find((job) => job.id === jobId)!.shorts[short - 1]!;
			return {
				title: `${title}.mp4`,
				mimeType: 'video/mp4',
				bytes: size,
				sha256: this.simulator.mp4(id).sha256,
			};
		});
		const uploaded = this.google.uploads.map(({ service, metadata, mimeType, bytes, sha256 }) => ({
			title: service === 'drive' ? metadata.name : `${(metadata.snippet as { title: string }).title}.mp4`,
			mimeType,
			bytes,
			sha256,
		}));
		return { uploaded: uploaded.sort(bySum), rendered: rendered.sort(bySum) };
	}

	/** What the workflows wanted of the internet and nobody was there for. */
	get strays(): string[] {
		return [...this.internet.strays.filter((request) => !OF_N8N.test(request)), ...this.google.unknown];
	}
}

function credentialOf({ type, parameters }: WorkflowNode): string | undefined {
	if (type.startsWith('n8n-nodes-swiftia.')) return 'swiftiaApi';
	if (type === 'n8n-nodes-base.googleDrive') return 'googleDriveOAuth2Api';
	if (type === 'n8n-nodes-base.youTube') return 'youTubeOAuth2Api';
	if (type === '@n8n/n8n-nodes-langchain.lmChatOpenAi') return 'openAiApi';
	return parameters.nodeCredentialType as string | undefined;
}

function bySum(a: { sha256: string }, b: { sha256: string }): number {
	return a.sha256 < b.sha256 ? -1 : 1;
}
