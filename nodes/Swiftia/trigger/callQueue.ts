import type { IWebhookFunctions } from 'n8n-workflow';
import { limitConcurrency } from '../transport/limitConcurrency';
import { ticks } from '../transport/clock';
import { pause } from '../transport/pause';
import { triggerKey } from './startedJobs';

/** Calls that wait for their read at most; the public address can be called by anybody. */
const MOST_WAITING = 200;
/** Milliseconds from a read that proved nothing true to the next. */
const BETWEEN_UNPROVEN = 2_000;

/** Lines about refused calls in n8n's log, of one trigger in so many milliseconds: a flood of calls is not to flood it. */
const MOST_LINES = 10;
const LINES_WITHIN = 60_000;

/** The calls of one trigger, read one after the other: true ones as fast as the plan allows, those of strangers slowly. */
export class CallQueue {
	private readonly inTurn = limitConcurrency(1);
	private waiting = 0;
	private nextReadAt = 0;
	private lines = { since: -Infinity, count: 0 };

	/** Whether no further call can be held. */
	get isFull(): boolean {
		return this.waiting >= MOST_WAITING;
	}

	/** Whether one more refused call is worth a line in n8n's log, and how many since the last line were not. */
	countRefused(): { isTold: boolean; untold: number } {
		const before = this.lines;
		const isNew = ticks() - before.since >= LINES_WITHIN;
		const untold = isNew ? Math.max(0, before.count - MOST_LINES) : 0;
		this.lines = isNew ? { since: ticks(), count: 1 } : { ...before, count: before.count + 1 };
		return { isTold: this.lines.count <= MOST_LINES, untold };
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
