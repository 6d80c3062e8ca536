import { ticks } from '../transport/clock';
import { pause } from '../transport/pause';
import {
	type Caller,
	type ParkState,
	type ParkStep,
	afterBegin,
	afterCall,
	afterClaim,
	afterIdle,
	afterLook,
	afterRead,
	newPark,
	nextParkStep,
} from './parkPlan';

/**
 * Milliseconds from the begin of a call in which it may resume the execution. A call holds the state that n8n loaded when it
 * began; an older one might bring back a wait that is over (n8n 2.41.1 checks only that the execution waits, not for what).
 */
const YOUNG = 2_000;
/** Times that one park is woken anew by calls which had become too old. */
const MOST_WAKES = 10;

/** One call into the resume webhook. */
export interface ParkCall<A> {
	caller: Caller;
	/** By `ticks`. */
	begunAt: number;
	/** Reads a record; undefined while it is open, or where it cannot be read. */
	readEnded: (id: string) => Promise<A | undefined>;
	/** Lets be finished what the ends of these records have begun, before the execution goes on. */
	finish?: (records: ReadonlyMap<string, A>) => Promise<void>;
	/** Calls the resume webhook again, for a call that may resume. */
	wakeAnew: () => void;
}

/** Looks after one park in this process: one look at a time, what has ended is remembered, one young call gets the result. */
export class ParkMonitor<A> {
	private state: ParkState;
	private readonly records = new Map<string, A>();
	private isRunning = false;
	private wakes = 0;
	private interrupt = () => {};

	/**
	 * @param ids what the park waits for, in the order of the items
	 * @param limit the user's limit, epoch milliseconds: n8n ends the wait by the machine's clock
	 * @param lastLook where nobody but watchdogs calls: when to look a last time and to go on with what is known, epoch milliseconds
	 */
	constructor(
		ids: readonly string[],
		private readonly limit: number,
		private readonly lastLook?: number,
	) {
		this.state = newPark(ids, lastLook !== undefined);
	}

	/**
	 * Somebody called: looks until all records have ended, or until there is no reason to look again.
	 *
	 * @returns the records by ID, to one call only; undefined to all others. Where the time was up, open ones are missing
	 */
	async answer(call: ParkCall<A>): Promise<ReadonlyMap<string, A> | undefined> {
		this.state = afterCall(this.state, call.caller);
		this.interrupt();
		if (this.isRunning) return undefined;
		this.isRunning = true;
		try {
			return await this.followPlan(call);
		} finally {
			this.isRunning = false;
		}
	}

	private async followPlan(call: ParkCall<A>): Promise<ReadonlyMap<string, A> | undefined> {
		while (Date.now() < this.limit) {
			const step = nextParkStep(this.state, ticks(), this.isTimeUp);
			if ('resume' in step) {
				await call.finish?.(this.records);
				return this.claim(call);
			}
			if ('idle' in step) {
				this.state = afterIdle(this.state);
				return undefined;
			}
			await this.carryOut(step, call);
		}
		return undefined;
	}

	private get isTimeUp(): boolean {
		return this.lastLook !== undefined && Date.now() >= this.lastLook;
	}

	private async carryOut(
		step: Exclude<ParkStep, { resume: true } | { idle: true }>,
		call: ParkCall<A>,
	): Promise<void> {
		if ('beginLook' in step) this.state = afterBegin(this.state, this.isTimeUp);
		else if ('endLook' in step) this.state = afterLook(this.state, step.endLook.owesSweep, ticks());
		else if ('read' in step) await this.read(step.read, call);
		else {
			const called = new Promise<void>((resolve) => (this.interrupt = resolve));
			await Promise.race([pause(step.wait), called]);
		}
	}

	private async read(id: string, { readEnded }: ParkCall<A>): Promise<void> {
		const record = await readEnded(id).catch(() => undefined);
		if (record !== undefined) this.records.set(id, record);
		this.state = afterRead(this.state, id, record !== undefined, ticks());
	}

	private claim({ begunAt, wakeAnew }: ParkCall<A>): ReadonlyMap<string, A> | undefined {
		const now = ticks();
		if (now - begunAt <= YOUNG) {
			this.state = afterClaim(this.state, now);
			return this.records;
		}
		if (this.wakes++ < MOST_WAKES) wakeAnew();
		return undefined;
	}
}
