/**
 * What went wrong, as far as it decides what follows.
 *
 * - `badInput`: a parameter or a credential that no request may be built on
 * - `refused`: Swiftia understood the request and says no
 * - `notFound`: Swiftia knows no such job or render
 * - `keyRefused`: Swiftia does not accept the API key, so no request can succeed
 * - `rateLimited`, `serverTrouble`, `unreachable`: it may work later
 * - `notSwiftia`: something answered that is not the Swiftia API
 * - `redirected`: the address has moved
 * - `outcomeUnknown`: a job or render may have been started although no answer says so
 * - `notStarted`: not sent, because Swiftia had refused the whole account before, or the time was over
 * - `unusable`: a job, short or render that is not in a state to be worked on
 * - `notDownloaded`: an MP4 that could not be had
 * - `stopped`: the execution was stopped
 */
export type ErrorKind =
	| 'badInput'
	| 'refused'
	| 'notFound'
	| 'keyRefused'
	| 'rateLimited'
	| 'serverTrouble'
	| 'unreachable'
	| 'notSwiftia'
	| 'redirected'
	| 'outcomeUnknown'
	| 'notStarted'
	| 'unusable'
	| 'notDownloaded'
	| 'stopped';

const TRANSIENT = new Set<ErrorKind>(['rateLimited', 'serverTrouble', 'unreachable', 'notSwiftia']);

/** What an error is about. */
export interface Subject {
	kind: 'job' | 'render' | 'short' | 'video';
	id: string;
	/** What it belongs to, in words such as `job abc`. */
	of?: string;
}

/** The one error of this package below n8n: `message` says what happened, `hint` the way out. It never holds the API key. */
export class SwiftiaError extends Error {
	constructor(
		readonly kind: ErrorKind,
		message: string,
		readonly hint: string,
		/** Whether it concerns the account, so that no further paid request of the run is worth sending. */
		readonly concernsAccount = false,
	) {
		super(message);
		this.name = 'SwiftiaError';
	}

	/** The same error in other words, such as with a secret taken out of them. */
	reworded(reword: (text: string) => string): SwiftiaError {
		return new SwiftiaError(this.kind, reword(this.message), reword(this.hint), this.concernsAccount);
	}

	/** The same error with what it is about, where the message does not name that: such as the job that was paid for. */
	about({ kind, id, of }: Subject): SwiftiaError {
		// The ID of a short can be a mere number, as it stands in many messages.
		if (this.message.includes(kind === 'short' ? `short ${id}` : id)) return this;
		const message = `${this.message} (${kind} ${id}${of === undefined ? '' : ` of ${of}`})`;
		return new SwiftiaError(this.kind, message, this.hint, this.concernsAccount);
	}

	/** Whether the same request would meet the same answer, however often it is repeated. */
	get permanent(): boolean {
		return !TRANSIENT.has(this.kind);
	}
}

/** Input that no request may be built on. */
export function badInput(message: string, hint: string): SwiftiaError {
	return new SwiftiaError('badInput', message, hint);
}

/** An error with what it is about, where that is said and the message does not name it. */
export function aboutSubject(error: unknown, subject: Subject | undefined): unknown {
	return error instanceof SwiftiaError && subject ? error.about(subject) : error;
}
