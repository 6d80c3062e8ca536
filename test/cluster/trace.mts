import type { SimulatedTime } from './clock.mts';

/** What happened, in its order. */
export class Trace {
	private readonly lines: string[] = [];

	constructor(private readonly time: SimulatedTime) {}

	/** Notes something. */
	add(who: string, what: string): void {
		this.lines.push(`${this.time.seconds} ${who.padEnd(10)} ${what}`);
	}

	get text(): string {
		return this.lines.join('\n');
	}
}
