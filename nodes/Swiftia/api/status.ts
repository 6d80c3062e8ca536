/** How far a job or a render is. A word that Swiftia adds one day is passed on as it came. */
export type Status = 'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED' | (string & {});

/** The words that the docs show (Swiftia docs, get-job). */
export const STATUSES = ['QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED'];

/** Whether nothing more will happen to it (Swiftia docs, get-job: COMPLETED and FAILED end a job). */
export function isFinal(status: Status): boolean {
	return status === 'COMPLETED' || status === 'FAILED';
}

/** The API's word in capitals; PROCESSING where it sent none, since only a named end is an end. */
export function readStatus(word: string): Status {
	return word.trim().toUpperCase() || 'PROCESSING';
}

/** A progress of 0-100, cut to that range and to a tenth; null where none is known. */
export function toPercent(value: number | null): number | null {
	return value === null ? null : Math.round(Math.min(100, Math.max(0, value)) * 10) / 10;
}
