import { SwiftiaError } from '../api/swiftiaError';
import { ticks } from '../time/clock';
import type { ParkedRecords } from './parkedRecords';
import { type ParkStep, nextParkStep } from './parkPlan';
import {
	type Caller,
	type ParkState,
	type Recheck,
	afterBegin,
	afterCall,
	afterClaim,
	afterIdle,
	afterLook,
	afterRead,
	afterUnclaim,
	newPark,
	recheckOf,
} from './parkState';

/**
 * Milliseconds from the begin of a call in which it may resume the execution where n8n never answers itself, so that it cannot say
 * whether that is parked still. A call holds the state that n8n loaded when it began, and n8n (2.41.1) checks only that the execution
 * waits, not for what: an old one might bring back a wait that is over. Less than passes before an execution parks again.
 */
export const YOUNG = 20_000;
/** Milliseconds until n8n is asked again where it was too busy to answer. */
const BUSY_BREAK = 2_000;
/** Times that one park is woken anew because of that. */
const MOST_WAKES = 10;

/** A record that Swiftia has refused to show so often in a row, and for so many milliseconds, is not waited for any more. */
const REFUSED = { times: 3, lasting: 300_000 };

/** Whether the execution is parked as a call has it: n8n says so, n8n says no, n8n is too busy to say, or it never answers itself. */
export type Standing = 'parked' | 'over' | 'busy' | 'silent';

/** One call into the resume webhook. */
export interface ParkCall<A> {
	caller: Caller;
	/** By `ticks`. */
	begunAt: number;
	/** Reads a record; undefined while it is open, or where it cannot be read. */
	readEnded: (id: string) => Promise<A | undefined>;
	/** What becomes of a record that Swiftia refuses to show for good. */
	lost: (id: string, message: string) => A;
	/** Told once in a park of what keeps its records from being read until somebody mends it, such as a key that is refused. */
	warn?: (error: unknown) => void;
	/** Lets be finished what the ends of these records have begun, before the execution goes on. */
	finish?: (records: ReadonlyMap<string, A>) => Promise<void>;
	/** Asks n8n whether the execution is parked still as this call has it. */
	askStanding: () => Promise<Standing>;
}

/**
 * What a call got: the ended records by ID, for one call only, or again where n8n did not carry out what an earlier one got; or when it
 * is worth looking again. Where the time was up, open records are missing.
 */
export type ParkAnswer<A> =
	| { ended: ReadonlyMap<string, A>; isAgain: boolean }
	| { recheckIn: number; recheck: Recheck };

/** What a park waits for: the IDs in the order of the items, and whether Swiftia calls for them. */
export type ParkFacts = Pick<ParkedRecords<unknown>, 'ids' | 'areCalledFor'>;

/** The times of a park. */
export interface ParkTimes {
	/** The user's limit, epoch milliseconds: n8n ends the wait by the machine's clock. */
	limit: number;
	/** When to look a last time and to go on with what is known, epoch milliseconds. */
	lastLook: number;
	/** Milliseconds after which the first resume that n8n did not carry out is offered again. */
	claimLasts: number;
}

/** Looks after one park in this process: one look at a time, what has ended is remembered, one call gets the result. */
export class ParkMonitor<A> {
	private state: ParkState;
	private readonly records = new Map<string, A>();
	/** By ID: how often in a row Swiftia has refused to show a record, and since when, by `ticks`. */
	private readonly refusals = new Map<string, { times: number; since: number }>();
	private isRunning = false;
	private wakes = 0;
	private offers = 0;
	private hasWarned = false;

	private readonly limit: number;
	private readonly lastLook: number;

	constructor({ ids, areCalledFor }: ParkFacts, { limit, lastLook, claimLasts }: ParkTimes) {
		this.limit = limit;
		this.lastLook = lastLook;
		this.state = newPark(ids, !areCalledFor, claimLasts);
	}

	/**
	 * Somebody called: looks until all records have ended, or until there is no reason to look again by now. Never waits: n8n holds
	 * memory for each call that is under way.
	 *
	 * @returns undefined where there is nothing to do
	 */
	async answer(call: ParkCall<A>): Promise<ParkAnswer<A> | undefined> {
		this.state = afterCall(this.state, call.caller);
		if (this.isRunning) return undefined;
		this.isRunning = true;
		try {
			return await this.followPlan(call);
		} finally {
			this.isRunning = false;
		}
	}

	private async followPlan(call: ParkCall<A>): Promise<ParkAnswer<A> | undefined> {
		while (Date.now() < this.limit) {
			const step = nextParkStep(this.state, ticks(), this.isTimeUp);
			if ('resume' in step) {
				await call.finish?.(this.records);
				return await this.claim(call);
			}
			if ('idle' in step) {
				this.state = afterIdle(this.state);
				return undefined;
			}
			if ('recheckIn' in step) return this.recheckIn(step.recheckIn);
			await this.carryOut(step, call);
		}
		return undefined;
	}

	private recheckIn(milliseconds: number): ParkAnswer<A> {
		return { recheckIn: milliseconds, recheck: recheckOf(this.state) };
	}

	private get isTimeUp(): boolean {
		return Date.now() >= this.lastLook;
	}

	private async carryOut(
		step: Exclude<ParkStep, { resume: true } | { idle: true } | { recheckIn: number }>,
		call: ParkCall<A>,
	): Promise<void> {
		if ('beginLook' in step) this.state = afterBegin(this.state, this.isTimeUp);
		else if ('endLook' in step) this.state = afterLook(this.state, step.endLook.owesSweep, ticks());
		else await this.read(step.read, call);
	}

	private async read(id: string, call: ParkCall<A>): Promise<void> {
		const record = await this.readOrLose(id, call);
		if (record !== undefined) this.records.set(id, record);
		this.state = afterRead(this.state, id, record !== undefined, ticks());
	}

	private async readOrLose(id: string, { readEnded, lost, warn }: ParkCall<A>): Promise<A | undefined> {
		try {
			const record = await readEnded(id);
			this.refusals.delete(id);
			return record;
		} catch (error) {
			if (!concernsRecord(error)) {
				if (isLasting(error)) this.warnOnce(error, warn);
				return undefined;
			}
			const { times, since } = this.refusals.get(id) ?? { times: 0, since: ticks() };
			this.refusals.set(id, { times: times + 1, since });
			const isLost = times + 1 >= REFUSED.times && ticks() - since >= REFUSED.lasting;
			return isLost ? lost(id, error.message) : undefined;
		}
	}

	private warnOnce(error: unknown, warn: ParkCall<A>['warn']): void {
		if (!this.hasWarned) warn?.(error);
		this.hasWarned = true;
	}

	private async claim({ begunAt, askStanding }: ParkCall<A>): Promise<ParkAnswer<A> | undefined> {
		const now = ticks();
		this.state = afterClaim(this.state, now);
		const standing = await askStanding();
		const mayResume = standing === 'parked' || (standing === 'silent' && now - begunAt <= YOUNG);
		// The limit may have passed meanwhile, and then n8n's own timer has the execution.
		if (mayResume && Date.now() < this.limit) return { ended: this.records, isAgain: this.offers++ > 0 };
		if (standing === 'over') return undefined;
		this.state = afterUnclaim(this.state);
		const asksAgain = standing === 'busy' && this.wakes++ < MOST_WAKES;
		return asksAgain ? this.recheckIn(BUSY_BREAK) : undefined;
	}
}

/** Whether it stays so until somebody does something about it. */
function isLasting(error: unknown): boolean {
	return !(error instanceof SwiftiaError) || error.permanent;
}

/** Whether Swiftia says no to one record, and not to the key, the account or the pace. */
function concernsRecord(error: unknown): error is SwiftiaError {
	return (
		error instanceof SwiftiaError && ['refused', 'notFound'].includes(error.kind) && !error.concernsAccount
	);
}
