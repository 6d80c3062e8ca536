import type { SimulatedJob } from '../records.mts';
import type { ApiProfile } from './profile.mts';
import { olderRender } from './render.mts';

/** Why a job failed: an object `error` (Swiftia docs, jobs), whose `message` a client was seen to show. Its `code` is not documented: a general one stands in. */
const errorOf = ({ failureReason = 'The job failed' }: SimulatedJob) => ({
	message: failureReason,
	code: 'INTERNAL_SERVER_ERROR',
});

/** The transcript, an object whose inner form is not documented (Swiftia docs, jobs and get-job): this one is made up. */
const transcriptionOf = ({ shorts }: SimulatedJob) => ({
	language: 'en',
	segments: shorts.map(({ text, start, end }) => ({ text, start, end })),
});

/** The first generation: `jobId`, `createdAt` without milliseconds, numeric short ids, the transcript. */
export const g1: ApiProfile = {
	createdStatus: 200,
	brandPresets: false,
	rateHeaders: false,
	// Two pages of this generation disagree (Swiftia docs, post-render and rendering).
	jobReferences: ['id', 'jobId'],
	created: ({ id }) => ({ jobId: id }),
	shortId: ({ number }) => number,
	render: olderRender,
	job: (job) => ({
		jobId: job.id,
		status: job.status,
		createdAt: job.createdAt.replace(/\.\d+Z$/, 'Z'),
		...(job.status === 'FAILED' && { error: errorOf(job) }),
		...(job.status === 'COMPLETED' && {
			cost: 0.41,
			data: {
				shorts: job.shorts.map(({ number, title, text, reason, start, end }) => ({
					id: number,
					title,
					...(reason && { reason }),
					text,
					startTime: start,
					endTime: end,
					startId: reason ? number * 10 : null,
					endId: reason ? number * 10 + 9 : null,
					cropFileUrl: `https://storage.example.com/${job.id}/${number}.json`,
				})),
				transcription: transcriptionOf(job),
			},
		}),
	}),
};
