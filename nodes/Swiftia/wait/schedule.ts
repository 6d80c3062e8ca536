import { ticks } from '../transport/clock';
import { pause } from '../transport/pause';

/** Milliseconds of the longest rest: Node.js takes no longer timers than 24 days. */
const LONGEST_REST = 3_600_000;

/** Does one thing for each of many keys at its time, with one timer for all. */
export class Schedule {
	private readonly times = new Map<string, number>();
	private armedFor = Infinity;

	/** @param act what to do when the time of a key has come; the key has no time then */
	constructor(private readonly act: (key: string) => void) {}

	/** Sets the time of a key, by `ticks`; one that it had before is forgotten. */
	set(key: string, at: number): void {
		this.times.set(key, at);
		this.arm();
	}

	/** Forgets the time of a key. */
	delete(key: string): void {
		this.times.delete(key);
	}

	// A timer that is set stays: a later time waits behind it, only an earlier one needs a timer of its own.
	private arm(): void {
		const next = Math.min(...this.times.values(), ticks() + LONGEST_REST);
		if (this.times.size === 0 || next >= this.armedFor) return;
		this.armedFor = next;
		void pause(Math.max(0, next - ticks())).then(() => this.fire(next));
	}

	private fire(armedFor: number): void {
		if (armedFor === this.armedFor) this.armedFor = Infinity;
		for (const [key, at] of [...this.times]) {
			if (at > ticks()) continue;
			this.times.delete(key);
			this.act(key);
		}
		this.arm();
	}
}
