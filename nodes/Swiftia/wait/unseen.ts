import { SwiftiaError } from '../api/swiftiaError';
import type { Progressing } from './looks/track';
import { type Watched, isOpen } from './watched';

/** Status of what parks and was not read yet: n8n's own timer may put it out. */
export const UNSEEN = 'UNKNOWN';

/**
 * Why an item has no status after Max Wait.
 *
 * @param trouble what kept it from being read, where something did
 */
export function unseen({ kind, id, of }: Watched<Progressing>['subject'], trouble: unknown): SwiftiaError {
	const cause = trouble instanceof SwiftiaError ? trouble : undefined;
	return new SwiftiaError(
		cause?.kind ?? 'unreachable',
		`Max Wait passed before Swiftia showed the status of ${kind} ${id}${of === undefined ? '' : ` of ${of}`}: ${cause?.message ?? 'no answer came in time'}`,
		`${cause?.hint ?? ''} To keep waiting, pass the ID to Wait for ${kind} completion.`.trim(),
	);
}

/** Max Wait is over: what was never read has no status to be put out. */
export function giveUpUnseen(watch: Watched<Progressing>): void {
	if (isOpen(watch) && watch.readAt === undefined) watch.failure = unseen(watch.subject, watch.trouble);
}

/** Notes by ID what keeps a parked record from being read. */
export async function noting<R>(troubles: Map<string, unknown>, id: string, reading: Promise<R>): Promise<R> {
	return await reading.catch(async (error: unknown) => {
		troubles.set(id, error);
		return await Promise.reject(error);
	});
}

/** The record as it parks. */
export function recordToPark<R extends Progressing>({ latest, readAt }: Watched<R>): R {
	return readAt === undefined ? { ...latest.record, status: UNSEEN } : latest.record;
}
