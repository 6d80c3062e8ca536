import { decoded, visible } from './text';

/** 11 characters of base64url for 64 bits: the last one holds four of them. */
const VIDEO_ID = /^[\w-]{10}[AEIMQUYcgkosw048]$/;
/** What looks like an ID: YouTube's own word for a playlist, a status as sheets have it, a number. */
const WORD = /^(?:videoseries|in[-_]progress|\d+)$/i;

/** What no address of YouTube holds: white space, quotes, brackets, and punctuation of languages without spaces. */
const BETWEEN_WORDS = /[\s\p{C}\p{Ps}\p{Pe}\p{Pi}\p{Pf}<>"'`|、。，]+/u;
/** Other schemes that can have an address of the web in them. */
const FOREIGN_SCHEME = /\b(?:javascript|vbscript|data|blob|file|mailto|view-source|vnd\.youtube):\S/i;
/** A word that is an address of anything, although it has no scheme. */
const SCHEMELESS = /^(?:\/\/)?(?:www\.|[^/?#]*\.(?:com|net|org|tv|be|ly|co|to|gl|me|io)(?::\d+)?[/?#])/i;
const YOUTUBE =
	/^(?:(?:https?:)?\/\/)?(?:(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com|(?:www\.)?(youtu\.be))(?::443|:80)?(?=[/?#]|$)([^]*)/i;
const ATTRIBUTION = /^\/attribution_link\/?\?(?:[^]*?&)??u=([^]*)/i;
const PATH = /^\/*(?:(shorts|live|embed|vi?|e|watch(?:_popup)?)(?:\/+|$))?([^/]*)/i;
/** An ID where it stands in an address: closing punctuation may follow, or a language without spaces. */
const ID_IN_ADDRESS = /^([\w-]{11})(?:[.,:!*~_/-]*$|(?!\p{ASCII})[\p{Lo}\p{P}\p{S}])/u;

/**
 * Whether the text is a YouTube video id: 11 letters, digits, `-` or `_`, of which the last is one that can be.
 */
export function isVideoId(value: string): boolean {
	return VIDEO_ID.test(value) && !WORD.test(value);
}

/**
 * The video of each address in a text, each video once; undefined stands for addresses that name none, such as of a channel or another
 * site: what those are wanted for is not known. An address may be bare or in a sentence, a Markdown or Slack link or HTML, without
 * `https://`, and percent-encoded once. YouTube's home page is none, and neither are other words without `https://` or `www.` unless
 * they have a usual ending before a slash.
 */
export function videosIn(text: string): Array<string | undefined> {
	const plain = visible(unescaped(text));
	const videos = plain.split(BETWEEN_WORDS).flatMap(videosInWord);
	return [...new Set(FOREIGN_SCHEME.test(plain) ? [...videos, undefined] : videos)];
}

/** The one video that a text names by its address; undefined where it names none, several, or holds another address. */
export function videoIdOfUrl(text: string): string | undefined {
	const [videoId, ...others] = videosIn(text);
	return others.length === 0 ? videoId : undefined;
}

/** The video id that a value gives, by itself or in a YouTube address; undefined for anything else. */
export function toVideoId(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = visible(value);
	return isVideoId(text) ? text : videoIdOfUrl(text);
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
	return toVideoId(videoId) ?? videoIdOfUrl(String(videoUrl)) ?? null;
}

/** The text as it was before it went through an address, HTML, Markdown or a shell. */
function unescaped(text: string): string {
	return decoded(text.replace(/\\u00(?=[\da-f]{2})/gi, '%'))
		.replace(/&(?:(?:amp|#0*38);)+/gi, '&')
		.replace(/&(?:lt|gt|quot|#0*39);/gi, ' ')
		.replace(/\\(?=[^\w\s]|_)/g, '');
}

/** Where an address begins, also right after another one; not where a field of one holds that of another site, such as `&origin=`. */
const BEGIN = /(?<!=)(?=https?:\/\/)|(?=https?:\/\/(?:\w+\.)?youtu)/i;

/** The videos of the addresses in a word: several may follow each other without a space. */
function videosInWord(word: string): Array<string | undefined> {
	return word.split(BEGIN).flatMap((piece, index, { length }) => {
		const [, shortHost, rest] = YOUTUBE.exec(piece) ?? [];
		if (rest !== undefined) return videosOf(rest, shortHost);
		// What stands right before `https://` makes another scheme of it.
		const isScheme = index < length - 1 && /[a-z][a-z\d+.-]{0,20}$/i.test(piece);
		return isScheme || piece.includes('://') || SCHEMELESS.test(piece) ? [undefined] : [];
	});
}

/** The video of an address at YouTube, by what follows the host; none for the home page. */
function videosOf(rest: string, shortHost: string | undefined): Array<string | undefined> {
	if (rest === '' || (rest === '/' && !shortHost)) return [];
	const target = ATTRIBUTION.exec(rest)?.[1];
	if (target === undefined) return [videoOf(rest, shortHost)];
	// One that is not encoded stands for itself.
	if (target === '') return [];
	const [, host, path] = YOUTUBE.exec(decoded(target).replace(/^\//, 'youtube.com/')) ?? [];
	return [path ? videoOf(path, host) : undefined];
}

function videoOf(rest: string, shortHost: string | undefined): string | undefined {
	const [path, ...fields] = rest.split(/[?&#;]/);
	const [, page = shortHost, segment] = PATH.exec(path!)!;
	// A second address within would be swallowed.
	if ((segment && !page) || /youtu(?:\.be|be(?:-nocookie)?\.com)\//i.test(rest)) return undefined;
	const named = fields.flatMap((field) => /^vi?=([^]*)/i.exec(field)?.[1] ?? []);
	const ids = new Set([segment || [], named].flat().map((text) => ID_IN_ADDRESS.exec(text)?.[1]));
	const [id = ''] = ids;
	return ids.size === 1 && isVideoId(id) ? id : undefined;
}
