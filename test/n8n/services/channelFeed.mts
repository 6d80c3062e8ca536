import { StandIn } from './standIn.mts';

/** A video that a channel has published. */
export interface ChannelVideo {
	id: string;
	title: string;
	/** Whether it is a Short, which the feed links in another way. */
	isShort?: boolean;
}

const PATH = '/feeds/videos.xml';

/** A stand-in for the RSS feed of a YouTube channel, in the form that YouTube gives it. */
export class ChannelFeed extends StandIn {
	/** What the channel has published, the newest first. */
	videos: ChannelVideo[] = [];

	constructor() {
		super('www.youtube.com');
		this.server.get(PATH, async (_request, reply) => {
			const entries = this.videos.map(entry).join('\n');
			await reply
				.type('text/xml; charset=UTF-8')
				.send(
					`<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">\n<id>yt:playlist:UULF_1</id>\n<title>Videos</title>\n${entries}\n</feed>`,
				);
		});
	}

	reset(): void {
		this.videos = [];
	}

	/** The address of the feed. */
	get url(): string {
		return `https://${this.host}${PATH}?playlist_id=UULF_1`;
	}
}

function entry({ id, title, isShort }: ChannelVideo, index: number): string {
	const published = new Date(Date.now() - index * 3_600_000).toISOString();
	const path = isShort ? `shorts/${id}` : `watch?v=${id}`;
	return `<entry>
<id>yt:video:${id}</id>
<yt:videoId>${id}</yt:videoId>
<title>${title}</title>
<link rel="alternate" href="https://www.youtube.com/${path}"/>
<author><name>A channel</name></author>
<published>${published}</published>
<updated>${published}</updated>
</entry>`;
}
