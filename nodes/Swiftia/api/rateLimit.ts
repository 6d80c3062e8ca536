import { type JsonObject, type JsonValue, asObject, numberField, textField } from './json';

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

/**
 * Reads the rate-limit headers (lower-case names) and, in a refusal, the body's `retryAfter`.
 *
 * @param now epoch milliseconds by this machine's clock, for answers that do not tell Swiftia's
 */
export function readRateSignals(headers: JsonObject, body: JsonValue, now: number): RateSignals {
	const serverTime = readDate(textField(headers, 'date'));
	return {
		remaining: numberField(headers, 'x-ratelimit-remaining'),
		resetAt: readReset(numberField(headers, 'x-ratelimit-reset'), serverTime ?? now),
		retryAfter:
			readRetryAfter(headers, serverTime ?? now) ?? toMilliseconds(numberField(asObject(body), 'retryAfter')),
		serverTime,
	};
}

// Documented as epoch milliseconds; epoch seconds and seconds from now are the two other forms in use on the web.
function readReset(reset: number | null, answeredAt: number): number | null {
	if (reset === null || reset >= 1e11) return reset;
	return reset >= 1e9 ? reset * 1000 : answeredAt + reset * 1000;
}

// Documented as whole seconds; HTTP allows a date as well.
function readRetryAfter(headers: JsonObject, answeredAt: number): number | null {
	const seconds = numberField(headers, 'retry-after');
	if (seconds !== null) return toMilliseconds(seconds);
	const date = readDate(textField(headers, 'retry-after'));
	return date === null ? null : Math.max(0, date - answeredAt);
}

function readDate(text: string): number | null {
	const time = Date.parse(text);
	return Number.isNaN(time) ? null : time;
}

function toMilliseconds(seconds: number | null): number | null {
	return seconds === null ? null : Math.max(0, seconds * 1000);
}
