import type { IncomingHttpHeaders } from 'node:http';

/** One request that arrived. */
export interface JournalEntry {
	method: string;
	path: string;
	/** Whether the API key came with it. */
	authorized: 'right' | 'wrong' | 'none';
	/** As they came, without `authorization`: the key is never written down. */
	headers: IncomingHttpHeaders;
	/** Null if there was none or it could not be read. */
	body: unknown;
	/** HTTP status answered; 0 while it is not, or if the connection was cut before the answer. */
	status: number;
	/** Real epoch milliseconds. */
	at: number;
}
