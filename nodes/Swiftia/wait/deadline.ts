/**
 * Seconds that n8n is parked beyond the user's limit. n8n arms its own timer up to 70 s ahead and a resume by webhook does not
 * disarm it; in this margin no bell resumes, so the two cannot meet.
 */
const MARGIN = 75;

/** The user's limit, epoch milliseconds. */
export function deadlineIn(minutes: number): number {
	return Date.now() + minutes * 60_000;
}

/** When n8n itself ends the wait of a park. */
export function parkedUntil(deadline: number): Date {
	return new Date(deadline + MARGIN * 1000);
}
