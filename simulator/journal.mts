/** One request that arrived. */
export interface JournalEntry {
	method: string;
	path: string;
	/** Whether the API key came with it. */
	authorized: 'right' | 'wrong' | 'none';
	body: unknown;
	/** HTTP status answered; 0 while it is not, or if the connection was cut. */
	status: number;
	/** Real epoch milliseconds. */
	at: number;
}
