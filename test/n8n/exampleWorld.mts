import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import { Scope } from '../../realN8n/lib/scope.mts';
import type { Execution } from '../../realN8n/execution.mts';
import { DEMO_RELEASE } from '../../realN8n/install.mts';
import type { StoredWorkflow, WorkflowNode } from '../../realN8n/workflow.mts';
import type { Simulator } from '../../simulator/index.mts';
import { credentialTypeOf, inputsOf } from '../exampleInputs.mts';
import { readWorkflow } from '../examples.mts';
import { FormVisitor, type FormLogin } from './formVisitor.mts';
import { Internet } from './internet/internet.mts';
import { Services } from './services/index.mts';
import { World } from './world.mts';

/** The public address of the n8n, so that Swiftia can call it. Nothing is ever sent there. */
const PUBLIC_HOST = 'n8n.example.com';

/** Hosts that n8n turns to by itself. */
const OF_N8N = /^\w+ https:\/\/[a-z-]+\.n8n\.io\//;

/** Of a browser: n8n takes no click of a robot for an answer. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const FORM_LOGIN: FormLogin = { username: 'somebody', password: 'a-password' };

/** A file by its name and the SHA-256 of its bytes, in hex. */
export interface NamedFile {
	name: string;
	sha256: string;
}

/** A real n8n with a public address, and stand-ins for Swiftia and the other services at the addresses that the real ones have. */
export class ExampleWorld {
	/** The files that were run. */
	readonly ran = new Set<string>();
	private readonly scope = new Scope();
	private readonly active: StoredWorkflow[] = [];
	private readonly credentials: NonNullable<WorkflowNode['credentials']> = {};

	private constructor(
		private readonly world: World,
		private readonly internet: Internet,
		readonly services: Services,
	) {}

	static async start(): Promise<ExampleWorld> {
		const [internet, services] = await Promise.all([Internet.start(), Services.start()]);
		const environment = { ...internet.environment, WEBHOOK_URL: `https://${PUBLIC_HOST}/` };
		const world = await World.start(DEMO_RELEASE, { simulator: { jobSeconds: 60 }, environment });
		const examples = new ExampleWorld(world, internet, services);
		for (const one of [internet, services, world]) examples.scope.defer(async () => await one.close());

		await internet.add({ host: PUBLIC_HOST, origin: world.session.server.url });
		await internet.add({ host: 'app.swiftia.io', origin: world.simulator.url });
		await services.join(internet);
		const data = {
			...services.credentials,
			swiftiaApi: { apiKey: world.simulator.key, baseUrl: 'https://app.swiftia.io/api' },
			httpBasicAuth: { user: FORM_LOGIN.username, password: FORM_LOGIN.password },
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

	/** Forgets what the stand-ins saw and deactivates what was active; the callbacks of jobs reach this n8n. */
	async reset(): Promise<void> {
		for (const workflow of this.active.splice(0)) await this.world.session.client.deactivate(workflow);
		this.simulator.reset();
		this.simulator.setWebhooks({ origin: this.world.session.server.url });
		this.services.reset();
		const { outputFolder } = this.world.session;
		for (const name of await readdir(outputFolder)) await rm(join(outputFolder, name));
	}

	/** Imports a file as it is, and gives its nodes credentials. */
	async importEmpty(file: string): Promise<StoredWorkflow> {
		const { client } = this.world.session;
		const imported = await client.createWorkflow(readWorkflow(file));
		for (const node of imported.nodes) {
			const type = credentialTypeOf(node);
			if (type) node.credentials = { [type]: this.credentials[type]! };
		}
		return await client.saveNodes(imported, imported.nodes);
	}

	/** Imports a file; then does what a user does: gives its nodes credentials, and fills in what is asked for. */
	async import(file: string, triggerUrl = ''): Promise<StoredWorkflow> {
		const imported = await this.importEmpty(file);
		const { sheets, feed, publisher } = this.services;
		const inputs = inputsOf(file, {
			documentId: sheets.documentId,
			feedUrl: feed.url,
			publisherUrl: publisher.url,
			triggerUrl,
			folder: this.world.session.outputFolder,
		});
		for (const { name, parameters } of imported.nodes) Object.assign(parameters, inputs[name]);
		this.ran.add(file);
		return await this.world.session.client.saveNodes(imported, imported.nodes);
	}

	/** Lets nodes of an imported workflow wait so many minutes at most. */
	async limitWait(workflow: StoredWorkflow, node: string, minutes: number): Promise<StoredWorkflow> {
		const limited = workflow.nodes.find(({ name }) => name === node)!;
		limited.parameters.maxWaitMinutes = minutes;
		return await this.world.session.client.saveNodes(workflow, workflow.nodes);
	}

	/** The production URL of a workflow that begins with a Swiftia Trigger. */
	triggerUrl({ nodes }: StoredWorkflow): string {
		const { webhookId } = nodes.find(({ type }) => type === 'n8n-nodes-swiftia.swiftiaTrigger')!;
		return `https://${PUBLIC_HOST}/webhook/${webhookId}/swiftia`;
	}

	/** Begins a workflow at its trigger, and gives the execution's id. */
	async begin(workflow: StoredWorkflow): Promise<string> {
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'))!;
		return await this.world.session.client.run(workflow, trigger.name);
	}

	/** Waits for the good end of an execution. */
	async goodEnd(id: string): Promise<Execution> {
		return await this.world.reaches(id, 'success', 240);
	}

	/** Waits for the end of an execution, good or bad. */
	async end(id: string): Promise<Execution> {
		return await this.world.session.client.waitForEnd(id, { withinMs: 60_000 });
	}

	/** Runs a workflow from its trigger, to its good end. */
	async run(workflow: StoredWorkflow): Promise<Execution> {
		return await this.goodEnd(await this.begin(workflow));
	}

	/** Activates a workflow until the next reset: n8n takes two with the same form for a conflict. */
	async activate(workflow: StoredWorkflow): Promise<void> {
		await this.world.session.client.activate(workflow);
		this.active.push(workflow);
	}

	/** Sends the form that an active workflow begins with, with its user and password or others. */
	async sendForm(workflow: StoredWorkflow, fields: string[], login = FORM_LOGIN): Promise<FormVisitor> {
		return await FormVisitor.send(this.world.session.server.url, workflow, fields, login);
	}

	/** Somebody clicks on a button of the newest message in Slack, once the execution waits for it. */
	async click(executionId: string, label: string): Promise<void> {
		await this.world.reaches(executionId, 'waiting');
		const { pathname, search } = new URL(this.services.slack.button(label));
		const url = `${this.world.session.server.url}${pathname}${search}`;
		await axios.get(url, { headers: { 'user-agent': BROWSER }, proxy: false });
	}

	/** The executions of a workflow that ended well. */
	async successes(workflow: StoredWorkflow): Promise<number> {
		const all = await this.world.session.client.executions(workflow.id);
		return all.filter(({ status }) => status === 'success').length;
	}

	/** The files that were rendered, under the titles of their shorts. */
	rendered(): NamedFile[] {
		const { jobs, renders } = this.simulator;
		return renders
			.map(({ id, jobId, short }) => {
				const { title } = jobs.find((job) => job.id === jobId)!.shorts[short - 1]!;
				return { name: `${title}.mp4`, sha256: this.simulator.mp4(id).sha256 };
			})
			.sort(bySum);
	}

	/** The files that reached Google; all of them are MP4s. */
	uploaded(): NamedFile[] {
		const { uploads } = this.services.google;
		expect(uploads.map(({ mimeType }) => mimeType)).toEqual(uploads.map(() => 'video/mp4'));
		return uploads
			.map(({ service, metadata, sha256 }) => {
				const { title } = (metadata.snippet ?? {}) as { title?: string };
				return { name: service === 'drive' ? String(metadata.name) : `${title}.mp4`, sha256 };
			})
			.sort(bySum);
	}

	/** The files that a workflow wrote to disk. */
	async saved(): Promise<NamedFile[]> {
		const { outputFolder } = this.world.session;
		const files = (await readdir(outputFolder)).map(async (name) => {
			const bytes = await readFile(join(outputFolder, name));
			return { name, sha256: createHash('sha256').update(bytes).digest('hex') };
		});
		return (await Promise.all(files)).sort(bySum);
	}

	/** What the workflows wanted of the internet and nobody was there for. */
	get strays(): string[] {
		return [...this.internet.strays.filter((request) => !OF_N8N.test(request)), ...this.services.unknown];
	}
}

function bySum(a: NamedFile, b: NamedFile): number {
	return a.sha256 < b.sha256 ? -1 : 1;
}
