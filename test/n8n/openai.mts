// A stand-in for OpenAI's chat completions on loopback: says what the test tells it to, and remembers what it was told.
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { node } from '../../realN8n/nodes.mts';
import type { WorkflowNode } from '../../realN8n/workflow.mts';
import type { World } from './world.mts';

/** A tool as the model is offered it. */
interface OfferedTool {
	function: {
		name: string;
		description: string;
		parameters: { properties: Record<string, { description?: string }> };
	};
}

/** One request to the model. */
export interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools?: OfferedTool[];
}

/** What the model says: a text, or a call of one of its tools. */
export type Saying = string | { tool: string; input: Record<string, unknown> };

/** A chat model that says what it is told to. */
export class ChatModel {
	readonly requests: ChatRequest[] = [];
	/** The next sayings, or a function of the request. */
	say: Saying[] | ((request: ChatRequest) => Saying) = [];
	private readonly server = Fastify();

	static async start(): Promise<ChatModel> {
		const model = new ChatModel();
		model.server.post<{ Body: ChatRequest }>('/v1/chat/completions', async ({ body }) => {
			model.requests.push(body);
			const saying = (typeof model.say === 'function' ? model.say(body) : model.say.shift()) ?? 'Done.';
			return completion(saying, model.requests.length);
		});
		await model.server.listen({ host: '127.0.0.1', port: 0 });
		return model;
	}

	/** The base URL for n8n's OpenAI credential. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.server.address() as AddressInfo).port}/v1`;
	}

	async close(): Promise<void> {
		this.server.server.closeAllConnections();
		await this.server.close();
	}
}

/** An AI agent with these tools and this chat model; it is given the item's text and answers once. */
export async function agent(
	world: World,
	chatModel: ChatModel,
	tools: WorkflowNode[],
): Promise<{ nodes: WorkflowNode[]; connections: Record<string, unknown> }> {
	const openAiApi = await world.session.client.createCredential('Model', 'openAiApi', {
		apiKey: 'none',
		url: chatModel.url,
	});
	const prompt = { promptType: 'define', text: 'Make shorts', options: { enableStreaming: false } };
	const model = { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} };
	const into = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return {
		nodes: [
			node('Agent', '@n8n/n8n-nodes-langchain.agent', 2.2, prompt),
			{ ...node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, model), credentials: { openAiApi } },
			...tools,
		],
		connections: {
			Model: into('ai_languageModel'),
			...Object.fromEntries(tools.map(({ name }) => [name, into('ai_tool')])),
		},
	};
}

function completion(saying: Saying, number: number): object {
	const message =
		typeof saying === 'string'
			? { role: 'assistant', content: saying }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${number}`,
							type: 'function',
							function: { name: saying.tool, arguments: JSON.stringify(saying.input) },
						},
					],
				};
	return {
		id: `chat_${number}`,
		object: 'chat.completion',
		created: 0,
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason: typeof saying === 'string' ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
