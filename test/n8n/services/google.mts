import { createHash, type Hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StandIn } from './standIn.mts';

/** One file as it arrived. */
export interface Upload {
	service: 'drive' | 'youTube';
	/** What was said of it before its bytes: Drive's `name` and `parents`, YouTube's `snippet` and `status`. */
	metadata: Record<string, unknown>;
	/** The type announced for its bytes. */
	mimeType: string;
	/** Bytes that arrived. */
	bytes: number;
	/** Hex, once all bytes are there; empty before. */
	sha256: string;
	/** What the node said of it after its bytes (Drive only). */
	update?: Record<string, unknown>;
}

const HOST = 'www.googleapis.com';
/** The access token of all Google services. */
export const GOOGLE_TOKEN = 'a-token-of-google';
const MORE_PIECES = 308;

/** What n8n's credentials for Google hold after the consent screen. */
export const GOOGLE_CREDENTIAL = {
	clientId: 'id',
	clientSecret: 'secret',
	oauthTokenData: {
		access_token: GOOGLE_TOKEN,
		refresh_token: 'again',
		token_type: 'Bearer',
		expires_in: 3600,
	},
};

/** A stand-in for the upload endpoints of Google Drive and YouTube, as n8n's own nodes use them with files on disk. */
export class Google extends StandIn {
	readonly uploads: Upload[] = [];
	private readonly sessions: Array<{ upload: Upload; hash: Hash }> = [];

	constructor() {
		super(HOST);
		const { server } = this;
		server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
		server.post('/upload/drive/v3/files', async (...both) => await this.begin('drive', ...both));
		server.post('/upload/youtube/v3/videos', async (...both) => await this.begin('youTube', ...both));
		server.put('/sessions/:index', async (...both) => await this.take(...both));
		server.patch('/drive/v3/files/:id', async (...both) => await this.update(...both));
	}

	reset(): void {
		this.uploads.length = 0;
	}

	private async begin(
		service: Upload['service'],
		{ headers, query, body }: FastifyRequest,
		reply: FastifyReply,
	) {
		if (headers.authorization !== `Bearer ${GOOGLE_TOKEN}`) return await reply.code(401).send({});
		if ((query as { uploadType: string }).uploadType !== 'resumable') {
			return await refuse(reply, 'Only resumable uploads are known');
		}
		const upload: Upload = {
			service,
			metadata: body as Record<string, unknown>,
			mimeType: String(headers['x-upload-content-type']),
			bytes: 0,
			sha256: '',
		};
		this.uploads.push(upload);
		const index = this.sessions.push({ upload, hash: createHash('sha256') }) - 1;
		return await reply.header('location', `https://${HOST}/sessions/${index}`).send({});
	}

	/** One piece of a file; it has to begin where the last one ended. */
	private async take({ headers, params, body }: FastifyRequest, reply: FastifyReply) {
		const { index } = params as { index: string };
		const { upload, hash } = this.sessions[Number(index)]!;
		const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '');
		if (!range || !Buffer.isBuffer(body))
			return await refuse(reply, 'A piece without its range, or no piece');
		const [first, last, total] = range.slice(1).map(Number) as [number, number, number];
		if (first !== upload.bytes || last - first + 1 !== body.length) {
			return await refuse(reply, `Bytes ${first}-${last} with ${body.length} bytes, after ${upload.bytes}`);
		}
		upload.bytes += body.length;
		hash.update(body);
		if (upload.bytes < total) return await reply.code(MORE_PIECES).header('range', `bytes=0-${last}`).send();
		upload.sha256 = hash.digest('hex');
		return { id: `file-${index}` };
	}

	private async update({ params, body }: FastifyRequest, reply: FastifyReply) {
		const { id } = params as { id: string };
		const upload = this.sessions[Number(id.replace('file-', ''))]?.upload;
		if (!upload?.sha256) return await refuse(reply, `There is no complete file ${id}`);
		upload.update = body as Record<string, unknown>;
		return { id, ...upload.update };
	}
}

async function refuse(reply: FastifyReply, message: string) {
	return await reply.code(400).send({ error: { code: 400, message } });
}
