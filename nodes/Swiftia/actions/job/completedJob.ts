import { type Job, jobName } from '../../api/job';
import { SwiftiaError } from '../../api/swiftiaError';

/** Words of causes that another job for the same video meets again, and of those that may pass although they sound like one. */
const LASTING =
	/private|member|\bage\b|sign.?in|removed|deleted|blocked|unavailable|not.(found|available|supported)|unsupported|invalid|\blive|upcoming|premiere|region|country|copyright|exceed|too.(long|short)|no.(speech|audio)/i;
const PASSING = /tempora|serv|internal|time|later|again/i;

/** What to do about a failed job. */
function wayOut({ failureReason, failureCode }: Job): string {
	const cause = `${failureReason} ${failureCode}`;
	return LASTING.test(cause) && !PASSING.test(cause)
		? 'Remove the cause first: until then, a new job would fail too.'
		: 'Once the cause is gone, create a new job for the video; it costs again.';
}

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
				wayOut(job) + (isOneOfSeveral ? FOR_OTHERS : ''),
			)
		: new SwiftiaError(
				'unusable',
				`${name} is not completed and cannot ${purpose} yet: its status is ${status}`,
				'Add Wait for job completion before this node, or raise its Max Wait.',
			);
}
