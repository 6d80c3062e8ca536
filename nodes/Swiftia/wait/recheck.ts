import type { JobAnswer } from '../api/job';
import { isFinal } from '../api/status';
import { SwiftiaError } from '../api/swiftiaError';
import { pause } from '../transport/pause';
import { RECHECKS } from './parkPlan';

/** Milliseconds from one look to the next where no watchdog will call again. */
const PATIENT_RECHECKS = [...RECHECKS, 60_000, 300_000];

/**
 * Reads a job that is said to have ended until it has, a few times at growing intervals. Trouble on the way counts as open.
 *
 * @returns the ended job, or undefined if it is still open at the last look
 * @throws SwiftiaError if Swiftia refuses to give the job, or what the last look threw
 */
export async function readEnded(read: () => Promise<JobAnswer>): Promise<JobAnswer | undefined> {
	for (const wait of PATIENT_RECHECKS) {
		const job = await read().catch(openUnlessRefused);
		if (job && isFinal(job.record.status)) return job;
		await pause(wait);
	}
	const job = await read();
	return isFinal(job.record.status) ? job : undefined;
}

async function openUnlessRefused(error: unknown): Promise<undefined> {
	if (error instanceof SwiftiaError && !error.permanent) return undefined;
	return await Promise.reject(error);
}
