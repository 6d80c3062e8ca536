/** Real milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Time that runs faster than real time by a factor. */
export class Clock {
	private readonly timers = new Set<NodeJS.Timeout>();

	constructor(private readonly timeScale: number) {}

	/** Simulated seconds since the epoch. */
	now(): number {
		return (Date.now() / 1000) * this.timeScale;
	}

	/** Does something after so many simulated seconds; the returned function calls it off. */
	after(seconds: number, act: () => void): () => void {
		const milliseconds = (seconds / this.timeScale) * 1000;
		// Node fires a timer of more than 24.8 days at once; that far away means never.
		if (milliseconds > LONGEST_TIMER) return () => undefined;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			act();
		}, milliseconds);
		this.timers.add(timer);
		return () => {
			clearTimeout(timer);
			this.timers.delete(timer);
		};
	}

	/** Calls everything off. */
	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}
}
