import type { Clock } from './clock.mts';

/** Whether and how callbacks go out. */
export interface WebhookRules {
	/** Not documented, so off. */
	onFailure: boolean;
	/** Simulated seconds from the job's end. */
	delaySeconds: number;
	/** Simulated seconds that the API shows the job as open after the callback went out. */
	aheadSeconds: number;
	/** How often the same callback goes out; 0 never. */
	repeat: number;
	/** Where all callbacks go, whatever host they name, such as `http://127.0.0.1:5678`; empty for the host they name. */
	origin: string;
}

/** The rules where nothing else is said. */
export const DEFAULT_WEBHOOK_RULES: WebhookRules = {
	onFailure: false,
	delaySeconds: 0,
	aheadSeconds: 0,
	repeat: 1,
	origin: '',
};

/** One callback that went out. */
export interface Delivery {
	jobId: string;
	/** As the job named it. */
	url: string;
	/** Real epoch milliseconds. */
	at: number;
	/** HTTP status of the receiver, or 0 if there was none. */
	status: number;
}

/** Real milliseconds. */
const TIMEOUT = 10_000;

/** The callbacks of an account. */
export class Callbacks {
	rules: WebhookRules = DEFAULT_WEBHOOK_RULES;
	readonly deliveries: Delivery[] = [];
	private calledOff = new AbortController();

	constructor(private readonly clock: Clock) {}

	/** Sends a callback as the rules say. One that gets lost is not sent again, since nothing says that Swiftia does. */
	send(jobId: string, url: string, status: 'COMPLETED' | 'FAILED', body: object): void {
		const { onFailure, delaySeconds, repeat, origin } = this.rules;
		if (!url || (status === 'FAILED' && !onFailure)) return;
		const { signal } = this.calledOff;
		const deliverAll = async () => {
			for (let time = 0; time < repeat && !signal.aborted; time++) {
				const delivery = await deliver(jobId, url, origin, body, signal);
				if (!signal.aborted) this.deliveries.push(delivery);
			}
		};
		if (delaySeconds > 0) this.clock.after(delaySeconds, () => void deliverAll());
		else void deliverAll();
	}

	/** Gives up those that are on their way. */
	stop(): void {
		this.calledOff.abort();
		this.calledOff = new AbortController();
	}

	/** Gives up those that are on their way, and forgets all. */
	reset(): void {
		this.stop();
		this.deliveries.length = 0;
		this.rules = DEFAULT_WEBHOOK_RULES;
	}
}

async function deliver(
	jobId: string,
	url: string,
	origin: string,
	body: object,
	signal: AbortSignal,
): Promise<Delivery> {
	const at = Date.now();
	try {
		const { pathname, search } = new URL(url);
		const answer = await fetch(origin ? new URL(pathname + search, origin) : url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
		});
		return { jobId, url, at, status: answer.status };
	} catch {
		return { jobId, url, at, status: 0 };
	}
}
