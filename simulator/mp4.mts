import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A playable MP4 of three seconds. */
const CLIP = readFileSync(path.join(import.meta.dirname, 'assets', 'short.mp4'));
const CHUNK = Buffer.alloc(64 * 1024);
/** Bytes of a box header with a 64-bit size. */
const HEADER = 16;

/** The MP4 of one render: the clip, and behind it a `free` box (which players skip) with the render's id, filled up to the wished size. */
export class Mp4 {
	readonly size: number;
	private readonly head: Buffer;
	private sum: string | undefined;

	constructor(renderId: string, leastBytes: number) {
		const id = Buffer.from(renderId);
		const box = Math.max(HEADER + id.length, leastBytes - CLIP.length);
		const header = Buffer.alloc(HEADER);
		header.writeUInt32BE(1, 0);
		header.write('free', 4);
		header.writeBigUInt64BE(BigInt(box), 8);
		this.head = Buffer.concat([CLIP, header, id]);
		this.size = CLIP.length + box;
	}

	/** The bytes from start to end, both included, in pieces. */
	*bytes(start = 0, end = this.size - 1): Generator<Buffer> {
		if (start < this.head.length) yield this.head.subarray(start, Math.min(end + 1, this.head.length));
		for (let at = Math.max(start, this.head.length); at <= end; at += CHUNK.length) {
			yield CHUNK.subarray(0, Math.min(CHUNK.length, end + 1 - at));
		}
	}

	/** Hex, for a file of any size: reckoned without holding up the process. */
	async digest(): Promise<string> {
		if (this.sum === undefined) {
			const hash = createHash('sha256');
			await pipeline(Readable.from(this.bytes(), { objectMode: false }), hash);
			this.sum = hash.digest('hex');
		}
		return this.sum;
	}

	/** Hex. Holds up the process for a second or so per gigabyte. */
	get sha256(): string {
		if (this.sum === undefined) {
			const hash = createHash('sha256');
			for (const piece of this.bytes()) hash.update(piece);
			this.sum = hash.digest('hex');
		}
		return this.sum;
	}
}
