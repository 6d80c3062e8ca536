import type { JobAnswer } from '../api/job';
import { isFinal } from '../api/status';
import { SwiftiaError } from '../api/swiftiaError';
import { pause } from '../time/pause';
import type { CallsAgain } from './callsAgain';

/** Milliseconds from one look to the next: a callback may come before the API shows the end. */
const BREAKS = [2_000, 5_000, 15_000, 60_000, 300_000];
/** Milliseconds between two looks, however many call. */
const LEAST_BREAK = Math.min(...BREAKS);

/**
 * Reads a job that is said to have ended until it has, a few times at growing intervals. Trouble on the way counts as open. Who says
 * so again has it looked at soon, and as often again: the first may have said so too early.
 *
 * @returns the ended job, or undefined if it is still open at the last look
 * @throws SwiftiaError if Swiftia refuses to give the job, or what the last look threw
 */
export async function readEnded(
	read: () => Promise<JobAnswer>,
	callsAgain: CallsAgain,
): Promise<JobAnswer | undefined> {
	for (let looks = 0; looks < BREAKS.length; looks++) {
		const isCalled = callsAgain.lookBegins();
		const job = await read().catch(openUnlessRefused);
		if (job && isFinal(job.record.status)) return job;
		await rest(BREAKS[looks]!, isCalled);
		if (isCalled.aborted) looks = -1;
	}
	callsAgain.lookBegins();
	const job = await read();
	if (isFinal(job.record.status)) return job;
	if (!callsAgain.wereMade) return undefined;
	await pause(LEAST_BREAK);
	return await readEnded(read, callsAgain);
}

async function rest(milliseconds: number, isCalled: AbortSignal): Promise<void> {
	await pause(LEAST_BREAK);
	if (milliseconds > LEAST_BREAK) await pause(milliseconds - LEAST_BREAK, isCalled);
}

async function openUnlessRefused(error: unknown): Promise<undefined> {
	if (error instanceof SwiftiaError && !error.permanent) return undefined;
	return await Promise.reject(error);
}
