import { type JsonObject, overlaid } from './json';
import { badInput } from './swiftiaError';
import { quoted } from './text';
import { readTime } from './time';
import { toVideoId } from './video';

/** A short that the user defines. Times are seconds, or texts such as `1:15`; what they hold is not checked yet. */
export interface PredefinedShort {
	title: string;
	start: unknown;
	end: unknown;
	/** What messages call it; by itself `Predefined short 1`. */
	name?: string;
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
/** The least that one lasts here, since the docs name none: what is shorter was not meant in seconds. */
const SHORTEST_SHORT = 1;
/** A short starts earlier: YouTube takes no video that is longer. */
const LATEST_START = 43_200;

const TIME_HINT =
	'Use seconds (75.5), m:ss (1:15) or h:mm:ss (1:01:15). Format the time cells of a sheet as text.';

/**
 * The body of POST jobs (Swiftia docs, post-job).
 *
 * @throws SwiftiaError (badInput) for a time that is none, a start of half a day or more, a range that ends before it starts, or a
 * short of under 1 or over 300 seconds
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

function predefinedShort({ title, start, end, name }: PredefinedShort, index: number): JsonObject {
	const short = `${name ?? `Predefined short ${index + 1}`}${title ? ` (${quoted(title)})` : ''}`;
	const startTime = milliseconds(start, `${short} has a start time of`);
	const endTime = milliseconds(end, `${short} has an end time of`);
	const lasts = endTime - startTime;
	if (startTime >= LATEST_START * 1000)
		throw badInput(`${short} has a start time of ${inWords(start)}, which is half a day or more`, TIME_HINT);
	if (readTime(end)! <= readTime(start)!) {
		throw badInput(
			`${short} ends at ${String(end)}, which is not after its start at ${String(start)}`,
			'Set the end after the start.',
		);
	}
	if (lasts < SHORTEST_SHORT * 1000)
		throw badInput(
			`${short} lasts from ${String(start)} to ${String(end)}, which is less than ${SHORTEST_SHORT} second`,
			TIME_HINT,
		);
	if (lasts > LONGEST_SHORT * 1000) {
		throw badInput(
			`${short} lasts ${lasts / 1000} seconds, but Swiftia allows at most ${LONGEST_SHORT}`,
			'Shorten it, or split it.',
		);
	}
	return { title, start: startTime / 1000, end: endTime / 1000 };
}

/** Whole ones: in fractions of seconds, 3:32.2 to 8:32.2 would be over 300 seconds. */
function milliseconds(value: unknown, found: string): number {
	const time = readTime(value);
	if (time !== undefined) return Math.round(time * 1000);
	throw badInput(`${found} ${inWords(value)}, which is not a time`, TIME_HINT);
}

// An expression can yield what no JSON text holds.
function inWords(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
	return typeof value === 'string' ? quoted(value) : String(value);
}
