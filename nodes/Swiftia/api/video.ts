const VIDEO_ID = /^[\w-]{11}$/;
const SHORT_HOSTS = /^(?:www\.)?youtu\.be$/;
const HOSTS = /^(?:(?:www|m|music)\.)?(?:youtube\.com|youtube-nocookie\.com)$/;
const PATH_WITH_ID = /^\/(?:shorts|live|embed|v|e)\/([^/]+)/;

/** Whether the text is a YouTube video id: 11 letters, digits, `-` or `_`. */
export function isVideoId(value: string): boolean {
	return VIDEO_ID.test(value);
}

/** The video id that a value gives, by itself or in a YouTube address; undefined for anything else. */
export function toVideoId(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	return isVideoId(value) ? value : videoIdOfUrl(value);
}

/**
 * The video id in a YouTube address: watch, youtu.be, shorts, live and embed pages, with or without `https://`.
 * Undefined for anything else, a playlist or channel address included.
 */
export function videoIdOfUrl(value: string): string | undefined {
	const address = value.trim();
	const url = parseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`);
	if (!url || !/^https?:$/.test(url.protocol)) return undefined;
	const found = idIn(url);
	return found && isVideoId(found) ? found : undefined;
}

/** The YouTube video that a record belongs to; both null where nobody said which, since the API does not. */
export interface OfVideo {
	videoId: string | null;
	/** The video's page at YouTube. */
	videoUrl: string | null;
}

/** A video with its page. */
export function ofVideo(videoId: string | null = null): OfVideo {
	return { videoId, videoUrl: videoId === null ? null : `https://www.youtube.com/watch?v=${videoId}` };
}

/** The ID of the video that these fields name, of an item or of a query; null where they name none. */
export function namedVideo({ videoId, videoUrl }: { videoId?: unknown; videoUrl?: unknown }): string | null {
	return toVideoId(videoId) ?? toVideoId(videoUrl) ?? null;
}

function idIn({ hostname, pathname, searchParams }: URL): string | undefined {
	if (SHORT_HOSTS.test(hostname)) return pathname.split('/')[1];
	if (!HOSTS.test(hostname)) return undefined;
	const inPath = PATH_WITH_ID.exec(pathname)?.[1];
	return inPath ?? (pathname.startsWith('/watch') ? (searchParams.get('v') ?? undefined) : undefined);
}

function parseUrl(value: string): URL | undefined {
	return URL.canParse(value) ? new URL(value) : undefined;
}
