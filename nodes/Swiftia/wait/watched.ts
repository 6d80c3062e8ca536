import type { IBinaryData } from 'n8n-workflow';
import type { Answer } from '../api/answer';
import { isFinal } from '../api/status';
import { type ErrorKind, type Subject, SwiftiaError, aboutSubject } from '../api/swiftiaError';
import { ticks } from '../time/clock';
import type { Progressing, Track } from './looks/track';

/** Something that ends one day, such as a job or a render, and is waited for. */
export interface Watched<R extends Progressing> {
	/** Names it among all that is waited for: an ID means something to its own account only. */
	key: string;
	/** For messages. */
	subject: Subject & { kind: Track['kind'] };
	/** When it was started, by `ticks`; undefined where that is not known. */
	since: number | undefined;
	/** The last that is known of it. */
	latest: Answer<R>;
	/** When Swiftia gave it last, by `ticks`; undefined while it never has. */
	readAt?: number;
	/** What looks had shown of it before the execution was parked. */
	track?: Track;
	/** Reads it again, and gives up at the deadline, by `ticks`. */
	read: (deadline: number) => Promise<Answer<R>>;
	/** What follows its end while others are still watched; gives what is to be watched from then on. What it throws is its failure. */
	onEnd?: () => Promise<Array<Watched<Progressing>>>;
	/** The file that its end gave. */
	file?: IBinaryData;
	/** What kept it from being read at first. */
	trouble?: unknown;
	/** How often in a row Swiftia said that it does not know it, and since when, by `ticks`. */
	unknown?: { times: number; since: number };
	/** Why it cannot be watched any more. */
	failure?: unknown;
}

/** What tells one record from others. */
export interface WatchedRecord<R extends Progressing>
	extends Pick<Watched<R>, 'subject' | 'since' | 'read' | 'onEnd'> {
	/** Whose it is. */
	account: string;
}

/** What is kept of records while the execution is parked. */
export interface Recall {
	recall<R extends Progressing>(key: string): Partial<Watched<R>>;
}

/** Something to wait for: as it was known when the execution was parked, or else as it was accepted. */
export function watchedOf<R extends Progressing>(
	{ account, ...given }: WatchedRecord<R>,
	record: R,
	memory: Recall,
): Watched<R> {
	const key = `${given.subject.kind} ${account} ${given.subject.id}`;
	return { ...given, key, latest: { record }, ...memory.recall<R>(key) };
}

/** Whether there is still something to wait for. */
export function isOpen({ latest, failure }: Watched<Progressing>): boolean {
	return failure === undefined && !isFinal(latest.record.status);
}

/** Whether it has ended, and was not lost out of sight. */
export function hasEnded({ latest, failure }: Watched<Progressing>): boolean {
	return failure === undefined && isFinal(latest.record.status);
}

/**
 * Reads it once and notes what came of it. Trouble that may pass counts as open; anything else ends the watch.
 *
 * @param keyMayChange whether the credential is opened again before the wait is over, so that a key that is refused may be mended
 */
export async function look<R extends Progressing>(
	watch: Watched<R>,
	deadline: number,
	keyMayChange = false,
): Promise<void> {
	try {
		const { body, ...answer } = await watch.read(deadline);
		// The body of what is open is of no use, and can be large.
		watch.latest = isFinal(answer.record.status) ? { ...answer, body } : answer;
		watch.readAt = ticks();
		watch.unknown = undefined;
	} catch (error) {
		if (countsAsOpen(watch, error, keyMayChange)) watch.trouble ??= error;
		else watch.failure = aboutSubject(error, watch.subject);
	}
}

function countsAsOpen(watch: Watched<Progressing>, error: unknown, keyMayChange: boolean): boolean {
	// Where this execution started it, Swiftia has answered as well.
	const isKnown = watch.readAt !== undefined || watch.since !== undefined;
	if (mayPass(error, isKnown)) return true;
	return isKnown && (isUnknownForAWhile(watch, error) || (keyMayChange && isOf(error, 'keyRefused')));
}

/** What Swiftia gave before, it may not find for a while: so often in a row, and for so many milliseconds. */
const UNKNOWN = { times: 3, lastingMs: 60_000 };

function isOf(error: unknown, kind: ErrorKind): boolean {
	return error instanceof SwiftiaError && error.kind === kind;
}

function isUnknownForAWhile(watch: Watched<Progressing>, error: unknown): boolean {
	if (!isOf(error, 'notFound')) return false;
	const { times, since } = watch.unknown ?? { times: 0, since: ticks() };
	watch.unknown = { times: times + 1, since };
	return times + 1 < UNKNOWN.times || ticks() - since < UNKNOWN.lastingMs;
}

/** Whether what kept it from being read may pass. A page or a redirect may where Swiftia has answered before; where it never has, the address is wrong. */
function mayPass(error: unknown, hasAnswered: boolean): boolean {
	if (!(error instanceof SwiftiaError)) return false;
	if (error.kind === 'notSwiftia' || error.kind === 'redirected') return hasAnswered;
	return !error.permanent;
}

/** Max Wait is over: what was never read has no status to be put out. */
export function giveUpUnseen(watch: Watched<Progressing>): void {
	if (isOpen(watch) && watch.readAt === undefined) watch.failure = unseen(watch);
}

/** Why an item has no status after Max Wait. */
function unseen({ subject, trouble }: Pick<Watched<Progressing>, 'subject' | 'trouble'>): SwiftiaError {
	const { kind, id, of } = subject;
	const cause = trouble instanceof SwiftiaError ? trouble : undefined;
	return new SwiftiaError(
		cause?.kind ?? 'unreachable',
		`Max Wait passed before Swiftia showed the status of ${kind} ${id}${of === undefined ? '' : ` of ${of}`}: ${cause?.message ?? 'no answer came in time'}`,
		`${cause?.hint ?? ''} To keep waiting, pass the ID to Wait for ${kind} completion.`.trim(),
	);
}
