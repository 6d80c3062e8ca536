import type { JsonValue } from '../api/json';
import { readJob } from '../api/job';
import { isFinal } from '../api/status';
import { isLastWord } from '../transport/explain';
import { pause } from '../transport/pause';

/** Milliseconds from a look that found a rung job open to the next: a callback may come before the API shows the end. */
export const LOOKS_AGAIN = [2_000, 5_000, 15_000];
/** The same where no watcher will ring again. */
const PATIENT_LOOKS = [...LOOKS_AGAIN, 60_000, 300_000];

/**
 * Reads a job that is said to have ended until it has, a few times at growing intervals. Trouble on the way counts as open.
 *
 * @returns the body of the ended job, or undefined if it is still open at the last look
 * @throws NodeApiError if Swiftia refuses to give the job, or what the last look threw
 */
export async function readEnded(read: () => Promise<JsonValue>): Promise<JsonValue | undefined> {
	for (const wait of PATIENT_LOOKS) {
		const body = await read().catch(openUnlessRefused);
		if (hasEnded(body)) return body;
		await pause(wait);
	}
	const body = await read();
	return hasEnded(body) ? body : undefined;
}

const hasEnded = (body: JsonValue) => isFinal(readJob(body, '').status);

async function openUnlessRefused(error: unknown): Promise<null> {
	return isLastWord(error) ? await Promise.reject(error) : null;
}
