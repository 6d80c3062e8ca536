import { refuseAnswer, refuseSize } from '../../../../nodes/Swiftia/transport/download/fileAnswer.js';

const refuse = (status: number, headers: Record<string, string> = {}, size: number | null = null) =>
	refuseAnswer({ status, headers }, size);

it.each([
	[100, false],
	[204, false],
	[206, false],
	[300, false],
	[304, false],
	[399, false],
	[400, true],
	[403, true],
	[404, true],
	[408, false],
	[410, true],
	[425, false],
	[429, false],
	[499, true],
	[500, false],
	[503, false],
])('HTTP %i is not the file, and asking again is pointless: %s', (status, final) =>
	expect(refuse(status, { 'content-type': 'video/mp4' })).toEqual({ cause: `HTTP ${status}`, final }),
);

it.each([
	'text/html; charset=utf-8',
	'TEXT/PLAIN',
	'application/json',
	'application/xml',
	'application/xhtml+xml',
	'application/problem+json',
])('%s is no video', (type) =>
	expect(refuse(200, { 'content-type': type })).toEqual({
		cause: `the answer was not a video but ${type}`,
		final: false,
	}),
);

it.each<[Record<string, string>, number | null]>([
	[{ 'content-type': 'video/mp4' }, null],
	[{ 'content-type': 'application/octet-stream' }, 5],
	[{ 'content-type': 'binary/text/html' }, null],
	[{}, null],
	[{ 'content-length': '5' }, null],
	[{ 'content-length': '5' }, 5],
	[{ 'content-length': '5' }, 0],
	[{ 'content-length': '5', 'content-encoding': 'gzip' }, 9],
	[{ 'content-length': 'x' }, 5],
])('%j with a size of %p can be the file', (headers, size) =>
	expect(refuse(200, headers, size)).toBeUndefined(),
);

it.each<[Record<string, string>, number | null, string]>([
	[{ 'content-length': '0' }, null, 'the file was empty'],
	[{ 'content-length': '4' }, 5, 'it had 4 bytes instead of 5'],
])('%j with a size of %p is not the file', (headers, size, cause) =>
	expect(refuse(200, headers, size)).toEqual({ cause, final: false }),
);

it.each([
	[0, null, { cause: 'the file was empty', final: false }],
	[0, 0, { cause: 'the file was empty', final: false }],
	[5, null, undefined],
	[5, 5, undefined],
	[5, 6, { cause: 'it had 5 bytes instead of 6', final: false }],
])('%i bytes of %p', (bytes, size, refused) => expect(refuseSize(bytes, size)).toEqual(refused));
