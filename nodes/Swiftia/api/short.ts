import type { Answer } from './answer';
import { idField, toId } from './id';
import { type OfVideo, ofVideo } from './video';
import { type JsonObject, type JsonValue, asObject, asObjects, numberField, textField } from './json';

/** One short of a job, the same whichever API generation answered. */
export interface Short extends OfVideo {
	jobId: string;
	/** Empty where Swiftia gave none that could be used; such a short cannot be rendered. */
	shortId: string;
	title: string;
	/** What is said in it. */
	text: string;
	/** Why Swiftia chose it; empty for a short that the user defined. */
	reason: string;
	/** Seconds into the source video. */
	startTime: number | null;
	/** Seconds into the source video. */
	endTime: number | null;
	/** Seconds. */
	duration: number | null;
	cropFileUrl: string | null;
}

/** A short as the job gave it. */
export interface ShortAnswer extends Answer<Short> {
	/** What a render request names the short by: the job's own ID, with the JSON type it has there (Swiftia docs, post-render). */
	target: string | number | undefined;
}

/** The shorts of a job's body, in the API's order: under `data` in most generations, at the top level in the how-to article (Swiftia docs, get-job). */
export function readShorts(
	body: JsonValue,
	known: Pick<Short, 'jobId'> & Partial<Pick<Short, 'videoId'>>,
	keepBody = true,
): ShortAnswer[] {
	const job = asObject(body);
	const inData = asObjects(asObject(job.data).shorts);
	const raw = inData.length > 0 ? inData : asObjects(job.shorts);
	return raw.map((short) => ({
		record: { jobId: known.jobId, ...ofVideo(known.videoId), ...readShort(short) },
		target: readTarget(short),
		...(keepBody && { body: short }),
	}));
}

function readShort(raw: JsonObject): Omit<Short, 'jobId' | keyof OfVideo> {
	const startTime = numberField(raw, 'startTime', 'start');
	const endTime = numberField(raw, 'endTime', 'end');
	return {
		shortId: idField(raw, 'id', 'shortId'),
		title: textField(raw, 'title', 'content'),
		text: textField(raw, 'text'),
		reason: textField(raw, 'reason'),
		startTime,
		endTime,
		duration: startTime === null || endTime === null ? null : Math.round((endTime - startTime) * 1000) / 1000,
		cropFileUrl: textField(raw, 'cropFileUrl') || null,
	};
}

function readTarget({ id, shortId }: JsonObject): string | number | undefined {
	const target = toId(id) === undefined ? shortId : id;
	const isUsable = toId(target) !== undefined && (typeof target === 'string' || typeof target === 'number');
	return isUsable ? target : undefined;
}
