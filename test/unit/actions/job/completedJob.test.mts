import { acceptedJob } from '../../../../nodes/Swiftia/api/job.js';
import { requireCompleted } from '../../../../nodes/Swiftia/actions/job/completedJob.js';
import { thrownBy } from '../../thrownBy.mts';

const failed = (failureReason: string) => ({
	...acceptedJob({ jobId: 'j', videoId: 'dQw4w9WgXcQ' }),
	status: 'FAILED',
	failureReason,
});
const hintOf = (job: ReturnType<typeof failed>, isOneOfSeveral = false): string =>
	(thrownBy(() => requireCompleted(job, 'be rendered', isOneOfSeveral)) as { hint: string }).hint;

it.each(['The video is private', 'Swiftia gave no reason', 'Internal server error'])(
	'Nobody is advised to start another job where "%s", since Swiftia’s words do not tell which causes pass',
	(reason) =>
		expect(hintOf(failed(reason))).toBe('A new job costs again, and fails again unless the cause is gone.'),
);

it('Other videos are spoken of where there are any', () => {
	const job = failed('The video is private');
	expect(hintOf(job, true)).toContain('For the other videos, set On Error');
	expect(hintOf(job)).not.toContain('other videos');
});
