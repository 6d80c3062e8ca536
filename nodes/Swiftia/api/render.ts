import { type JsonObject, type JsonValue, asObject, id, number, text } from './json';
import type { Status } from './status';

/** A render, the same whichever API generation answered. */
export interface Render {
	renderId: string;
	jobId: string | null;
	shortId: string | null;
	title: string | null;
	status: Status;
	/** 0-100. */
	progress: number | null;
	/** Place in Swiftia's queue, the lowest starts first; null when not queued. */
	queuePosition: number | null;
	/** Where the MP4 is, once the render is COMPLETED. */
	url: string | null;
	/** Bytes. */
	fileSize: number | null;
	/** Why a render FAILED; null otherwise. */
	failureReason: string | null;
}

/** The id in the answer of POST render (Swiftia docs, post-render); empty if there is none. */
export function readRenderId(body: JsonValue): string {
	return id(asObject(body), 'renderId', 'id');
}

/** Whether the body tells of a failed render. Such a body can come with an HTTP status of 500 (Swiftia docs, get-render). */
export function isFailedRender(body: JsonValue): boolean {
	const raw = asObject(body);
	if (text(raw, 'type') !== '') return readRenderStatus(raw) === 'FAILED';
	return text(raw, 'code') === 'RENDERING_ERROR' || text(raw, 'status').toUpperCase() === 'FAILED';
}

/**
 * Reads the body of GET render in any generation (Swiftia docs, get-render). `progress` is a fraction there; here it is 0-100.
 *
 * @param body the API's answer
 * @param known what is known of the render from elsewhere: its id at least
 */
export function readRender(body: JsonValue, known: Pick<Render, 'renderId'> & Partial<Render>): Render {
	const raw = asObject(body);
	const status = readRenderStatus(raw);
	const fraction = number(raw, 'progress');
	return {
		renderId: known.renderId,
		jobId: known.jobId ?? null,
		shortId: known.shortId ?? null,
		title: known.title ?? null,
		status,
		progress: status === 'COMPLETED' ? 100 : fraction === null ? null : Math.round(fraction * 1000) / 10,
		queuePosition: number(raw, 'queuePosition'),
		url: text(raw, 'url') || null,
		fileSize: number(raw, 'size'),
		failureReason: status === 'FAILED' ? text(raw, 'message', 'error') || 'Swiftia gave no reason' : null,
	};
}

/** A render that was accepted and not read yet. */
export function acceptedRender(known: Pick<Render, 'renderId' | 'jobId' | 'shortId' | 'title'>): Render {
	return {
		...known,
		status: 'QUEUED',
		progress: 0,
		queuePosition: null,
		url: null,
		fileSize: null,
		failureReason: null,
	};
}

const STATUS_OF_TYPE: Record<string, Status> = {
	queued: 'QUEUED',
	progress: 'PROCESSING',
	done: 'COMPLETED',
	error: 'FAILED',
	failed: 'FAILED',
};

// `type` decides. Without it: a URL is the end, a numeric status from 400 or a code is a failed render, a text is its own word.
function readRenderStatus(raw: JsonObject): Status {
	const type = text(raw, 'type').toLowerCase();
	if (type !== '') return STATUS_OF_TYPE[type] ?? type.toUpperCase();
	if (text(raw, 'url') !== '') return 'COMPLETED';
	if (typeof raw.status === 'number' && raw.status >= 400) return 'FAILED';
	if (text(raw, 'code') !== '') return 'FAILED';
	return text(raw, 'status').toUpperCase() || 'PROCESSING';
}
