import type { SimulatedJob, SimulatedShort } from '../records.mts';
import { g3 } from './g3.mts';
import type { ApiProfile } from './profile.mts';

/** Short ids are numbers, because the client writes them into the JSON of a render request without quotes. */
const shortId = ({ number }: SimulatedShort) => number;

// The headline of a short and its times, which the client does not read, are as in the newest documents.
const short = ({ number, title, text, reason, start, end }: SimulatedShort) => ({
	id: number,
	content: title,
	text,
	...(reason && { reason }),
	startTime: start,
	endTime: end,
});

function job(record: SimulatedJob): object {
	const { status, shorts } = record;
	return { ...g3.job(record), ...(status === 'COMPLETED' && { data: { shorts: shorts.map(short) } }) };
}

/**
 * What a client was seen to use in April 2025, the public n8n template for Swiftia (GitHub, mismai-li/n8n-youtube-to-shorts-workflow,
 * commit baffc07): `id` from both job calls; the job's `title` and `status`; in `data.shorts` a number as `id`, `text` and `reason`; the
 * fields `id`, `target` and `options` or `preset` to start a render; `type` done or error and `url` of a render. What it does not
 * show (rate headers, queue, brand presets, costs, progress) is as in the newest documented generation.
 */
export const apr2025: ApiProfile = { ...g3, shortId, job };
