import { readRateSignals } from '../../../../nodes/Swiftia/api/rateLimit.js';
import {
	type Rate,
	UNKNOWN_RATE,
	allowed,
	nextStart,
	refused,
	started,
} from '../../../../nodes/Swiftia/transport/pace/rate.js';

/** Milliseconds, epoch, at tick 0. */
export const EPOCH = 1_800_000_000_000;

/** Starts, arrivals and answers of one simulation: a rate that needs more is a broken one. */
const MOST_STEPS = 10_000;

/** What a server allows, and what it says of it. Times are milliseconds. */
export interface Limit {
	/** Requests in a sliding window. */
	requests: number;
	window: number;
	/** The headers of an answer. */
	headers?: (answer: { allowed: boolean; remaining: number; resetAt: number }) => Record<string, string>;
}

/** The plans of Swiftia's docs (rate-limiting), whose headers tell the truth. */
export const PLANS = {
	free: { requests: 1, window: 5000 },
	starter: { requests: 1, window: 2000 },
	pro: { requests: 1, window: 1000 },
	swift: { requests: 5, window: 1000 },
};

/** Headers that tell the truth, with the Retry-After of the docs' sample. */
export const honest: Limit['headers'] = ({ allowed, remaining, resetAt }) => ({
	'x-ratelimit-remaining': String(remaining),
	'x-ratelimit-reset': String(Math.ceil(resetAt)),
	...(!allowed && { 'retry-after': '1' }),
});

/** The documented sample, the same on every answer. */
export const sample =
	(retryAfter: boolean): Limit['headers'] =>
	({ allowed }) => ({
		'x-ratelimit-limit': '10',
		'x-ratelimit-remaining': '5',
		...(retryAfter && !allowed && { 'retry-after': '1' }),
	});

/** A server with a limit, whose clock is the simulation's. */
export class LimitedServer {
	private times: number[] = [];

	constructor(private readonly limit: Limit) {}

	/** Answers one request. */
	answer(ticks: number): { status: number; headers: Record<string, string> } {
		const { requests, window, headers } = this.limit;
		this.times = this.times.filter((time) => time > ticks - window);
		const isAllowed = this.times.length < requests;
		if (isAllowed) this.times.push(ticks);
		const remaining = requests - this.times.length;
		const resetAt = EPOCH + this.times[0]! + window;
		return {
			status: isAllowed ? 200 : 429,
			headers: headers?.({ allowed: isAllowed, remaining, resetAt }) ?? {},
		};
	}
}

/** How one simulation went for a process. */
export interface Course {
	/** Ticks at which the calls that were allowed were answered. */
	answeredAt: number[];
	refused: number;
	rate: Rate;
}

/** A process of n8n with calls to make. */
interface Process extends Course {
	waiting: number;
}

/**
 * Makes so many calls as fast as the rate says, each again until it is allowed, in time that only the events move on.
 *
 * @param way milliseconds that a request takes to the server, and its answer back
 */
export function makeCalls(
	server: LimitedServer,
	calls: number,
	{ rate = UNKNOWN_RATE, from = 0, way = (): number => 50 } = {},
): Course {
	return makeCallsTogether(server, [calls], { rates: [rate], from, way })[0]!;
}

/**
 * The same by several processes that use one key and know nothing of each other.
 *
 * @param jitter 0-1, of a refusal
 */
export function makeCallsTogether(
	server: LimitedServer,
	calls: number[],
	{ rates = [] as Rate[], from = 0, way = (): number => 50, jitter = (): number => 0.5 } = {},
): Course[] {
	const events: Array<{ at: number; happen: () => void }> = [];
	const processes = calls.map(
		(waiting, number): Process => ({
			waiting,
			answeredAt: [],
			refused: 0,
			rate: rates[number] ?? UNKNOWN_RATE,
		}),
	);
	let now = from;
	const begin = (process: Process) => {
		const startedAt = now;
		process.rate = started(process.rate, now);
		process.waiting--;
		events.push({ at: now + way(), happen: () => arrive(process, startedAt) });
	};
	const arrive = (process: Process, startedAt: number) => {
		const answer = server.answer(now);
		events.push({ at: now + way(), happen: () => learn(process, startedAt, answer) });
	};
	const learn = (
		process: Process,
		startedAt: number,
		{ status, headers }: ReturnType<LimitedServer['answer']>,
	) => {
		const clocks = { ticks: now, epoch: EPOCH + now };
		const signals = readRateSignals(headers, null, clocks.epoch);
		if (status === 429) {
			process.rate = refused(process.rate, signals, clocks, startedAt, jitter());
			process.refused++;
			process.waiting++;
		} else {
			process.rate = allowed(process.rate, signals, clocks);
			process.answeredAt.push(now);
		}
	};
	const startOf = ({ waiting, rate }: Process) => (waiting > 0 ? nextStart(rate, now) : Infinity);
	const isDone = () => processes.every(({ answeredAt }, number) => answeredAt.length === calls[number]);
	for (let steps = 0; !isDone(); steps++) {
		if (steps > MOST_STEPS) throw new Error('It goes on and on');
		const [first] = [...processes].sort((one, other) => startOf(one) - startOf(other));
		const next = startOf(first!);
		if (next <= now) {
			begin(first!);
			continue;
		}
		events.sort((one, other) => one.at - other.at);
		if (next === Infinity && events.length === 0) throw new Error('Nothing will ever happen again');
		now = Math.min(next, events[0]?.at ?? Infinity);
		if (events[0]?.at === now) events.shift()!.happen();
	}
	return processes;
}
