import { type Status, isFinal } from '../api/status';
import { pause } from '../transport/pause';

/** One job or render that is waited for. */
export interface Watched<R extends { status: Status }> {
	/** The last that is known of it. */
	record: R;
	/** Reads it again; where it throws, its watch is over. */
	read: () => Promise<R>;
	/** Set where a read threw. */
	failure?: unknown;
}

/** How long and how often to look. */
export interface PollLimits {
	/** Epoch milliseconds. */
	deadline: number;
	/** Milliseconds from the begin of one round to the begin of the next. */
	interval: number;
	signal: AbortSignal | undefined;
}

/** Whether there is still something to wait for. */
export function isOpen({ record, failure }: Watched<{ status: Status }>): boolean {
	return failure === undefined && !isFinal(record.status);
}

/**
 * Watches all of them in one loop until each has ended or the time is over.
 *
 * @param onEnd called for each as soon as it has ended, while the others are still watched; awaited before returning
 */
export async function poll<R extends { status: Status }>(
	watched: Array<Watched<R>>,
	limits: PollLimits,
	onEnd: (ended: Watched<R>) => Promise<void> = async () => {},
): Promise<void> {
	const endings = watched.filter((one) => isFinal(one.record.status)).map(onEnd);
	for (let round = Date.now(); ; round = Date.now()) {
		const open = watched.filter(isOpen);
		if (open.length === 0 || limits.signal?.aborted) break;
		const left = limits.deadline - round;
		if (left <= 0) break;
		await pause(Math.min(limits.interval, left), limits.signal);
		for (const one of open) {
			if (limits.signal?.aborted) break;
			await look(one);
			if (isFinal(one.record.status)) endings.push(onEnd(one));
		}
	}
	await Promise.all(endings);
}

async function look<R extends { status: Status }>(one: Watched<R>): Promise<void> {
	try {
		one.record = await one.read();
	} catch (error) {
		one.failure = error;
	}
}
