const IN_A_URL = /(?:[?&]v=|youtu\.be\/|\/(?:shorts|live|embed)\/)([\w-]{11})(?![\w-])/;

/** The id of a video that is named by id or URL (Swiftia docs, post-job: both are taken); any other text is its own id. */
export function videoIdOf(video: string): string {
	return IN_A_URL.exec(video)?.[1] ?? video;
}
