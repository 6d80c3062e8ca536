import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Account } from '../account.mts';
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
		const { truncate, stallFile } = request.fault ?? {};
		const whole = file.bytes(start, end);
		const bytes = truncate ?? stallFile;
		const pieces = bytes === undefined ? whole : cut(whole, bytes, reply, truncate !== undefined);
		return await reply.send(Readable.from(pieces, { objectMode: false }));
	});
}

/** The range as first and last byte; undefined for the whole file. */
function rangeOf(header: string | undefined, size: number): [number, number] | 'beyond' | undefined {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return undefined;
	const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
	const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
	if (match[2] !== '' && match[1] !== '' && start > Number(match[2])) return undefined;
	return start >= size ? 'beyond' : [start, end];
}

/** So many bytes, and then no more: either the connection ends, or it stays open and silent. */
async function* cut(
	whole: Iterable<Buffer>,
	bytes: number,
	reply: FastifyReply,
	ends: boolean,
): AsyncGenerator<Buffer> {
	let left = bytes;
	for (const piece of whole) {
		if (left <= 0) break;
		yield piece.subarray(0, left);
		left -= piece.length;
	}
	reply.raw.flushHeaders();
	// What was yielded is on its way to the socket only after this turn.
	await setImmediate();
	if (ends) reply.raw.socket?.destroySoon();
	await new Promise(() => undefined);
}
