import { type Job, jobName } from '../../api/job';
import { SwiftiaError } from '../../api/swiftiaError';

/** Which causes pass, Swiftia's free words do not tell for sure. */
const NEW_JOB = 'A new job costs again, and fails again unless the cause is gone.';
const FOR_OTHERS =
	' For the other videos, set On Error in Settings to Continue, save, and retry with the currently saved workflow: nothing is paid for twice.';

/**
 * Checks that a job which was just read has its shorts.
 *
 * @param purpose what its shorts are needed for, such as "be rendered"
 * @param isOneOfSeveral whether its failure keeps other videos back
 * @throws SwiftiaError (unusable) for a job that failed or is not completed
 */
export function requireCompleted(job: Job, purpose: string, isOneOfSeveral = false): void {
	const { status, failureReason } = job;
	if (status === 'COMPLETED') return;
	const name = jobName(job);
	throw status === 'FAILED'
		? new SwiftiaError(
				'unusable',
				`${name} failed and cannot ${purpose}: ${failureReason}`,
				NEW_JOB + (isOneOfSeveral ? FOR_OTHERS : ''),
			)
		: new SwiftiaError(
				'unusable',
				`${name} is not completed and cannot ${purpose} yet: its status is ${status}`,
				'Add Wait for job completion before this node, or raise its Max Wait.',
			);
}
