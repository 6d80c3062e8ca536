import { type JsonObject, type JsonValue, asObjects, asObject, id, number, text } from './json';

/** One short of a job, the same whichever API generation answered. */
export interface Short {
	jobId: string;
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

/** The shorts of a job's body as they stand there: under `data` in most generations, at the top level in the how-to article (Swiftia docs, get-job). */
export function rawShorts(body: JsonValue): JsonObject[] {
	const job = asObject(body);
	const inData = asObjects(asObject(job.data).shorts);
	return inData.length > 0 ? inData : asObjects(job.shorts);
}

function readShort(raw: JsonObject, jobId: string): Short {
	const startTime = number(raw, 'startTime', 'start');
	const endTime = number(raw, 'endTime', 'end');
	return {
		jobId,
		shortId: id(raw, 'id', 'shortId'),
		title: text(raw, 'title', 'content'),
		text: text(raw, 'text'),
		reason: text(raw, 'reason'),
		startTime,
		endTime,
		duration: startTime === null || endTime === null ? null : Math.round((endTime - startTime) * 1000) / 1000,
		cropFileUrl: text(raw, 'cropFileUrl') || null,
	};
}

/** The shorts of a job's body, in the API's order (Swiftia docs, get-job). */
export function readShorts(body: JsonValue, jobId: string): Short[] {
	return rawShorts(body).map((raw) => readShort(raw, jobId));
}

/** What a render request names the short by: the job's own id for it, with the JSON type it has there (Swiftia docs, post-render). */
export function readTarget(body: JsonValue, shortId: string): string | number | undefined {
	const raw = rawShorts(body).find((short) => id(short, 'id', 'shortId') === shortId);
	const target = raw?.id ?? raw?.shortId;
	return typeof target === 'string' || typeof target === 'number' ? target : undefined;
}
