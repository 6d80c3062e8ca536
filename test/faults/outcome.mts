// The right outcome of every cell, written from issue and design and not from the package: what a fault means for the request that
// it hits, and so what the run comes to, how many requests there are and what was paid for.
import type { Nature, Times } from './fault.mts';
import type { Hit, Operation } from './operations.mts';

/** From the least to the most that is right. */
export type Range = [number, number];

/** What a cell has to come to. */
export interface Outcome {
	/** Whether the run gives all that a healthy one gives, what it knew when Max Wait was over, or an error. */
	end: 'result' | 'timed out' | 'error';
	/** Whether it ends only when Max Wait is over; what timed out does so anyway. */
	takesAll?: boolean;
	/** What the error's message has to say. */
	says?: RegExp;
	/** What neither its message nor its description may say. */
	never?: RegExp;
	/** Requests that the fault has answered. */
	faulty: Range;
	/** Paid requests that came to the API. */
	sent: Range;
	/** Items, where they are not as many as a healthy run puts out. */
	outputs?: number;
	/** Status of a record that is not the healthy one. */
	status?: string;
}

const MAYBE_PAID = /may have been accepted; check before running again/;
const UNREACHABLE = /could not be reached to/;
const NO_SWIFTIA = /did not come from the Swiftia API/;
const TOO_MANY = /received too many requests/;
const FAILED = /failed/;
const NOT_ENDED = /has not ended within Max Wait .* so none of its renders was started/;
const UNSEEN = /Max Wait passed before Swiftia showed the status of (job|render) .+: .+/;
const UNFINISHED = /is not (completed|finished)/;
const ANY: Range = [1, Infinity];

/** Tries of a read that meets trouble, and of a request that is refused for pace. */
const TRIES = { trouble: 4, pace: 10, file: 3 };

/** Answers in a row that end the wait for a record that was known, a minute after the first at the earliest. */
const UNKNOWN_TIMES = 3;

const exactly = (count: number): Range => [count, count];
const isPassing = ({ kind }: Nature) =>
	['unsent', 'lost', 'trouble', 'rateLimited', 'noAnswer', 'page'].includes(kind);

/**
 * What has to come of an operation one of whose requests is hit.
 *
 * @param shorts how many shorts the job has that can be rendered
 */
export function outcomeOf(operation: Operation, hit: Hit, nature: Nature, times: Times, shorts = 3): Outcome {
	const paid = operation.renders > 1 ? shorts : operation.paid;
	if (nature.kind === 'harmless') return { end: 'result', faulty: ANY, sent: exactly(paid) };
	switch (hit.kind) {
		case 'paid':
			return ofPaid(operation, nature, times);
		case 'read':
			return ofRead(operation, hit, nature, times);
		case 'file':
			return ofFile(operation, nature, times);
		default:
			return ofLook(operation, hit, nature, times);
	}
}

function ofPaid({ paid, tries }: Operation, nature: Nature, times: Times): Outcome {
	const faulty = exactly(times === 'once' ? 1 : paid);
	switch (nature.kind) {
		case 'unsent':
			return { end: 'error', says: UNREACHABLE, never: MAYBE_PAID, faulty: [0, Infinity], sent: exactly(0) };
		case 'rateLimited':
			if (times === 'once') return { end: 'result', faulty, sent: exactly(paid + 1) };
			return { end: 'error', says: TOO_MANY, faulty: ANY, sent: [TRIES.pace, TRIES.pace * paid * tries] };
		case 'refused':
		case 'notFound':
			return ofRefusedPayment(paid, tries, nature, times);
		case 'page':
			return ofRefusedPayment(paid, tries, { says: NO_SWIFTIA }, times);
		case 'redirect':
			if (nature.unclear) break;
			return {
				end: times === 'once' && tries > 1 ? 'result' : 'error',
				says: redirectTo(nature.target),
				faulty: times === 'once' ? faulty : exactly(paid * tries),
				sent: exactly(times === 'once' ? paid + (tries > 1 ? 1 : 0) : paid * tries),
			};
	}
	return { end: 'error', says: MAYBE_PAID, faulty, sent: exactly(paid) };
}

function ofRefusedPayment(
	paid: number,
	tries: number,
	{ says, account }: { says: RegExp; account?: boolean },
	times: Times,
): Outcome {
	const least = account ? 1 : paid;
	const passes = times === 'once' && tries > 1;
	if (passes) return { end: 'result', faulty: exactly(1), sent: exactly(paid + 1) };
	return {
		end: 'error',
		says,
		never: MAYBE_PAID,
		faulty: times === 'once' ? exactly(1) : [least * tries, paid * tries],
		sent: [least * tries, paid * tries],
	};
}

function ofRead(operation: Operation, hit: Hit, nature: Nature, times: Times): Outcome {
	const sent = exactly(hit.paidBefore);
	if (isPassing(nature) && times === 'once') {
		return { end: 'result', faulty: exactly(1), sent: exactly(operation.paid) };
	}
	const error = (says: RegExp, count: number): Outcome => ({
		end: 'error',
		says,
		never: MAYBE_PAID,
		faulty: exactly(count),
		sent,
	});
	const result: Outcome = { end: 'result', faulty: ANY, sent };
	switch (nature.kind) {
		case 'unsent':
			return { ...error(UNREACHABLE, 0), faulty: [0, Infinity] };
		case 'lost':
			return error(UNREACHABLE, TRIES.trouble);
		case 'trouble':
			return error(nature.says, TRIES.trouble);
		case 'noAnswer':
		case 'page':
			return error(NO_SWIFTIA, TRIES.trouble);
		case 'rateLimited':
			return error(TOO_MANY, TRIES.pace);
		case 'redirect':
			return error(redirectTo(nature.target), 1);
		case 'refused':
		case 'notFound':
		case 'conflict':
			return error(nature.says, 1);
		case 'failed':
			return operation.insists ? error(nature.reason, 1) : { ...result, status: 'FAILED' };
		case 'open':
			if (operation.insists && operation.waits)
				return { ...error(NOT_ENDED, 1), faulty: ANY, takesAll: true };
			return operation.insists ? error(UNFINISHED, 1) : { ...result, status: nature.status };
		case 'noPresets':
			return { ...result, outputs: 0 };
		case 'noShorts':
			return operation.renders > 0 ? error(/has no shorts/, 1) : result;
		case 'noIds':
			return operation.renders > 0 ? error(/cannot be rendered|has no short/, 1) : result;
	}
	throw new Error(`No outcome is known for a ${hit.kind} and ${nature.kind}`);
}

function ofLook(operation: Operation, hit: Hit, nature: Nature, times: Times): Outcome {
	const sent = exactly(operation.paid);
	// Where Swiftia has answered before, a page or a redirect is trouble that passes; where it never has, the address is wrong.
	const hasAnswered = hit.kind === 'later look' || operation.paid > 0;
	if (times === 'once' && (isPassing(nature) || nature.kind === 'open')) {
		return { end: 'result', faulty: exactly(1), sent };
	}
	const error = (says: RegExp, count: number): Outcome => ({
		end: 'error',
		says,
		never: MAYBE_PAID,
		faulty: exactly(count),
		sent,
	});
	// Where no look ever showed a status, there is none to put out.
	const isUnseen = hit.kind === 'first look';
	const timedOut: Outcome = isUnseen
		? { ...error(UNSEEN, 1), faulty: ANY, takesAll: true }
		: { end: 'timed out', faulty: ANY, sent };
	switch (nature.kind) {
		case 'unsent':
			return { ...timedOut, faulty: [0, Infinity] };
		case 'lost':
		case 'trouble':
		case 'rateLimited':
			return timedOut;
		case 'open':
			return { end: 'timed out', faulty: ANY, sent, status: nature.status };
		case 'noAnswer':
		case 'page':
			return hasAnswered ? timedOut : error(NO_SWIFTIA, TRIES.trouble);
		case 'redirect':
			return hasAnswered ? timedOut : error(redirectTo(nature.target), 1);
		case 'notFound':
			if (!hasAnswered) return error(nature.says, 1);
			return times === 'once'
				? { end: 'result', faulty: exactly(1), sent }
				: { ...error(nature.says, UNKNOWN_TIMES), faulty: [UNKNOWN_TIMES, Infinity] };
		case 'refused':
		case 'conflict':
			return error(nature.says, 1);
		case 'failed':
			return operation.insists ? error(FAILED, 1) : { end: 'result', faulty: ANY, sent, status: 'FAILED' };
		case 'noShorts':
		case 'noIds':
			return { end: 'result', faulty: ANY, sent };
	}
	throw new Error(`No outcome is known for a ${hit.kind} and ${nature.kind}`);
}

function ofFile(operation: Operation, nature: Nature, times: Times): Outcome {
	if (nature.kind !== 'noFile') throw new Error(`No outcome is known for a file and ${nature.kind}`);
	const sent = exactly(operation.paid);
	const { says, final } = nature;
	if (!final && times === 'once') return { end: 'result', faulty: exactly(1), sent };
	return {
		end: 'error',
		says: new RegExp(`The MP4 of render .+ could not be downloaded: .*${says.source}`),
		never: MAYBE_PAID,
		faulty: exactly(final ? 1 : TRIES.file),
		sent,
	};
}

function redirectTo(target: string): RegExp {
	return new RegExp(`redirects to ${target}`);
}
