import type { Answer } from '../api/answer';
import { isFinal } from '../api/status';
import { SwiftiaError } from '../api/swiftiaError';
import { ticks } from '../transport/clock';
import type { Progressing, Track } from './looks/track';

/** Something that ends one day, such as a job or a render, and is waited for. */
export interface Watched<R extends Progressing> {
	/** Its kind and ID, for messages. */
	subject: { kind: Track['kind']; id: string };
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
		if (endsWatch(error, one.readAt !== undefined)) one.failure = aboutIt(error, one.subject);
	}
}

function aboutIt(error: unknown, { kind, id }: Watched<Progressing>['subject']): unknown {
	return error instanceof SwiftiaError ? error.about(kind, id) : error;
}

/** Trouble passes. So does a strange answer where Swiftia has answered before; where it never has, the address is wrong. */
function endsWatch(error: unknown, wasRead: boolean): boolean {
	if (!(error instanceof SwiftiaError) || error.permanent) return true;
	return error.kind === 'notSwiftia' && !wasRead;
}
