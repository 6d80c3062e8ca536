import type { Job } from '../../api/job';
import { SwiftiaError } from '../../api/swiftiaError';

/**
 * Checks that a job which was just read has its shorts.
 *
 * @param purpose what its shorts are needed for, such as "be rendered"
 * @throws SwiftiaError (unusable) for a job that failed or is not completed
 */
export function requireCompleted({ jobId, status, failureReason }: Job, purpose: string): void {
	if (status === 'COMPLETED') return;
	throw status === 'FAILED'
		? new SwiftiaError(
				'unusable',
				`Job ${jobId} did not succeed and cannot ${purpose}: ${failureReason}`,
				'Start a new job with Job: Create.',
			)
		: new SwiftiaError(
				'unusable',
				`Job ${jobId} is not completed and cannot ${purpose} yet: its status is ${status}`,
				'Put Job: Wait for Completion before this node, or give it more time. Render: Create can wait for it by itself.',
			);
}
