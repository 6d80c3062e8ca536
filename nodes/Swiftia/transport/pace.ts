import { createHash } from 'crypto';
import type { RateSignals } from '../api/rateLimit';
import { pause } from './pause';

/** Requests that may be under way together where Swiftia names no limit. */
const MOST_AT_ONCE = 5;
/** Milliseconds between requests after the first refusal that came without rate-limit headers. */
const FIRST_GAP = 500;
/** Milliseconds: the longest time kept away after repeated refusals. */
const LONGEST_BREAK = 60_000;

/**
 * How fast requests with one API key may follow each other, learned from Swiftia's answers.
 * It starts with one request, and goes on as that answer allows.
 */
export class Pace {
	/** Who waits, by execution; the first lane is served next. */
	private lanes = new Map<object, Array<() => void>>();
	private inFlight = 0;
	private budget = 1;
	private closed = false;
	private opensAt = 0;
	private armedFor = 0;
	private gap = 0;
	private refusals = 0;
	private clockAhead: number | undefined;

	/**
	 * Waits for a place. Executions (lanes) take turns; within one, first come is first served.
	 *
	 * @returns false if the signal was given first: then there is no place, and nothing to hand back
	 */
	async turn(lane: object, signal?: AbortSignal): Promise<boolean> {
		if (signal?.aborted) return false;
		return await new Promise<boolean>((resolve) => {
			const line = this.lanes.get(lane) ?? [];
			const leave = () => {
				line.splice(line.indexOf(begin), 1);
				resolve(false);
			};
			const begin = () => {
				signal?.removeEventListener('abort', leave);
				resolve(true);
			};
			signal?.addEventListener('abort', leave, { once: true });
			line.push(begin);
			this.lanes.set(lane, line);
			this.advance();
		});
	}

	/** Hands the place back with what the answer says about the pace. */
	answered(signals: RateSignals, refused: boolean): void {
		this.inFlight--;
		if (refused) this.slowDown(signals);
		else this.goOn(signals);
		this.advance();
	}

	/** Hands the place back where no answer came. */
	unanswered(): void {
		this.inFlight--;
		this.budget = Math.max(this.budget, 1);
		this.advance();
	}

	private goOn(signals: RateSignals): void {
		this.refusals = 0;
		if (signals.remaining === null) {
			this.gap *= 0.95;
			this.budget = Math.max(0, (this.gap > 1 ? 1 : MOST_AT_ONCE) - this.inFlight);
			if (this.gap > 1) this.closeUntil(Date.now() + this.gap);
			return;
		}
		this.gap = 0;
		this.budget = Math.max(0, signals.remaining - this.inFlight);
		if (signals.remaining === 0) this.closeUntil(this.resetTime(signals));
	}

	// The Retry-After in Swiftia's samples is shorter than some windows, so refusals in a row double the break.
	private slowDown(signals: RateSignals): void {
		const base = Math.max(signals.retryAfter ?? 0, this.resetTime(signals) - Date.now(), FIRST_GAP);
		const grown = base * 2 ** Math.min(this.refusals, 6) * (1 + Math.random() / 4);
		if (signals.remaining === null) this.gap = this.gap > 1 ? this.gap * 1.5 : FIRST_GAP;
		this.refusals++;
		this.budget = 0;
		this.closeUntil(Date.now() + Math.min(grown, LONGEST_BREAK));
	}

	private closeUntil(time: number): void {
		this.closed = true;
		this.opensAt = Math.max(this.opensAt, time);
	}

	/** The reset by this machine's clock. `Date` is cut to the second, so a smaller difference is no difference. */
	private resetTime({ resetAt, serverTime }: RateSignals): number {
		if (resetAt === null) return 0;
		if (serverTime !== null) this.clockAhead = Math.min(this.clockAhead ?? Infinity, Date.now() - serverTime);
		const ahead = this.clockAhead ?? 0;
		const reset = resetAt + (ahead > -100 && ahead < 1500 ? 0 : ahead);
		return Math.min(reset, Date.now() + LONGEST_BREAK);
	}

	private advance(): void {
		if (this.lanes.size === 0) return;
		if (Date.now() < this.opensAt) return this.advanceAt(this.opensAt);
		if (this.closed || this.inFlight === 0) this.budget = Math.max(this.budget, 1);
		this.closed = false;
		while (this.budget > 0) {
			const begin = this.next();
			if (!begin) return;
			this.budget--;
			this.inFlight++;
			begin();
		}
	}

	private advanceAt(time: number): void {
		if (this.armedFor === time) return;
		this.armedFor = time;
		void pause(time - Date.now()).then(() => {
			if (this.armedFor === time) this.armedFor = 0;
			this.advance();
		});
	}

	/** The next of the lane that has waited longest for its turn. */
	private next(): (() => void) | undefined {
		for (const [lane, line] of this.lanes) {
			this.lanes.delete(lane);
			const begin = line.shift();
			if (line.length > 0) this.lanes.set(lane, line);
			if (begin) return begin;
		}
		return undefined;
	}
}

const paces = new Map<string, Pace>();

/** The pace that all executions with this key on this host share in the process. */
export function paceOf(baseUrl: string, apiKey: string): Pace {
	const key = createHash('sha256').update(`${baseUrl} ${apiKey}`).digest('base64');
	const pace = paces.get(key) ?? new Pace();
	paces.set(key, pace);
	return pace;
}
