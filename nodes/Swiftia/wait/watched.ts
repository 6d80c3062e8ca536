import type { Answer } from '../api/answer';
import { isFinal } from '../api/status';
import { type Subject, SwiftiaError, aboutSubject } from '../api/swiftiaError';
import { ticks } from '../time/clock';
import type { Progressing, Track } from './looks/track';

/** Something that ends one day, such as a job or a render, and is waited for. */
export interface Watched<R extends Progressing> {
	/** For messages. */
	subject: Subject & { kind: Track['kind'] };
	/** When it was started, by `ticks`; undefined where that is not known. */
	since: number | undefined;
	/** The last that is known of it. */
	latest: Answer<R>;
	/** When Swiftia gave it last, by `ticks`; undefined while it never has. */
	readAt?: number;
	/** Reads it again, and gives up at the deadline, by `ticks`. */
	read: (deadline: number) => Promise<Answer<R>>;
	/** What follows its end while others are still watched; gives what is to be watched from then on. What it throws is its failure. */
	onEnd?: () => Promise<Array<Watched<Progressing>>>;
	/** What kept it from being read at first. */
	trouble?: unknown;
	/** Why it cannot be watched any more. */
	failure?: unknown;
}

/** Something to wait for, which was accepted and not read yet. */
export function watchedOf<R extends Progressing>(
	given: Pick<Watched<R>, 'subject' | 'since' | 'read'>,
	record: R,
): Watched<R> {
	return { ...given, latest: { record } };
}

/** Whether there is still something to wait for. */
export function isOpen({ latest, failure }: Watched<Progressing>): boolean {
	return failure === undefined && !isFinal(latest.record.status);
}

/** Whether it has ended, and was not lost out of sight. */
export function hasEnded({ latest, failure }: Watched<Progressing>): boolean {
	return failure === undefined && isFinal(latest.record.status);
}

/** Reads it once and notes what came of it. Trouble that may pass counts as open; anything else ends the watch. */
export async function look<R extends Progressing>(one: Watched<R>, deadline: number): Promise<void> {
	try {
		const { record, body } = await one.read(deadline);
		// The body of what is open is of no use, and can be large.
		one.latest = isFinal(record.status) ? { record, body } : { record };
		one.readAt = ticks();
	} catch (error) {
		// Where this execution started it, Swiftia has answered as well.
		if (mayPass(error, one.readAt !== undefined || one.since !== undefined)) one.trouble ??= error;
		else one.failure = aboutSubject(error, one.subject);
	}
}

/** Whether what kept it from being read may pass. A page or a redirect may where Swiftia has answered before; where it never has, the address is wrong. */
export function mayPass(error: unknown, hasAnswered: boolean): boolean {
	if (!(error instanceof SwiftiaError)) return false;
	if (error.kind === 'notSwiftia' || error.kind === 'redirected') return hasAnswered;
	return !error.permanent;
}
