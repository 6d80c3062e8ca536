import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	IWebhookFunctions,
} from 'n8n-workflow';
import { START } from './fakeTime.mts';

/** A POST that arrived at n8n itself. */
export interface Arrived {
	/** Seconds since the test began. */
	second: number;
	url: string;
	body: unknown;
}

/** What a caller of a webhook got. */
export interface Answered {
	status?: number;
	json?: unknown;
	headers: Record<string, string>;
}

/** What comes with a call. */
export interface Call {
	/** As n8n has parsed it. */
	body?: unknown;
	/** As it came. */
	rawBody?: string;
	query?: IDataObject;
	headers?: Record<string, string>;
	mode?: 'webhook' | 'manual';
}

/** An answer of GET job; an error is thrown in its place, and a promise that never settles is a server that says nothing. */
type Given = object | Error | Promise<never>;

let instances = 0;

/**
 * One node in one execution of n8n, and Swiftia beyond it, as a test sets them. It decides nothing: whoever calls is let in, and
 * what the node hands over is kept to be looked at.
 */
export class N8n {
	readonly number = ++instances;
	executionId = `execution ${this.number}`;
	resumeUrl: unknown = `https://n8n${this.number}.test/webhook-waiting/${this.number}?signature=token`;
	node: Partial<INode> = { id: 'node 1', name: 'Swiftia', type: 'n8n-nodes-swiftia.swiftia' };
	workflowId = `workflow ${this.number}`;
	/** An error is thrown, as n8n does where an expression asks for what is not there. */
	parameters: Record<string, unknown> = {};
	/** n8n's flow context, which lives as long as the execution. */
	readonly flow: IDataObject = {};
	/** n8n's context of the node, which survives a park. */
	kept: IDataObject = {};
	staticData: IDataObject = {};
	readonly logged: string[] = [];

	/** What n8n answers to a call that arrives; an error is thrown. */
	ownAnswer: unknown = { received: true };
	readonly arrived: Arrived[] = [];

	/** Swiftia's answers by job ID. */
	readonly jobs: Record<string, Given | (() => Given)> = {};
	/** IDs of the jobs that were read, in order. */
	readonly reads: string[] = [];
	/** Seconds since the test began at which they were. */
	readonly readAt: number[] = [];
	/** Milliseconds that a read takes. */
	latency = 0;
	apiKey: unknown = 'sk-key';
	/** Times that the credential was opened. */
	credentialUses = 0;

	/** The context of `execute()`. */
	readonly execution = {
		...this.shared(),
		getContext: (type: string) => (type === 'flow' ? this.flow : this.kept),
	} as unknown as IExecuteFunctions;

	/** The context of `webhook()` for one call, and what the caller gets. */
	call({ body, rawBody, query = {}, headers, mode = 'webhook' }: Call = {}): {
		context: IWebhookFunctions;
		answered: Answered;
	} {
		const answered: Answered = { headers: {} };
		const response = {
			setHeader: (name: string, value: string) => void (answered.headers[name] = value),
			status: (status: number) => {
				answered.status = status;
				return response;
			},
			json: (json: unknown) => void (answered.json = json),
		};
		const context = {
			...this.shared(),
			getResponseObject: () => response,
			getBodyData: () => body,
			getRequestObject: () => ({
				rawBody: rawBody === undefined ? undefined : Buffer.from(rawBody),
				headers,
			}),
			getQueryData: () => query,
			getMode: () => mode,
			getWorkflow: () => ({ id: this.workflowId }),
			runExecutionData: { executionData: { contextData: { [`node:${this.node.name}`]: this.kept } } },
			getWorkflowStaticData: (type: string) => (type === 'node' ? this.staticData : {}),
		};
		return { context: context as unknown as IWebhookFunctions, answered };
	}

	/** What both kinds of context have. */
	private shared() {
		return {
			getExecutionId: () => this.executionId,
			getNode: () => this.node,
			getNodeParameter: (name: string, fallback?: unknown) => this.parameter(name) ?? fallback,
			evaluateExpression: (expression: string) => this.evaluate(expression),
			getCredentials: async () => {
				this.credentialUses++;
				return { apiKey: this.apiKey, baseUrl: `https://swiftia${this.number}.test` };
			},
			logger: {
				info: () => {},
				warn: (text: string) => void this.logged.push(`warn: ${text}`),
				error: (text: string) => void this.logged.push(`error: ${text}`),
			},
			helpers: {
				httpRequest: async (options: IHttpRequestOptions) => this.arrive(options),
				httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) =>
					await this.answer(options),
				returnJsonArray: (items: IDataObject[]) => items.map((json) => ({ json })),
			},
		};
	}

	private parameter(name: string): unknown {
		const value = this.parameters[name];
		if (value instanceof Error) throw value;
		return value;
	}

	private evaluate(expression: string): unknown {
		return expression === '{{ $execution.resumeUrl }}' ? this.resumeUrl : undefined;
	}

	private arrive({ url, body }: IHttpRequestOptions): { statusCode: number; body: unknown } {
		this.arrived.push({ second: secondsSinceStart(), url, body });
		if (this.ownAnswer instanceof Error) throw this.ownAnswer;
		return { statusCode: 200, body: this.ownAnswer };
	}

	private async answer({ url, abortSignal }: IHttpRequestOptions): Promise<object> {
		const jobId = url.split('/').at(-1)!;
		this.reads.push(jobId);
		this.readAt.push(secondsSinceStart());
		if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
		const set = this.jobs[jobId];
		const given = await Promise.race([typeof set === 'function' ? set() : set, givenUp(abortSignal)]);
		if (given instanceof Error) throw given;
		return { statusCode: given ? 200 : 404, headers: {}, body: JSON.stringify(given ?? 'unknown') };
	}
}

/** What comes of a request that is given up before it is answered. */
async function givenUp(signal: IHttpRequestOptions['abortSignal']): Promise<never> {
	return await new Promise((_, reject) =>
		(signal as AbortSignal).addEventListener('abort', () => reject(new Error('given up'))),
	);
}

/** Whole ones: a pause of no length takes a millisecond. */
function secondsSinceStart(): number {
	return Math.round((Date.now() - START) / 1000);
}

/** A job as Swiftia gives it. */
export const swiftiaJob = (id: string, status: string, more: object = {}): object => ({
	id,
	status,
	...more,
});

/** A server that never answers. */
export const silence = new Promise<never>(() => {});
