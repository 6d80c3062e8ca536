import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Account } from '../account.mts';
import type { Mp4 } from '../mp4.mts';
import { refusal } from '../refusals.mts';
import { refuse } from './gate.mts';

/** The MP4s, without a key, with length and ranges. */
export function addFileRoutes(server: FastifyInstance, account: Account): void {
	server.get<{ Params: { name: string } }>('/files/:name', async (request, reply) => {
		const render = account.render(request.params.name.replace(/\.mp4$/, ''));
		if (render?.status !== 'COMPLETED') return await refuse(reply, refusal('notFound', 'File not found'));
		const file = account.mp4(render.id);
		const range = rangeOf(request.headers.range, file.size);
		if (range === 'beyond')
			return await reply.code(416).header('content-range', `bytes */${file.size}`).send();
		const [start, end] = range ?? [0, file.size - 1];
		if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.size}`);
		reply.headers({
			'content-type': 'video/mp4',
			'content-length': end - start + 1,
			'accept-ranges': 'bytes',
		});
		return await reply.send(
			Readable.from(pieces(file, start, end, request.fault?.truncate), { objectMode: false }),
		);
	});
}

/** The range as first and last byte; undefined for the whole file. */
function rangeOf(header: string | undefined, size: number): [number, number] | 'beyond' | undefined {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return undefined;
	const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
	const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
	return start >= size || start > end ? 'beyond' : [start, end];
}

function* pieces(file: Mp4, start: number, end: number, truncate: number | undefined): Generator<Buffer> {
	let left = truncate ?? Infinity;
	for (const piece of file.bytes(start, end)) {
		yield piece.subarray(0, left);
		left -= piece.length;
		if (left <= 0) throw new Error('Cut on purpose');
	}
}
