import { type JsonValue, asObject, id, number, text } from './json';
import { type Short, readShorts } from './short';
import { type Status, readStatus } from './status';

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

/** The id of a job, on create and on read: `jobId` or `id` by generation (Swiftia docs, post-job and get-job); empty if there is none. */
export function readJobId(body: JsonValue): string {
	return id(asObject(body), 'jobId', 'id');
}

/**
 * Reads the body of GET job in any generation (Swiftia docs, get-job).
 *
 * @param body the API's answer
 * @param jobId the id that was asked for, used where the answer names none
 */
export function readJob(body: JsonValue, jobId: string): Job {
	const raw = asObject(body);
	const status = readStatus(text(raw, 'status'));
	const shorts = readShorts(raw, readJobId(raw) || jobId);
	return {
		jobId: readJobId(raw) || jobId,
		status,
		title: text(raw, 'title', 'name'),
		progress: number(raw, 'progress') ?? (status === 'COMPLETED' ? 100 : null),
		cost: number(raw, 'cost'),
		createdAt: text(raw, 'createdAt') || null,
		shortsCount: shorts.length,
		shorts,
		failureReason: status === 'FAILED' ? readFailure(raw) : null,
	};
}

// No generation documents where the reason of a failed job stands, so the two names used for every other message are tried.
function readFailure(raw: ReturnType<typeof asObject>): string {
	return text(raw, 'message', 'error') || text(asObject(raw.error), 'message') || 'Swiftia gave no reason';
}
