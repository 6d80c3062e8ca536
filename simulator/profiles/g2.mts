import type { SimulatedJob } from '../records.mts';
import type { ApiProfile } from './profile.mts';
import { olderRender } from './render.mts';

function job(record: SimulatedJob): object {
	const ended = record.status === 'COMPLETED';
	return {
		id: record.id,
		title: `Video ${record.videoId}`,
		status: record.status,
		source: 'API',
		progress: record.progress,
		cost: ended ? 0.93 : null,
		costBreakDown: ended ? { shortGen: 0.205, youtubeProcessing: 0.72 } : null,
		...(record.failureReason !== undefined && { message: record.failureReason }),
		...(ended && {
			data: {
				shorts: record.shorts.map(({ number, title, text, start, end }) => ({
					id: `short_id_${number}`,
					content: title,
					text,
					startTime: start,
					endTime: end,
				})),
			},
		}),
	};
}

/** The second generation: `id`, `progress`, costs, textual short ids with `content`. */
export const g2: ApiProfile = {
	createdStatus: 201,
	brandPresets: false,
	rateHeaders: true,
	jobReferences: ['id'],
	created: ({ id }) => ({ id }),
	shortId: ({ number }) => `short_id_${number}`,
	render: olderRender,
	job,
};
