import type { IWebhookFunctions } from 'n8n-workflow';
import { limitConcurrency } from '../time/limitConcurrency';
import { ticks } from '../time/clock';
import { pause } from '../time/pause';
import { triggerKey } from './startedJobs';

/** Calls that wait for their read at most; the public address can be called by anybody. */
const MOST_WAITING = 200;
/** Milliseconds from a read that proved nothing true to the next. */
const BETWEEN_UNPROVEN = 2_000;

/** Milliseconds for which refused calls are counted. */
const COUNTED = 60_000;

/** The calls of one trigger, read one after the other: true ones as fast as the plan allows, those of strangers slowly. */
export class CallQueue {
	private readonly inTurn = limitConcurrency(1);
	private waiting = 0;
	private nextReadAt = 0;
	private refused = 0;
	private countedUntil = 0;

	/** Whether no further call can be held. */
	get isFull(): boolean {
		return this.waiting >= MOST_WAITING;
	}

	/** Counts one more refused call; gives how many there were in this minute. */
	countRefused(): number {
		if (ticks() >= this.countedUntil) {
			this.countedUntil = ticks() + COUNTED;
			this.refused = 0;
		}
		return ++this.refused;
	}

	/** Seconds after which a caller that was turned away may come again. */
	get retryAfter(): number {
		return Math.ceil((this.waiting * BETWEEN_UNPROVEN) / 1000);
	}

	/** Reads when it is this call's turn. A call proves true by a read that gives its job, whatever the job's status. */
	async read<T>(read: () => Promise<T>): Promise<T> {
		this.waiting++;
		try {
			return await this.inTurn(async () => await this.readNow(read));
		} finally {
			this.waiting--;
		}
	}

	private async readNow<T>(read: () => Promise<T>): Promise<T> {
		await pause(this.nextReadAt - ticks());
		let isProven = false;
		try {
			const result = await read();
			isProven = true;
			return result;
		} finally {
			this.nextReadAt = isProven ? 0 : ticks() + BETWEEN_UNPROVEN;
		}
	}
}

const queues = new Map<string, CallQueue>();

/** The queue of a trigger, the same for all of its calls in this process. */
export function callQueueOf(context: IWebhookFunctions): CallQueue {
	const key = triggerKey(context);
	const queue = queues.get(key) ?? new CallQueue();
	queues.set(key, queue);
	return queue;
}
