import { acceptedJob } from '../../../../nodes/Swiftia/api/job.js';
import { requireCompleted } from '../../../../nodes/Swiftia/actions/job/completedJob.js';
import { thrownBy } from '../../thrownBy.mts';

const failed = (failureReason: string, failureCode: string | null = null) => ({
	...acceptedJob({ jobId: 'j', videoId: 'dQw4w9WgXcQ' }),
	status: 'FAILED',
	failureReason,
	failureCode,
});
const hintOf = (job: ReturnType<typeof failed>, isOneOfSeveral = false): string =>
	(thrownBy(() => requireCompleted(job, 'be rendered', isOneOfSeveral)) as { hint: string }).hint;

it.each([
	'The video is private',
	'PRIVATE_VIDEO',
	'This video is available to members only',
	'Join this channel to get access to members-only content',
	'The video is age-restricted',
	'Sign in to confirm your age',
	'This video has been removed by the uploader',
	'The video was deleted',
	'Video unavailable',
	'The video is a live stream',
	'This live event has not started',
	'Premieres in 3 hours: the premiere is upcoming',
	'Not available in your country',
	'Blocked in this region',
	'Blocked on copyright grounds',
	'The video is too long',
	'Video is too short to cut',
	'The video exceeds the maximum length',
	'No speech was found',
	'The video has no audio track',
	'Video not found',
	'Unsupported video format',
	'The language is not supported',
	'Invalid video',
])('Nobody is advised to start a job again where "%s"', (reason) =>
	expect(hintOf(failed(reason))).toBe('Remove the cause first: until then, a new job would fail too.'),
);

it.each([
	'Swiftia gave no reason',
	'Something went wrong',
	'Service unavailable',
	'The video is temporarily unavailable',
	'Not available right now, try again later',
	'Internal server error',
	'The download timed out',
	'Delivery failed',
])('That the cause may have passed is said where "%s"', (reason) =>
	expect(hintOf(failed(reason))).toBe(
		'Once the cause is gone, create a new job for the video; it costs again.',
	),
);

it('The code tells of a cause as well', () =>
	expect(hintOf(failed('Swiftia gave no reason', 'VIDEO_PRIVATE'))).toContain('would fail too'));

it('Other videos are spoken of where there are any', () => {
	const job = failed('The video is private');
	expect(hintOf(job, true)).toContain('For the other videos, set On Error');
	expect(hintOf(job)).not.toContain('other videos');
});
