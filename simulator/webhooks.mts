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
}

/** The rules where nothing else is said. */
export const DEFAULT_WEBHOOK_RULES: WebhookRules = {
	onFailure: false,
	delaySeconds: 0,
	aheadSeconds: 0,
	repeat: 1,
};

/** One callback that went out. */
export interface Delivery {
	jobId: string;
	url: string;
	/** Real epoch milliseconds. */
	at: number;
	/** HTTP status of the receiver, or 0 if there was none. */
	status: number;
}

/** Real milliseconds. */
const TIMEOUT = 10_000;

/** Sends a callback once; it is not repeated if it gets lost, since nothing says that Swiftia does. */
export async function deliver(
	jobId: string,
	url: string,
	body: object,
	signal: AbortSignal,
): Promise<Delivery> {
	const at = Date.now();
	try {
		const answer = await fetch(url, {
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
