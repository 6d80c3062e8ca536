import { type JsonObject, type JsonValue, overlaid } from './json';

/** How the short shall look: one source at most, because the API would silently prefer one of two (Swiftia docs, post-render). */
export type Style = { preset: string } | { brandPresetId: string } | Record<string, never>;

/** A picture laid over the video (Swiftia docs, post-render). Lengths are CSS pixels, such as `100px`. */
export interface WaterMark {
	waterMarkUrl: string;
	left?: string;
	top?: string;
	width?: string;
	blendMode?: string;
	/** 0-1; a text in the API. */
	opacity?: number;
}

/** One rule of the captions' style, such as the colour of the word being said (Swiftia docs, post-render). */
export interface CaptionStyle {
	property: string;
	value: string;
	activeValue?: string;
	activeDuration?: number;
	pastValue?: string;
	pastDuration?: number;
}

/** Pixels, with the name that Swiftia knows the format by, such as `9:16` (Swiftia docs, post-render). */
export interface Size {
	width: number;
	height: number;
	name: string;
}

/** What a render is started with. */
export interface RenderRequest {
	jobId: string;
	/** The short's id as the job gave it. */
	target: string | number;
	style: Style;
	size?: Size;
	/** Words on one caption page. */
	maxWordsInPage?: number;
	waterMark?: WaterMark;
	captionStyles?: CaptionStyle[];
	facePaddingFactor?: number;
	maxSpeakersToFocus?: number;
	/** Laid over the body last. */
	customFields?: JsonObject;
}

/** The body of POST render (Swiftia docs, post-render). What is not set is not sent, so that a preset keeps its say. */
export function renderBody(request: RenderRequest): JsonObject {
	const options = withoutEmpty({
		maxWordsInPage: request.maxWordsInPage,
		waterMark: request.waterMark && waterMarkBody(request.waterMark),
		style: request.captionStyles?.map(captionStyleBody),
		director: directorBody(request),
	});
	const body = withoutEmpty({
		id: request.jobId,
		target: request.target,
		...request.style,
		size: request.size && { ...request.size },
		options,
	});
	return overlaid(body, request.customFields ?? {});
}

/** The fields among these that name the short to render (Swiftia docs, post-render). */
export function choosesShort(fields: JsonObject): string[] {
	return ['id', 'target'].filter((field) => fields[field] !== undefined);
}

function waterMarkBody({ opacity, ...rest }: WaterMark): JsonObject {
	return withoutEmpty({ ...rest, opacity: opacity === undefined ? undefined : String(opacity) });
}

function captionStyleBody(style: CaptionStyle): JsonObject {
	return withoutEmpty({
		property: style.property,
		value: style.value,
		active: changeTo(style.activeValue, style.activeDuration),
		past: changeTo(style.pastValue, style.pastDuration),
	});
}

/** The editor shows a duration beside each value, set or not. */
function changeTo(value: string | undefined, duration: number | undefined): JsonObject {
	return value ? withoutEmpty({ value, duration }) : {};
}

function directorBody({ facePaddingFactor, maxSpeakersToFocus }: RenderRequest): JsonObject {
	return withoutEmpty({
		camera: withoutEmpty({ facePaddingFactor }),
		intelligence: withoutEmpty({ maxSpeakersToFocus }),
	});
}

/** The object without unset fields, empty texts, empty lists and empty objects. */
function withoutEmpty(fields: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: JsonValue | undefined): boolean {
	return (
		value === undefined ||
		value === '' ||
		(typeof value === 'object' && value !== null && Object.keys(value).length === 0)
	);
}
