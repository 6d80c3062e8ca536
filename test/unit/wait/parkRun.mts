import { nextParkStep } from '../../../nodes/Swiftia/wait/parkPlan.js';
import {
	type Caller,
	type ParkState,
	afterBegin,
	afterCall,
	afterIdle,
	afterLook,
	afterRead,
	newPark,
	recheckOf,
} from '../../../nodes/Swiftia/wait/parkState.js';

/** Far more than any plan takes: one that goes round in circles fails instead of hanging. */
const MOST_STEPS = 1_000;

/** Carries the plan out on a clock of its own, against records that end at given times. */
export class Run {
	state: ParkState;
	now = 0;
	/** Reads in order, such as `a open` or `b ended`. */
	readonly reads: string[] = [];
	/** Time of each read. */
	readonly times: number[] = [];

	/** Whether the time is up from now on. */
	isTimeUp = false;
	/** Whether another process answers each recheck, which knows nothing of what was before. */
	isRecheckedElsewhere = false;

	constructor(
		private readonly ends: Record<string, number>,
		private readonly ids = Object.keys(ends),
		private readonly isNobodyCalling = false,
	) {
		this.state = newPark(ids, isNobodyCalling);
	}

	call(caller: Caller): this {
		this.state = afterCall(this.state, caller);
		return this;
	}

	/** Somebody calls at this time; gives what is read from then on, until the plan is idle. */
	readsAfter(time: number, caller: Caller): Array<[string, number]> {
		this.now = time;
		const before = this.reads.length;
		this.call(caller).go();
		return this.reads.slice(before).map((read, index) => [read, this.times[before + index]!]);
	}

	/** Goes on until the plan is idle, resumes, or the clock reaches a time. */
	go(until = Infinity): 'resume' | 'idle' | 'time' {
		for (let count = 0; count < MOST_STEPS; count++) {
			const step = nextParkStep(this.state, this.now, this.isTimeUp);
			if ('resume' in step) return 'resume';
			if ('idle' in step) {
				this.state = afterIdle(this.state);
				return 'idle';
			}
			if ('recheckIn' in step && this.now + step.recheckIn > until) {
				this.now = until;
				return 'time';
			}
			if ('recheckIn' in step) this.recheck(step.recheckIn);
			else if ('beginLook' in step) this.state = afterBegin(this.state, this.isTimeUp);
			else if ('endLook' in step) this.state = afterLook(this.state, step.endLook.owesSweep, this.now);
			else this.read(step.read);
		}
		throw new Error('The plan comes to no end');
	}

	private recheck(after: number): void {
		this.now += after;
		const recheck = recheckOf(this.state);
		if (this.isRecheckedElsewhere) this.state = newPark(this.ids, this.isNobodyCalling);
		this.call({ recheck });
	}

	private read(id: string): void {
		const hasEnded = this.now >= this.ends[id]!;
		this.reads.push(`${id} ${hasEnded ? 'ended' : 'open'}`);
		this.times.push(this.now);
		this.state = afterRead(this.state, id, hasEnded, this.now);
	}
}
