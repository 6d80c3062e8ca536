import type { Answer } from './answer';
import { readFailure, readFailureCode } from './errorBody';
import { idField } from './id';
import { type JsonObject, type JsonValue, asObject, isObject, numberField, textField } from './json';
import { type Short, type ShortAnswer, readShorts } from './short';
import { type Status, readStatus, toPercent } from './status';
import type { Subject } from './swiftiaError';
import { type OfVideo, ofVideo } from './video';

/** A job, the same whichever API generation answered. */
export interface Job extends OfVideo {
	jobId: string;
	status: Status;
	title: string;
	/** 0-100. */
	progress: number | null;
	/** In the account's credits; null until the job has ended. */
	cost: number | null;
	createdAt: string | null;
	shortsCount: number;
	shorts: Short[];
	/** Why a job FAILED, as far as Swiftia says; null otherwise. */
	failureReason: string | null;
	/** The code beside it, as far as Swiftia says. */
	failureCode: string | null;
	/** What is said in the video, in the API's own form, which is not documented; missing unless asked for. */
	transcription?: JsonValue;
}

/** What is known of a job from elsewhere: its ID at least. */
export type KnownJob = Pick<Job, 'jobId'> & Partial<Pick<Job, 'videoId'>>;

/** What is wanted of a job beside its record, since it can be large. */
export interface JobExtras {
	/** The API's own bodies of the job and of its shorts. */
	keepBody?: boolean;
	includeTranscription?: boolean;
}

/** A job with its shorts as the API gave them. */
export interface JobAnswer extends Answer<Job> {
	shorts: ShortAnswer[];
}

/** The ID of a job, on create, on read and in a callback: `jobId` or `id` by generation (Swiftia docs, post-job and get-job); empty if there is none. */
export function readJobId(body: JsonValue): string {
	return idField(asObject(body), 'jobId', 'id');
}

/**
 * Reads the body of GET job in any generation (Swiftia docs, get-job).
 *
 * @param known the job that was asked for; its ID is used where the answer names none
 * @returns undefined for a body that is no job, or another one than the one that was asked for
 */
export function readJob(
	body: JsonValue,
	known: KnownJob,
	{ keepBody = true, includeTranscription = false }: JobExtras = {},
): JobAnswer | undefined {
	if (!isObject(body)) return undefined;
	const named = readJobId(body);
	if (named === '' ? !looksLikeJob(body) : named !== known.jobId) return undefined;
	const shorts = readShorts(body, known, keepBody);
	const record = {
		...jobRecord(
			body,
			known,
			shorts.map((short) => short.record),
		),
		...(includeTranscription && { transcription: readTranscription(body) }),
	};
	return { record, shorts, ...(keepBody && { body }) };
}

/** The transcript of the whole video: `data.transcription`, an object (Swiftia docs, get-job); null where there is none. */
function readTranscription({ data }: JsonObject): JsonValue {
	return asObject(data).transcription ?? null;
}

// Every documented body names its job; one that does not is taken for a job by what only jobs have.
function looksLikeJob({ status, data, shorts }: JsonObject): boolean {
	return typeof status === 'string' || isObject(data) || Array.isArray(shorts);
}

/** A job that was accepted and not read yet. */
export function acceptedJob(known: KnownJob): Job {
	return jobRecord({}, known, []);
}

/** A job within a sentence: its ID, and its video where that is known. */
export function jobInWords({ jobId, videoId }: KnownJob): string {
	return videoId ? `job ${jobId} of video ${videoId}` : `job ${jobId}`;
}

/** What an error is about that concerns this job. */
export function aboutJob({ jobId, videoId }: KnownJob): Subject & { kind: 'job' } {
	return { kind: 'job', id: jobId, ...(videoId && { of: `video ${videoId}` }) };
}

/** The same at the begin of a sentence. */
export function jobName(job: KnownJob): string {
	return jobInWords(job).replace('job', 'Job');
}

function jobRecord(raw: JsonObject, { jobId, videoId }: KnownJob, shorts: Short[]): Job {
	const status = readStatus(textField(raw, 'status'));
	const hasFailed = status === 'FAILED';
	return {
		jobId,
		status,
		title: textField(raw, 'title', 'name'),
		...ofVideo(videoId),
		progress: toPercent(numberField(raw, 'progress')) ?? (status === 'COMPLETED' ? 100 : null),
		cost: numberField(raw, 'cost'),
		createdAt: textField(raw, 'createdAt') || null,
		shortsCount: shorts.length,
		shorts,
		failureReason: hasFailed ? readFailure(raw) : null,
		failureCode: hasFailed ? readFailureCode(raw) : null,
	};
}
