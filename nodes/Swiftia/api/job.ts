import type { Answer } from './answer';
import { readFailure } from './failure';
import { idField } from './id';
import { type JsonObject, type JsonValue, asObject, isObject, numberField, textField } from './json';
import { type Short, type ShortAnswer, readShorts } from './short';
import { type Status, readStatus, toPercent } from './status';

/** A job, the same whichever API generation answered. */
export interface Job {
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
 * @param jobId the ID that was asked for, used where the answer names none
 * @param keepBody whether the body and those of its shorts are wanted
 * @returns undefined for a body that is no job, or another one than the one that was asked for
 */
export function readJob(body: JsonValue, jobId: string, keepBody = true): JobAnswer | undefined {
	if (!isObject(body)) return undefined;
	const named = readJobId(body);
	if (named === '' ? !looksLikeJob(body) : named !== jobId) return undefined;
	const shorts = readShorts(body, jobId, keepBody);
	const record = jobRecord(
		body,
		jobId,
		shorts.map((short) => short.record),
	);
	return { record, shorts, ...(keepBody && { body }) };
}

// Every documented body names its job; one that does not is taken for a job by what only jobs have.
function looksLikeJob({ status, data, shorts }: JsonObject): boolean {
	return typeof status === 'string' || isObject(data) || Array.isArray(shorts);
}

/** A job that was accepted and not read yet. */
export function acceptedJob(jobId: string): Job {
	return jobRecord({}, jobId, []);
}

function jobRecord(raw: JsonObject, jobId: string, shorts: Short[]): Job {
	const status = readStatus(textField(raw, 'status'));
	return {
		jobId,
		status,
		title: textField(raw, 'title', 'name'),
		progress: toPercent(numberField(raw, 'progress')) ?? (status === 'COMPLETED' ? 100 : null),
		cost: numberField(raw, 'cost'),
		createdAt: textField(raw, 'createdAt') || null,
		shortsCount: shorts.length,
		shorts,
		failureReason: status === 'FAILED' ? readFailure(raw) : null,
	};
}
