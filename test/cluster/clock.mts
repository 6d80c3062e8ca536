import FakeTimers, { type Clock } from '@sinonjs/fake-timers';

/** When simulated time begins. */
export const BEGIN = Date.UTC(2026, 0, 5, 9);

/** Globals that n8n-core reads the time from, or waits by. */
const FAKED = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

const realImmediate = globalThis.setImmediate;

/** How a drive came to its end: what it was for is done, nothing is left that could happen, or the time was over. */
export type DriveEnd = 'done' | 'idle' | 'late';

/** A timer that can be called off. */
export interface Timer {
	cancel: () => void;
}

/**
 * Simulated time. Nothing happens but by its timers and what follows from them at once, so a schedule is the same each time it is run,
 * and an hour of it takes milliseconds.
 */
export class SimulatedTime {
	private readonly clock: Clock = FakeTimers.install({
		now: BEGIN,
		toFake: [...FAKED],
		loopLimit: Number.MAX_SAFE_INTEGER,
	});

	/** Epoch milliseconds, of a clock that nobody sets. */
	get now(): number {
		return this.clock.now;
	}

	/** Seconds since the begin, for a trace. */
	get seconds(): string {
		return ((this.now - BEGIN) / 1000).toFixed(3).padStart(9);
	}

	/** Does something after so many milliseconds, one at least, as in Node.js. */
	after(milliseconds: number, act: () => void): Timer {
		const id = this.clock.setTimeout(act, Math.max(1, Math.ceil(milliseconds)));
		return { cancel: () => this.clock.clearTimeout(id) };
	}

	/** Lets so many milliseconds pass for who waits for it. */
	async passes(milliseconds: number): Promise<void> {
		await new Promise<void>((resolve) => this.after(milliseconds, resolve));
	}

	/** Lets one timer fire after the other, with all that follows from each, until something is done or the time is over. */
	async drive(isDone: () => boolean, until: number): Promise<DriveEnd> {
		for (;;) {
			await settled();
			if (isDone()) return 'done';
			if (this.clock.countTimers() === 0) return 'idle';
			if (this.now >= until) return 'late';
			this.clock.next();
		}
	}

	/** Gives the globals back. */
	end(): void {
		this.clock.uninstall();
	}
}

/** When nothing more follows without time passing: promises and ticks come before immediates. */
async function settled(): Promise<void> {
	await new Promise<void>((resolve) => realImmediate(resolve));
}
