// The part of n8n that takes calls for active workflows (its live-webhooks), on loopback, around n8n-core's own webhook context.
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { WebhookContext } from 'n8n-core';
import {
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { answerOn } from './answer.mts';
import { closing } from '../closing.mts';
import { EngineCredentials, type SwiftiaCredential } from './credentials.mts';
import { loadPackage } from './engine.mts';

/** How the trigger is set up. */
export interface TriggerOptions {
	credential: SwiftiaCredential;
	parameters?: INode['parameters'];
	mode?: WorkflowExecuteMode;
	/** The node's type where it shall not be the package's own, such as that of another process. */
	nodeType?: INodeType;
	/** What n8n's database holds of the workflow's static data. */
	staticData?: IDataObject;
}

/** An active workflow that begins with a Swiftia Trigger. */
export class LiveWebhook {
	/** The items of every start of the workflow. */
	readonly starts: INodeExecutionData[][] = [];
	/** Calls whose webhook() has not returned. */
	pending = 0;
	readonly staticData: IDataObject;
	private readonly server: FastifyInstance = Fastify();

	private constructor(
		private readonly nodeType: INodeType,
		private readonly options: TriggerOptions,
	) {
		this.staticData = options.staticData ?? {};
	}

	static async start(options: TriggerOptions): Promise<LiveWebhook> {
		const nodeType = options.nodeType ?? ((await loadPackage()).getNode('swiftiaTrigger').type as INodeType);
		const host = new LiveWebhook(nodeType, options);
		const { httpMethod, path } = nodeType.description.webhooks![0]!;
		host.server.route({
			method: String(httpMethod) as 'POST',
			url: `/webhook/${path}`,
			handler: async (request, reply) => {
				reply.hijack();
				await host.receive(request.body as object, reply.raw);
			},
		});
		await host.server.listen({ host: '127.0.0.1', port: 0 });
		return host;
	}

	/** The production URL. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.server.address() as AddressInfo).port}/webhook/swiftia`;
	}

	readonly close = closing(async () => {
		this.server.server.closeAllConnections();
		await this.server.close();
	});

	private async receive(body: object, raw: ServerResponse): Promise<void> {
		this.pending++;
		const node: INode = {
			id: 'trigger',
			name: 'Swiftia Trigger',
			type: 'n8n-nodes-swiftia.swiftiaTrigger',
			typeVersion: 1,
			position: [0, 0],
			credentials: { swiftiaApi: { id: '1', name: 'Swiftia' } },
			parameters: this.options.parameters ?? {},
		};
		const getType = () => this.nodeType;
		const workflow = new Workflow({
			id: 'workflow-1',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes: { getByName: getType, getByNameAndVersion: getType, getKnownTypes: () => ({}) },
			// n8n loads the workflow anew for every call.
			staticData: structuredClone(this.staticData),
		});
		const additionalData = {
			credentialsHelper: new EngineCredentials(this.options.credential),
			httpRequest: { body, headers: {}, params: {}, query: {} },
			httpResponse: answerOn(raw),
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
		const context = new WebhookContext(
			workflow,
			workflow.getNode('Swiftia Trigger')!,
			additionalData,
			this.options.mode ?? 'webhook',
			{ webhookDescription: this.nodeType.description.webhooks![0] } as IWebhookData,
			[],
			null,
		);
		const { workflowData } = await this.nodeType.webhook!.call(context);
		Object.assign(this.staticData, JSON.parse(JSON.stringify(workflow.staticData)));
		if (workflowData) this.starts.push(workflowData[0]!);
		this.pending--;
	}
}
