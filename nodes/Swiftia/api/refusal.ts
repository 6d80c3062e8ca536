import { type JsonValue, asObject, number, text } from './json';

/** Why Swiftia did not do what was asked. */
export type RefusalReason =
	| 'invalidInput'
	| 'unauthorized'
	| 'storageFull'
	| 'phoneUnverified'
	| 'credits'
	| 'forbidden'
	| 'notFound'
	| 'rateLimited'
	| 'server'
	| 'other';

/** A request that Swiftia answered with an HTTP status of 400 or above. */
export interface Refusal {
	status: number;
	reason: RefusalReason;
	/** Swiftia's own words; empty if it gave none. */
	message: string;
	/** With `storageFull`; the unit is not documented. */
	storage?: { used: number | null; total: number | null };
}

/** Reads an answer of 400 or above (Swiftia docs, error-handling, jobs). The body may be no JSON at all. */
export function readRefusal(status: number, body: JsonValue): Refusal {
	const raw = asObject(body);
	const message = text(raw, 'message', 'error') || (typeof body === 'string' ? body.slice(0, 200) : '');
	const reason = reasonOf(status, text(raw, 'error'), `${message} ${text(raw, 'code')}`);
	if (reason !== 'storageFull') return { status, reason, message };
	const info = asObject(raw.storageInfo);
	return {
		status,
		reason,
		message,
		storage: { used: number(info, 'usedSize'), total: number(info, 'totalSize') },
	};
}

// The body of a refusal for lack of credits is not documented; the word itself is the only trace to look for.
function reasonOf(status: number, error: string, words: string): RefusalReason {
	if (status === 403) {
		if (error === 'fullStorage') return 'storageFull';
		if (/phone/i.test(error)) return 'phoneUnverified';
		return /credit/i.test(words) ? 'credits' : 'forbidden';
	}
	if (status >= 500) return 'server';
	const known: Record<number, RefusalReason> = {
		400: 'invalidInput',
		401: 'unauthorized',
		404: 'notFound',
		429: 'rateLimited',
	};
	return known[status] ?? 'other';
}
