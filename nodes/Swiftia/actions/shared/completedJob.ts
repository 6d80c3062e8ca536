import { BadInput } from '../../api/badInput';
import { type Job, readJob } from '../../api/job';
import type { JsonValue } from '../../api/json';

/**
 * A job that was just read and whose shorts are needed.
 *
 * @param purpose what its shorts are needed for, such as "be rendered"
 * @throws BadInput for a job that failed or is not completed
 */
export function completedJob(body: JsonValue, jobId: string, purpose: string): Job {
	const job = readJob(body, jobId);
	if (job.status === 'FAILED') {
		throw new BadInput(
			`Job ${jobId} did not succeed and cannot ${purpose}: ${job.failureReason}`,
			'Start a new job with Job: Create.',
		);
	}
	if (job.status !== 'COMPLETED') {
		throw new BadInput(
			`Job ${jobId} is not completed and cannot ${purpose} yet: its status is ${job.status}`,
			'Put Job: Wait for Completion before this node, or give it more time.',
		);
	}
	return job;
}
