// The part of n8n that takes callbacks for parked executions (its waiting-webhooks), on loopback, around n8n-core's own webhook context.
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { WebhookContext } from 'n8n-core';
import { type INodeType, type IWebhookData, NodeHelpers } from 'n8n-workflow';
import { answerOn } from './answer.mts';
import { closing } from '../closing.mts';
import { type Engine } from './engine.mts';

/** An n8n that can be called back: executions by id. */
export class WaitingWebhooks {
	readonly executions = new Map<string, Engine>();
	/** HTTP statuses answered, in order. */
	readonly answers: number[] = [];
	/** How often webhook() gave items to go on with. n8n is not asked here whether it would have taken them. */
	resumed = 0;
	/** Calls whose webhook() has not returned. */
	pending = 0;
	/** Milliseconds from what webhook() gave to n8n's claim of the execution, as where its database is busy. */
	claimsAfter = 0;
	private readonly server: FastifyInstance = Fastify();

	private constructor(private readonly nodeType: INodeType | undefined) {}

	/** Starts listening on a free port. With a node type of its own it is a webhook process beside the one that runs executions. */
	static async start(nodeType?: INodeType): Promise<WaitingWebhooks> {
		const webhooks = new WaitingWebhooks(nodeType);
		webhooks.server.post<{ Params: { id: string; suffix: string } }>(
			'/webhook-waiting/:id/:suffix',
			async (request, reply) => {
				const execution = webhooks.executions.get(request.params.id);
				const status = !execution ? 404 : execution.run?.status !== 'waiting' ? 409 : 200;
				webhooks.answers.push(status);
				if (status !== 200) return await reply.code(status).send({ code: status, message: 'not waiting' });
				reply.hijack();
				webhooks.pending++;
				try {
					await webhooks.deliver(execution!, request.params.suffix, request.body as object, reply.raw);
				} finally {
					webhooks.pending--;
				}
			},
		);
		await webhooks.server.listen({ host: '127.0.0.1', port: 0 });
		return webhooks;
	}

	/** What `waitingUrl` of an engine has to be. */
	get waitingUrl(): string {
		return `http://127.0.0.1:${(this.server.server.address() as AddressInfo).port}/webhook-waiting`;
	}

	readonly close = closing(async () => {
		this.server.server.closeAllConnections();
		await this.server.close();
	});

	/** Runs the node's webhook() on the saved execution, and the execution if it returns items. */
	private async deliver(execution: Engine, suffix: string, body: object, raw: ServerResponse): Promise<void> {
		const data = execution.load();
		const node = execution.workflow.getNode(data.resultData.lastNodeExecuted!)!;
		const additionalData = {
			...execution.additionalData(),
			httpRequest: { body, headers: {}, params: {}, query: {} } as never,
			httpResponse: answerOn(raw) as never,
		};
		const type =
			this.nodeType ??
			(execution.workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion) as INodeType);
		const webhook = type.description.webhooks?.find(
			({ path, restartWebhook }) => restartWebhook && path === suffix,
		);
		if (!webhook) throw new Error(`The node has no resume webhook at ${suffix}`);
		const webhookData = {
			httpMethod: 'POST',
			node: node.name,
			path: NodeHelpers.getNodeWebhookPath(
				'workflow-1',
				node,
				webhook.path,
				webhook.isFullPath,
				webhook.restartWebhook,
			),
			webhookDescription: webhook,
			workflowId: 'workflow-1',
			workflowExecuteAdditionalData: additionalData,
		} as IWebhookData;
		if (webhookData.path !== suffix) throw new Error(`n8n would not find the resume webhook at ${suffix}`);
		const context = new WebhookContext(
			execution.workflow,
			node,
			additionalData,
			'trigger',
			webhookData,
			[],
			data,
		);
		const result = await type.webhook!.call(context);
		raw.setHeader('content-type', 'application/json').end(JSON.stringify(result.webhookResponse));
		if (!result.workflowData) return;
		this.resumed++;
		await pause(this.claimsAfter);
		// n8n 2.x claims an execution by its status: of two processes that come with a result, one is turned away.
		if (execution.run?.status === 'waiting') await execution.resume(result.workflowData as never, data);
	}
}
