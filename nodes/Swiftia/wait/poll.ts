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

/** Every so many rounds all are looked at, in case Swiftia's queue is not in the order of the list. */
const WHOLE_ROUND = 4;

/**
 * Watches all of them in one loop until each has ended or the time is over. A round looks at the oldest first, and ends where
 * the queue begins or its time is over: what stands behind cannot have ended much sooner.
 *
 * @param onEnd called for each as soon as it has ended, while the others are still watched; awaited before returning
 */
export async function poll<R extends { status: Status }>(
	watched: Array<Watched<R>>,
	limits: PollLimits,
	onEnd: (ended: Watched<R>) => Promise<void> = async () => {},
): Promise<void> {
	const endings = watched.filter((one) => isFinal(one.record.status)).map(onEnd);
	let roundEnds = Date.now() + limits.interval;
	for (
		let round = 1;
		!limits.signal?.aborted && watched.some(isOpen) && Date.now() < limits.deadline;
		round++
	) {
		await pause(Math.min(roundEnds, limits.deadline) - Date.now(), limits.signal);
		roundEnds = Date.now() + limits.interval;
		for (const one of watched.filter(isOpen)) {
			if (limits.signal?.aborted || Date.now() > roundEnds) break;
			await look(one);
			if (isFinal(one.record.status)) endings.push(onEnd(one));
			const queueBegins = isOpen(one) && one.record.status === 'QUEUED';
			if (queueBegins && round % WHOLE_ROUND !== 0) break;
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
