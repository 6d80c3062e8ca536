import type { Plan } from './options.mts';

/** Requests that an account may send in any window of so many simulated seconds. */
export interface RateWindow {
	requests: number;
	seconds: number;
}

/** A plan with a rate limit. */
export type LimitedPlan = Exclude<Plan, 'unlimited'>;

/** Swiftia docs, rate-limiting. The first generation has one limit for all. */
const WINDOWS: Record<LimitedPlan, RateWindow> = {
	free: { requests: 1, seconds: 5 },
	starter: { requests: 1, seconds: 2 },
	pro: { requests: 1, seconds: 1 },
	swift: { requests: 5, seconds: 1 },
};
const FIRST_GENERATION: RateWindow = { requests: 2, seconds: 1 };

/** The rate window of a plan. */
export function windowOf(plan: LimitedPlan, firstGeneration: boolean): RateWindow {
	return firstGeneration ? FIRST_GENERATION : WINDOWS[plan];
}

/** What the limiter says to one request. */
export interface Allowance {
	allowed: boolean;
	limit: number;
	remaining: number;
	/** Epoch milliseconds: when the oldest request leaves the window. */
	reset: number;
}

/** A sliding window over the requests of one key. */
export class RateLimiter {
	private times: number[] = [];
	private readonly requests: number;
	private readonly window: number;

	constructor(plan: LimitedPlan, timeScale: number, firstGeneration: boolean) {
		const { requests, seconds } = windowOf(plan, firstGeneration);
		this.requests = requests;
		this.window = (seconds * 1000) / timeScale;
	}

	/** Counts a request, if it is allowed. */
	take(): Allowance {
		const now = Date.now();
		this.times = this.times.filter((time) => time > now - this.window);
		const allowed = this.times.length < this.requests;
		if (allowed) this.times.push(now);
		return {
			allowed,
			limit: this.requests,
			remaining: this.requests - this.times.length,
			reset: Math.ceil(this.times[0]! + this.window),
		};
	}
}
