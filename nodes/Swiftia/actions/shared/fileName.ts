import type { Render } from '../../api/render';

const LONGEST = 100;

/** The file name of an MP4: the one that was asked for, or the short's title, made safe for any file system. */
export function fileNameOf({ title, shortId, renderId }: Render, wanted?: string): string {
	const name = wanted?.replace(/\.mp4$/i, '') || (title ? `${title} ${shortId ?? ''}` : renderId);
	const safe = name
		.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, LONGEST);
	return `${safe || renderId}.mp4`;
}
