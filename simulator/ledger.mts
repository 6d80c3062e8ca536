import { isDeepStrictEqual } from 'node:util';
import { videoIdOf } from './video.mts';

/** A call that costs money: an accepted POST of a job or a render. */
export interface BillableCall {
	kind: 'job' | 'render';
	/** Of what was started. */
	id: string;
	/** Real epoch milliseconds. */
	at: number;
	/** The body as it came. */
	body: Record<string, unknown>;
	/** What was asked for: the body without the callback address. */
	request: Record<string, unknown>;
}

/** Calls that asked for the same thing, however they worded it: each beyond the first was paid twice. */
export function repeated(calls: BillableCall[]): BillableCall[][] {
	const groups: Array<{ wanted: object; calls: BillableCall[] }> = [];
	for (const call of calls) {
		const wanted = wantedBy(call);
		const group = groups.find((one) => isDeepStrictEqual(one.wanted, wanted));
		if (group) group.calls.push(call);
		else groups.push({ wanted, calls: [call] });
	}
	return groups.map((group) => group.calls).filter(({ length }) => length > 1);
}

// The same video by id or URL, the same job by `id` or `jobId`, the same target as number or text; the order of fields does not count.
function wantedBy({ kind, request }: BillableCall): object {
	if (kind === 'job') {
		const { youtubeVideoId, ...rest } = request;
		return { kind, video: videoIdOf(String(youtubeVideoId)), rest };
	}
	const { id, jobId, target, ...rest } = request;
	return { kind, job: id ?? jobId, target: String(target), rest };
}
