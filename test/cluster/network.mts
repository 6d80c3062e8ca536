import type { IHttpRequestOptions } from 'n8n-workflow';
import type { SimulatedTime } from './clock.mts';
import type { Random } from './random.mts';

/** A request as it arrives at a host. */
export interface ArrivedRequest {
	method: string;
	url: URL;
	body: unknown;
	/** Of the Swiftia credential; undefined where none was sent along. */
	apiKey?: string;
}

/** What a host answers. */
export interface HostAnswer {
	status: number;
	headers?: Record<string, string>;
	body: unknown;
}

/** What becomes of one request on its way, where it is not simply answered. */
export type Mishap = 'refused' | 'lostBefore' | 'lostAfter' | 'resetBefore' | 'resetAfter';

/** A host that requests arrive at. */
export interface Host {
	answer: (request: ArrivedRequest) => Promise<HostAnswer>;
	/** Drawn for each request. */
	mishap: (request: ArrivedRequest) => Mishap | undefined;
}

/** Milliseconds one way. */
const USUAL = 30;

/** Carries requests to hosts, with latencies and mishaps. */
export class Network {
	readonly hosts = new Map<string, Host>();

	constructor(
		private readonly time: SimulatedTime,
		private readonly random: Random,
		/** Milliseconds of the longest delay. */
		private readonly tail: number,
	) {}

	/** Sends a request as n8n's helper does: it ends by an answer, an error with a code, its timeout, or its signal. */
	async send(options: IHttpRequestOptions, apiKey?: string): Promise<HostAnswer> {
		const { timeout = Infinity, abortSignal } = options;
		return await new Promise<HostAnswer>((resolve, reject) => {
			const abort = () => reject(failure('ERR_CANCELED'));
			const signal = abortSignal as AbortSignal | undefined;
			if (signal?.aborted) return abort();
			signal?.addEventListener('abort', abort, { once: true });
			const expiry =
				timeout === Infinity
					? undefined
					: this.time.after(timeout, () =>
							reject(failure('ECONNABORTED', `timeout of ${timeout}ms exceeded`)),
						);
			const settle = (end: () => void) => {
				expiry?.cancel();
				signal?.removeEventListener('abort', abort);
				end();
			};
			this.carry(options, apiKey).then(
				(answer) => settle(() => resolve(answer)),
				(error: unknown) => settle(() => reject(error as Error)),
			);
		});
	}

	/** One way. */
	async passes(): Promise<void> {
		await this.time.passes(this.random.latency(USUAL, this.tail));
	}

	private async carry(
		{ method = 'GET', url, body }: IHttpRequestOptions,
		apiKey?: string,
	): Promise<HostAnswer> {
		const request: ArrivedRequest = { method, url: new URL(url), body, apiKey };
		const host = this.hosts.get(request.url.host);
		if (!host) throw failure('ENOTFOUND', `getaddrinfo ENOTFOUND ${request.url.host}`, 'getaddrinfo');
		const mishap = host.mishap(request);
		await this.passes();
		if (mishap === 'refused') throw failure('ECONNREFUSED', 'connect ECONNREFUSED', 'connect');
		if (mishap === 'lostBefore') return await never();
		if (mishap === 'resetBefore') throw failure('ECONNRESET');
		const answer = await host.answer(request);
		await this.passes();
		if (mishap === 'lostAfter') return await never();
		if (mishap === 'resetAfter') throw failure('ECONNRESET');
		return answer;
	}
}

/** An error of a connection, as Node.js words it. */
export function failure(code: string, message = code, syscall?: string): Error {
	return Object.assign(new Error(message), { code, ...(syscall && { syscall }) });
}

async function never(): Promise<never> {
	return await new Promise<never>(() => undefined);
}
