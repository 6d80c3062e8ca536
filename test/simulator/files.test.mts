/** @jest-environment ./test/oneRealm.mjs */
import { createHash } from 'node:crypto';
import axios from 'axios';
import { type Pair, completedRender, start } from './client.mts';

let pair: Pair;
afterEach(async () => await pair.simulator.close());

async function fetchFile(headers: Record<string, string> = {}) {
	const renderId = await completedRender(pair);
	const { data } = await pair.api.get(`/render/${renderId}`);
	const file = await axios.get<Buffer>(data.url, {
		responseType: 'arraybuffer',
		headers,
		validateStatus: () => true,
	});
	return { renderId, size: data.size as number, file };
}

/** Types and sizes of the boxes that the file is made of. */
function boxes(file: Buffer): Array<[string, number]> {
	const found: Array<[string, number]> = [];
	for (let at = 0; at < file.length; at += found.at(-1)![1]) {
		const size = file.readUInt32BE(at);
		found.push([
			file.toString('latin1', at + 4, at + 8),
			size === 1 ? Number(file.readBigUInt64BE(at + 8)) : size,
		]);
	}
	return found;
}

it('is an MP4 whose boxes fill the announced length, different for each render', async () => {
	pair = await start();
	const one = await fetchFile();
	const other = await fetchFile();
	expect(boxes(one.file.data).map(([type]) => type)).toEqual(
		expect.arrayContaining(['ftyp', 'moov', 'mdat', 'free']),
	);
	expect(boxes(one.file.data).reduce((sum, [, size]) => sum + size, 0)).toBe(one.size);
	expect([one.file.headers['content-type'], Number(one.file.headers['content-length'])]).toEqual([
		'video/mp4',
		one.size,
	]);
	expect(one.file.data.equals(other.file.data)).toBe(false);
});

it('has the bytes that the simulator says it has, also when it is filled up', async () => {
	pair = await start({ fileBytes: 1_000_001 });
	const { renderId, file } = await fetchFile();
	expect(file.data.length).toBe(1_000_001);
	expect(createHash('sha256').update(file.data).digest('hex')).toBe(pair.simulator.mp4(renderId).sha256);
});

it('counts a size beyond four gigabytes right', async () => {
	pair = await start({ fileBytes: 5_000_000_000 });
	const { size, file } = await fetchFile({ Range: 'bytes=4999999990-' });
	expect([size, file.status, file.data.length, file.headers['content-range']]).toEqual([
		5_000_000_000,
		206,
		10,
		'bytes 4999999990-4999999999/5000000000',
	]);
});

it.each([
	['bytes=0-9', 206, 10],
	['bytes=-5', 206, 5],
	['bytes=999999999-', 416, 0],
])('answers the range %s with %i', async (Range, status, length) => {
	pair = await start();
	const { file } = await fetchFile({ Range });
	expect([file.status, file.data.length]).toEqual([status, length]);
});

it('notes whether a key came with the request', async () => {
	pair = await start();
	await fetchFile();
	await fetchFile({ Authorization: `Bearer ${pair.simulator.key}` });
	const files = pair.simulator.journal.filter(({ path }) => path.startsWith('/files/'));
	expect(files.map(({ authorized }) => authorized)).toEqual(['none', 'right']);
});

it('cuts a file short where a fault says so, with its length announced', async () => {
	pair = await start();
	pair.simulator.addFault({ path: '/files/', truncate: 1000 });
	await expect(fetchFile()).rejects.toThrow(/aborted/);
});
