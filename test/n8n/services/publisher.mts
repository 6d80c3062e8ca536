import { createHash } from 'node:crypto';
import axios from 'axios';
import { StandIn } from './standIn.mts';

/** A post that arrived. */
export interface Post {
	platform: string;
	text: string;
	/** Hex, of the file at the address that was sent. */
	sha256: string;
}

const HOST = 'posts.example.com';

/** What n8n's credential Header Auth holds for it. */
export const PUBLISHER_CREDENTIAL = { name: 'X-Api-Key', value: 'a-key-of-the-publisher' };

/** A stand-in for a service that publishes on other platforms: it is given the address of a video, and fetches it. */
export class Publisher extends StandIn {
	readonly posts: Post[] = [];
	/** Platforms that take nothing. */
	readonly refusing = new Set<string>();

	constructor() {
		super(HOST);
		this.server.post('/posts', async ({ headers, body }, reply) => {
			if (headers['x-api-key'] !== PUBLISHER_CREDENTIAL.value) return await reply.code(401).send({});
			const { platform, text, mediaUrl } = body as { platform: string; text: string; mediaUrl: string };
			if (this.refusing.has(platform)) return await reply.code(422).send({ message: `${platform} said no` });
			const { data } = await axios.get<ArrayBuffer>(mediaUrl, { responseType: 'arraybuffer', proxy: false });
			const sha256 = createHash('sha256').update(Buffer.from(data)).digest('hex');
			const number = this.posts.push({ platform, text, sha256 });
			return { url: `https://${platform}.example.com/${number}` };
		});
	}

	reset(): void {
		this.posts.length = 0;
		this.refusing.clear();
	}

	/** The address that posts are sent to. */
	get url(): string {
		return `https://${HOST}/posts`;
	}
}
