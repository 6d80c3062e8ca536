import type { ApiProfile } from './profile.mts';
import { olderRender } from './render.mts';

/** The how-to article's own, simpler form: shorts at the top level with `start` and `end`. Its render step is not readable: either job reference is taken, and a render reads as in the older generations. */
export const kb: ApiProfile = {
	createdStatus: 200,
	brandPresets: false,
	rateHeaders: true,
	jobReferences: ['id', 'jobId'],
	created: ({ id, status }) => ({ jobId: id, status }),
	shortId: ({ number }) => String(number),
	render: olderRender,
	job: (job) => ({
		id: job.id,
		status: job.status,
		...(job.failureReason !== undefined && { message: job.failureReason }),
		...(job.status === 'COMPLETED' && {
			shorts: job.shorts.map(({ number, title, start, end }) => ({
				id: String(number),
				title,
				start,
				end,
			})),
		}),
	}),
};
