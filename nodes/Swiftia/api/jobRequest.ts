import { type JsonObject, overlaid } from './json';
import { badInput } from './swiftiaError';
import { readTime } from './time';
import { toVideoId } from './video';

/** A short that the user defines. Times are seconds, or texts such as `1:15`; what they hold is not checked yet. */
export interface PredefinedShort {
	title: string;
	start: unknown;
	end: unknown;
}

/** What a job is started with. */
export interface JobRequest {
	functionName: string;
	/** YouTube video id, 11 characters. */
	videoId: string;
	/** Empty: Swiftia chooses the shorts. */
	predefinedShorts: PredefinedShort[];
	/** The address that Swiftia calls when the job is completed. */
	webhook?: string;
	/** Laid over the body last. */
	customFields?: JsonObject;
}

/** Seconds that a predefined short may last (Swiftia docs, post-job). */
const LONGEST_SHORT = 300;

/**
 * The body of POST jobs (Swiftia docs, post-job).
 *
 * @throws SwiftiaError (badInput) for a time that is none, a range that ends before it starts, or a short over 300 seconds
 */
export function jobBody(request: JobRequest): JsonObject {
	const shorts = request.predefinedShorts.map(predefinedShort);
	const body = {
		functionName: request.functionName,
		youtubeVideoId: request.videoId,
		...(shorts.length > 0 && { options: { predefinedShorts: shorts } }),
		...(request.webhook !== undefined && { webhook: request.webhook }),
	};
	return overlaid(body, request.customFields ?? {});
}

/** The YouTube video that such a body names; null where custom fields put something else there. */
export function requestedVideo({ youtubeVideoId }: JsonObject): string | null {
	return toVideoId(youtubeVideoId) ?? null;
}

/** Such a body without whom Swiftia is to call, which does not change what is paid for. */
export function withoutWebhook(body: JsonObject): JsonObject {
	const rest = { ...body };
	delete rest.webhook;
	return rest;
}

/** Whether such a body says whom Swiftia is to call. */
export function namesWebhook({ webhook }: JsonObject): boolean {
	return webhook !== undefined;
}

function predefinedShort({ title, start, end }: PredefinedShort, index: number): JsonObject {
	const name = `Predefined short ${index + 1}${title ? ` ("${title}")` : ''}`;
	const startTime = seconds(start, `${name} has a start time of`);
	const endTime = seconds(end, `${name} has an end time of`);
	if (endTime <= startTime) {
		throw badInput(
			`${name} ends at ${String(end)}, which is not after its start at ${String(start)}`,
			'Set an end time later than the start time.',
		);
	}
	if (endTime - startTime > LONGEST_SHORT) {
		throw badInput(
			`${name} lasts ${Math.round(endTime - startTime)} seconds, but Swiftia allows at most ${LONGEST_SHORT}`,
			'Shorten it, or split it into several shorts.',
		);
	}
	return { title, start: startTime, end: endTime };
}

function seconds(value: unknown, found: string): number {
	const time = readTime(value);
	if (time !== undefined) return time;
	throw badInput(
		`${found} ${inWords(value)}, which is not a time`,
		'Use seconds, such as 75.5, or a time, such as 1:15 or 1:01:15.',
	);
}

// An expression can yield what no JSON text holds.
function inWords(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
	return typeof value === 'string' ? `"${value}"` : String(value);
}
