import type { JsonObject, JsonValue } from '../../api/json';
import { readRateSignals } from '../../api/rateLimit';
import { ticks } from '../../time/clock';
import { pause } from '../../time/pause';
import { FairQueue, type Priority } from './fairQueue';
import { type Now, type Rate, UNKNOWN_RATE, allowed, nextStart, refused, started, unanswered } from './rate';
import { type Spacing, UNKNOWN_SPACING, startedAfter } from './spacing';

/** A place for one request, which its holder has to hand back. */
export interface Place {
	/** Ticks. */
	startedAt: number;
}

/** As much of an answer as the pace learns from. */
export interface PacedAnswer {
	status: number;
	headers: JsonObject;
	body: JsonValue;
}

/** Lets requests with one API key go as fast as Swiftia's answers allow, those of all executions in turn. */
export class Pace {
	private rate: Rate = UNKNOWN_RATE;
	private latest: Spacing = UNKNOWN_SPACING;
	private readonly queue = new FairQueue();
	/** Ticks for which a look at the queue is arranged. */
	private nextLook = Infinity;

	/** Milliseconds between two requests of one execution, as the pace has it lately. */
	get spacing(): number {
		return this.latest.mean;
	}

	/**
	 * Waits for a place.
	 *
	 * @param owner whose request it is: owners take turns
	 * @returns undefined if the signal was given first: then there is nothing to hand back
	 */
	async acquire(owner: object, signal: AbortSignal, priority?: Priority): Promise<Place | undefined> {
		if (signal.aborted) return undefined;
		return await new Promise((resolve) => {
			let hadToWait = false;
			const begin = () => {
				signal.removeEventListener('abort', giveUp);
				const now = ticks();
				this.latest = startedAfter(this.latest, now, hadToWait, this.queue.othersThan(owner) + 1);
				resolve({ startedAt: now });
			};
			const leave = this.queue.join(owner, begin, priority);
			const giveUp = () => {
				leave();
				resolve(undefined);
			};
			signal.addEventListener('abort', giveUp, { once: true });
			this.advance();
			hadToWait = true;
		});
	}

	/**
	 * Hands a place back with what came of its request.
	 *
	 * @returns how many refusals for pace this key has met in a row
	 */
	release(place: Place, answer?: PacedAnswer): number {
		this.rate = answer ? learn(this.rate, place, answer) : unanswered(this.rate);
		this.advance();
		return this.rate.refusedInARow;
	}

	private advance(): void {
		while (!this.queue.isEmpty) {
			const now = ticks();
			const start = nextStart(this.rate, now);
			if (start > now) return this.lookAgainAt(start);
			this.rate = started(this.rate, now);
			this.queue.beginNext();
		}
	}

	private lookAgainAt(time: number): void {
		if (time >= this.nextLook) return;
		this.nextLook = time;
		void pause(time - ticks()).then(() => {
			if (this.nextLook === time) this.nextLook = Infinity;
			this.advance();
		});
	}
}

function learn(rate: Rate, { startedAt }: Place, { status, headers, body }: PacedAnswer): Rate {
	const now: Now = { ticks: ticks(), epoch: Date.now() };
	const signals = readRateSignals(headers, body, now.epoch);
	return status === 429 ? refused(rate, signals, now, startedAt, Math.random()) : allowed(rate, signals, now);
}

const paces = new Map<string, Pace>();

/** The pace that all executions share in the process that have the key and the address of this account. */
export function paceOf(account: string): Pace {
	const pace = paces.get(account) ?? new Pace();
	paces.set(account, pace);
	return pace;
}
