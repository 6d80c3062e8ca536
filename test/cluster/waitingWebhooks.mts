import { WebhookContext } from 'n8n-core';
import {
	type IExecuteData,
	type IRunExecutionData,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	NodeHelpers,
} from 'n8n-workflow';
import type { Database, StoredExecution } from './database.mts';
import type { JobQueue } from './jobQueue.mts';
import { AlreadyResumed, type N8nProcess } from './n8nProcess.mts';
import type { ArrivedRequest, HostAnswer } from './network.mts';
import { resumeExecution } from './runner.mts';

const answerOf = (status: number, message: string): HostAnswer => ({
	status,
	body: { code: status >= 500 ? 0 : status, message },
});

/** n8n's waiting-webhooks and webhook-helpers, as far as a resume webhook goes: what becomes of a call into an execution. */
export class WaitingWebhooks {
	constructor(
		private readonly database: Database,
		private readonly queueNow: () => JobQueue | undefined,
	) {}

	/** Takes a call in one process. */
	async take(process: N8nProcess, { url, body }: ArrivedRequest): Promise<HostAnswer> {
		const [, , executionId = '', suffix = ''] = url.pathname.split('/');
		try {
			const stored = await process.ask(this.database.find(executionId));
			const refusal = refusalOf(stored, executionId, url);
			if (refusal) return refusal;
			return await this.resume(process, stored!, suffix, body as object);
		} catch (error) {
			return answerOf(500, (error as Error).message);
		}
	}

	private async resume(
		process: N8nProcess,
		{ id, data }: StoredExecution,
		suffix: string,
		body: object,
	): Promise<HostAnswer> {
		const entry = letGoOfWait(data);
		const workflow = process.workflow(id);
		const node = workflow.getNode(data.resultData.lastNodeExecuted!)!;
		const webhook = process.swiftia.description.webhooks!.find(({ path, isFullPath, restartWebhook }) => {
			const full = NodeHelpers.getNodeWebhookPath('', node, path, isFullPath, restartWebhook);
			return node.type.endsWith('.swiftia') && full === suffix;
		});
		if (!webhook)
			return answerOf(
				404,
				`The workflow for execution "${id}" does not contain a waiting webhook with a matching path/method.`,
			);
		const answered = answerable();
		const context = new WebhookContext(
			workflow,
			node,
			requestData(process, id, body, answered.response),
			'trigger',
			{ webhookDescription: webhook as IWebhookDescription } as IWebhookData,
			[],
			data,
		);
		void this.carryOn(process, { id, data, entry }, context).then(answered.answer);
		return await answered.answered;
	}

	/** The node's own webhook(), and what n8n does with its result. */
	private async carryOn(
		process: N8nProcess,
		{ id, data, entry }: { id: string; data: IRunExecutionData; entry: IExecuteData },
		context: WebhookContext,
	): Promise<HostAnswer> {
		try {
			const { workflowData, webhookResponse } = await resultOf(process, context, data);
			const received = {
				status: 200,
				body: (webhookResponse as unknown) ?? { message: 'Webhook call received' },
			};
			if (!workflowData) return received;
			entry.data.main = workflowData;
			entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
			await resumeExecution(process, this.queueNow(), id, data, 'waiting');
			return received;
		} catch (error) {
			const isLate = error instanceof AlreadyResumed;
			return answerOf(500, isLate ? error.message : `database: ${(error as Error).message}`);
		}
	}
}

/** Where webhook() throws, n8n goes on with one empty item and an error. */
async function resultOf(process: N8nProcess, context: WebhookContext, data: IRunExecutionData) {
	try {
		return await process.swiftia.webhook!.call(context);
	} catch (error) {
		const { message } = error as Error;
		Object.assign(data.resultData, { runData: {}, error: { message } });
		return { workflowData: [[{ json: {} }]], webhookResponse: undefined };
	}
}

function refusalOf(
	stored: StoredExecution | undefined,
	executionId: string,
	url: URL,
): HostAnswer | undefined {
	if (!stored) return answerOf(404, `The execution "${executionId}" does not exist.`);
	if (url.searchParams.get('signature') !== stored.data.resumeToken)
		return { status: 401, body: { error: 'Invalid token' } };
	if (stored.status === 'running' || stored.status === 'new')
		return answerOf(409, `The execution "${executionId}" is running already.`);
	if (stored.status === 'waiting') return undefined;
	return answerOf(409, `The execution "${executionId} has finished already.`);
}

/** What n8n does to the data of a parked execution before it asks the node: the wait is over, its run is taken away, its node is passed over. */
function letGoOfWait(data: IRunExecutionData): IExecuteData {
	const entry = data.executionData!.nodeExecutionStack[0]!;
	entry.node.disabled = true;
	data.waitTill = undefined;
	data.resultData.runData[data.resultData.lastNodeExecuted!]!.pop();
	return entry;
}

function requestData(
	process: N8nProcess,
	executionId: string,
	body: object,
	httpResponse: object,
): IWorkflowExecuteAdditionalData {
	const httpRequest = { body, headers: {}, params: {}, query: {} };
	return { ...process.additionalData(executionId), httpRequest, httpResponse } as never;
}

/** A response object, and the answer that comes of it or of what n8n does: the first counts. */
function answerable() {
	let answer: (given: HostAnswer) => void = () => undefined;
	const answered = new Promise<HostAnswer>((resolve) => (answer = resolve));
	let status = 200;
	const response = {
		headersSent: false,
		status(code: number) {
			status = code;
			return response;
		},
		setHeader: () => response,
		json(body: unknown) {
			answer({ status, body });
			return response;
		},
		send: (body: unknown) => response.json(body),
		end: (body?: unknown) => response.json(body ?? ''),
	};
	return { response, answered, answer };
}
