import { type Job, jobName } from '../../api/job';
import { SwiftiaError } from '../../api/swiftiaError';

/**
 * Checks that a job which was just read has its shorts.
 *
 * @param purpose what its shorts are needed for, such as "be rendered"
 * @throws SwiftiaError (unusable) for a job that failed or is not completed
 */
export function requireCompleted(job: Job, purpose: string): void {
	const { status, failureReason } = job;
	if (status === 'COMPLETED') return;
	const name = jobName(job);
	throw status === 'FAILED'
		? new SwiftiaError(
				'unusable',
				`${name} did not succeed and cannot ${purpose}: ${failureReason}`,
				'Start a new job for its video with Create job. For the other videos, set On Error in Settings to Continue, save, and retry this execution with the currently saved workflow: nothing is paid for twice.',
			)
		: new SwiftiaError(
				'unusable',
				`${name} is not completed and cannot ${purpose} yet: its status is ${status}`,
				'Add a Wait for job completion node before this one, or raise its Max Wait. Render shorts also waits for the job if its Wait for Completion is on.',
			);
}
