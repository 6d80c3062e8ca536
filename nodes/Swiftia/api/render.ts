import type { Answer } from './answer';
import { readErrorBody, readFailure } from './errorBody';
import { idField } from './id';
import { jobInWords } from './job';
import { type JsonObject, type JsonValue, asObject, isObject, numberField, textField } from './json';
import { type Status, readStatus, toPercent } from './status';
import { type Subject, SwiftiaError } from './swiftiaError';
import { type OfVideo, ofVideo } from './video';

/** A render, the same whichever API generation answered. */
export interface Render extends OfVideo {
	renderId: string;
	status: Status;
	/** 0-100. */
	progress: number | null;
	title: string | null;
	shortId: string | null;
	jobId: string | null;
	/** What is said in the short. */
	text: string | null;
	/** Why Swiftia chose the short. */
	reason: string | null;
	/** Seconds that the short lasts. */
	duration: number | null;
	/** Place in Swiftia's queue, the lowest starts first; null when not queued. */
	queuePosition: number | null;
	/** Where the MP4 is, once the render is COMPLETED. */
	url: string | null;
	/** Name for the MP4, made of the title unless the user gave one. */
	fileName: string | null;
	/** Bytes. */
	fileSize: number | null;
	/** Why a render FAILED; null otherwise. */
	failureReason: string | null;
}

/** What the API does not say of the short that a render shows, and others may. */
type OfTheShort = Pick<Render, 'jobId' | 'videoId' | 'shortId' | 'title' | 'text' | 'reason' | 'duration'>;

/** What is known of a render from elsewhere: its ID at least. */
export type KnownRender = Pick<Render, 'renderId'> & Partial<OfTheShort & Pick<Render, 'fileName'>>;

/** Fields of which a render's body has at least one, unless it has the code of an error (Swiftia docs, get-render). */
const RENDER_FIELDS = ['type', 'status', 'progress', 'url'];

/** The ID in the answer of POST render (Swiftia docs, post-render); empty if there is none. */
export function readRenderId(body: JsonValue): string {
	return idField(asObject(body), 'renderId', 'id');
}

/** Whether an HTTP status can come with the body of a failed render: the docs show one with 500 (Swiftia docs, get-render). */
export function tellsOfFailedRender(httpStatus: number, body: JsonValue): boolean {
	const raw = asObject(body);
	if (httpStatus !== 500) return false;
	if (textField(raw, 'type') !== '') return readRenderStatus(raw) === 'FAILED';
	return (
		readErrorBody(body).codes.includes('RENDERING_ERROR') || readStatus(textField(raw, 'status')) === 'FAILED'
	);
}

/**
 * Reads the body of GET render in any generation (Swiftia docs, get-render). `progress` is a fraction there; here it is 0-100.
 *
 * @returns undefined for a body that is no render, or another one than the one that was asked for
 */
export function readRender(body: JsonValue, known: KnownRender): Answer<Render> | undefined {
	if (!isObject(body)) return undefined;
	const hasField = RENDER_FIELDS.some((field) => (body[field] ?? null) !== null);
	if (!hasField && !hasErrorCode(body)) return undefined;
	const named = idField(body, 'renderId');
	if (named !== '' && named !== known.renderId) return undefined;
	return { record: renderRecord(body, known), body };
}

function renderRecord(raw: JsonObject, known: KnownRender): Render {
	const status = readRenderStatus(raw);
	return {
		renderId: known.renderId,
		status,
		progress: status === 'COMPLETED' ? 100 : readProgress(raw),
		...ofTheShort(known),
		queuePosition: numberField(raw, 'queuePosition'),
		url: textField(raw, 'url') || null,
		fileName: known.fileName ?? null,
		fileSize: numberField(raw, 'size'),
		failureReason: status === 'FAILED' ? readFailure(raw) : null,
	};
}

function ofTheShort(known: KnownRender): OfTheShort & OfVideo {
	const { jobId = null, videoId, shortId = null, title = null, text = null, reason = null } = known;
	return { title, shortId, jobId, ...ofVideo(videoId), text, reason, duration: known.duration ?? null };
}

/** What an error is about that concerns this render. */
export function aboutRender(known: KnownRender): Subject & { kind: 'render' } {
	const of = whatItBelongsTo(known);
	return { kind: 'render', id: known.renderId, ...(of !== undefined && { of }) };
}

function whatItBelongsTo({ jobId, videoId }: KnownRender): string | undefined {
	if (jobId) return jobInWords({ jobId, videoId });
	return videoId ? `video ${videoId}` : undefined;
}

/** A render within a sentence: its ID, and its job and video where those are known. */
export function renderInWords(known: KnownRender): string {
	const { id, of } = aboutRender(known);
	return of === undefined ? `render ${id}` : `render ${id} of ${of}`;
}

/** The same at the begin of a sentence. */
export function renderName(known: KnownRender): string {
	return renderInWords(known).replace('render', 'Render');
}

/** A render that was accepted and not read yet. */
export function acceptedRender(known: KnownRender): Render {
	return renderRecord({ type: 'queued', progress: 0 }, known);
}

// A fraction of 1 by every generation; a number above 1 can only be a percentage.
function readProgress(raw: JsonObject): number | null {
	const progress = numberField(raw, 'progress');
	return toPercent(progress !== null && progress <= 1 ? progress * 100 : progress);
}

const STATUS_OF_TYPE = new Map<string, Status>([
	['queued', 'QUEUED'],
	['progress', 'PROCESSING'],
	['done', 'COMPLETED'],
	['error', 'FAILED'],
	['failed', 'FAILED'],
]);

// `type` decides. Without it: a URL is the end, a numeric status from 400 or a code is a failed render, a text is its own word.
function readRenderStatus(raw: JsonObject): Status {
	const type = textField(raw, 'type').trim();
	if (type !== '') return STATUS_OF_TYPE.get(type.toLowerCase()) ?? type.toUpperCase();
	if (textField(raw, 'url') !== '') return 'COMPLETED';
	if (typeof raw.status === 'number' && raw.status >= 400) return 'FAILED';
	if (hasErrorCode(raw)) return 'FAILED';
	return readStatus(textField(raw, 'status'));
}

/** A number may as well be the status of an answer. */
function hasErrorCode(raw: JsonObject): boolean {
	return readErrorBody(raw).codes.some((code) => Number.isNaN(Number(code)));
}

/** The error of an item whose render failed. */
export function failedRender(render: Render): SwiftiaError {
	const { renderId, title, shortId, failureReason } = render;
	const short = `short ${shortId}${title ? ` ("${title}")` : ''}`;
	const names = [`Render ${renderId}`, short, whatItBelongsTo(render)].filter(Boolean).join(' of ');
	return new SwiftiaError(
		'unusable',
		`${names} failed: ${failureReason}`,
		'Retry this execution to render this short again. Only failed renders are started again.',
	);
}
