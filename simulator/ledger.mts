/** A call that costs money: an accepted POST of a job or a render. */
export interface BillableCall {
	kind: 'job' | 'render';
	/** Of what was started. */
	id: string;
	/** Real epoch milliseconds. */
	at: number;
	/** What was asked for, without the callback address. */
	request: Record<string, unknown>;
}

/** Calls that asked for the same thing: each beyond the first was paid twice. */
export function repeated(calls: BillableCall[]): BillableCall[][] {
	const groups = new Map<string, BillableCall[]>();
	for (const call of calls) {
		const key = JSON.stringify([call.kind, call.request]);
		groups.set(key, [...(groups.get(key) ?? []), call]);
	}
	return [...groups.values()].filter((group) => group.length > 1);
}
