import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	type Connection,
	type SwiftiaContext,
	connect,
} from '../../../nodes/Swiftia/transport/connection.js';

/** What n8n's HTTP helper gives for a full response. */
export interface Given {
	statusCode: number;
	headers: Record<string, string>;
	body: string;
}

/** An answer with a JSON body. */
export const answer = (statusCode: number, body: unknown, headers: Record<string, string> = {}): Given => ({
	statusCode,
	headers,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A failure with these fields, as Node.js makes it. */
export const failure = (fields: object): Error => Object.assign(new Error('failed'), fields);

/** What comes of the next request. */
export type Next = Given | Error | ((options: IHttpRequestOptions) => Promise<Given>);

export const API_KEY = 'sk-the-secret/key"1';
let hosts = 0;

/** Stands in for n8n's context: it hands out the answers in their order, the last again and again, and notes what was asked of it. */
export class StandIn {
	readonly sent: IHttpRequestOptions[] = [];
	readonly logged: string[] = [];
	readonly stop = new AbortController();
	/** As n8n's helper saw it with the last request. */
	signalOfContext: AbortSignal | undefined;
	credential: { apiKey: unknown; baseUrl: unknown };

	constructor(private readonly answers: Next[] = []) {
		// Each has a host of its own, and so a pace.
		this.credential = { apiKey: API_KEY, baseUrl: `https://host${++hosts}.test/api` };
	}

	get baseUrl(): string {
		return String(this.credential.baseUrl);
	}

	readonly context = {
		getCredentials: async () => this.credential,
		getExecutionCancelSignal: () => this.stop.signal,
		logger: { info: (text: string) => this.logged.push(text) },
		helpers: { httpRequestWithAuthentication: helperOf(this) },
	} as unknown as SwiftiaContext;

	async connect(): Promise<Connection> {
		return await connect(this.context);
	}

	/** The next answer. */
	async take(options: IHttpRequestOptions): Promise<Given> {
		this.sent.push(options);
		const next = this.answers[Math.min(this.sent.length, this.answers.length) - 1]!;
		if (next instanceof Error) throw next;
		return typeof next === 'function' ? await next(options) : next;
	}
}

function helperOf(standIn: StandIn) {
	return async function (
		this: { getExecutionCancelSignal(): AbortSignal },
		_credential: string,
		options: IHttpRequestOptions,
	): Promise<Given> {
		standIn.signalOfContext = this.getExecutionCancelSignal();
		return await standIn.take(options);
	};
}

/** A server that never answers: the request ends when it is given up. */
export const silence: Next = async ({ abortSignal }) =>
	await new Promise((_, reject) =>
		(abortSignal as AbortSignal).addEventListener('abort', () => reject(failure({ code: 'ERR_CANCELED' }))),
	);
