import { type JsonObject, type JsonValue, asObject, number, text } from './json';

/** What one answer says about how fast to go on (Swiftia docs, rate-limiting). */
export interface RateSignals {
	/** Requests left in the current window; null if the answer does not say. */
	remaining: number | null;
	/** Milliseconds, epoch, by Swiftia's clock: when a request is free again. */
	resetAt: number | null;
	/** Milliseconds to keep away after a refusal. */
	retryAfter: number | null;
	/** Milliseconds, epoch: Swiftia's clock when it answered, cut to a second. */
	serverTime: number | null;
}

/** Reads the rate-limit headers (lower-case names) and, in a refusal, the body's `retryAfter`. */
export function readRateSignals(headers: JsonObject, body: JsonValue): RateSignals {
	const seconds = number(headers, 'retry-after') ?? number(asObject(body), 'retryAfter');
	const serverTime = Date.parse(text(headers, 'date'));
	return {
		remaining: number(headers, 'x-ratelimit-remaining'),
		resetAt: number(headers, 'x-ratelimit-reset'),
		retryAfter: seconds === null ? null : seconds * 1000,
		serverTime: Number.isNaN(serverTime) ? null : serverTime,
	};
}
