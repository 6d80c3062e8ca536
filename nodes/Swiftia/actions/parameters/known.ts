import { toId } from '../../api/id';
import type { KnownJob } from '../../api/job';
import { type JsonObject, numberField } from '../../api/json';
import type { KnownRender } from '../../api/render';
import { namedVideo } from '../../api/video';
import type { Parameters } from './parameters';

/** What the item says of a job: the video, which the API does not tell. An item of another job says nothing. */
export function knownJob(parameters: Parameters, jobId: string): KnownJob {
	const item = parameters.json as JsonObject;
	return toId(item.jobId) === jobId ? { jobId, videoId: namedVideo(item) } : { jobId };
}

/** What the item says of a render: the short that it shows, which the API does not tell. An item of another render says nothing. */
export function knownRender(parameters: Parameters, renderId: string): KnownRender {
	const item = parameters.json as JsonObject;
	if (toId(item.renderId) !== renderId) return { renderId };
	return {
		renderId,
		jobId: toId(item.jobId) ?? null,
		videoId: namedVideo(item),
		shortId: toId(item.shortId) ?? null,
		title: textOf(item.title),
		text: textOf(item.text),
		reason: textOf(item.reason),
		duration: numberField(item, 'duration'),
		fileName: textOf(item.fileName) || null,
	};
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
