import type { ApiProfile } from './profile.mts';
import { olderRender } from './render.mts';

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
		...(job.failureReason !== undefined && { message: job.failureReason }),
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
				transcription: {},
			},
		}),
	}),
};
