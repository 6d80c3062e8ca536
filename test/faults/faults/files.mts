import { FILE } from '../backend.mts';
import { type Exchange, type Fault, type Nature } from '../fault.mts';

const noFile = (says: RegExp, final = false): Nature => ({ kind: 'noFile', says, final });
const isFile: Fault['hits'] = ({ kind }) => kind === 'file';
const MP4 = { 'content-type': 'video/mp4', connection: 'close' };

const answer = (
	name: string,
	nature: Nature,
	status: number,
	headers: Record<string, string>,
	body: string | Buffer = '',
): Fault => ({
	name,
	nature,
	hits: isFile,
	act: ({ response }) => {
		response.writeHead(status, { ...MP4, ...headers });
		response.end(body);
	},
});

const behave = (name: string, nature: Nature, act: (exchange: Exchange) => void): Fault => ({
	name,
	nature,
	hits: isFile,
	act,
});

const FINAL = [400, 401, 402, 403, 404, 405, 410, 416, 418, 451];
const PASSING = [408, 425, 429, 500, 502, 503, 504, 520];
/** Statuses that are no error and no file. */
const OTHER = [201, 202, 203, 204, 205, 206, 300, 304, 305, 306];
const head = (length: number | string) =>
	`HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: ${length}\r\n\r\n`;
const redirectTo = (target: (exchange: Exchange) => string) => (exchange: Exchange) => {
	exchange.response.writeHead(302, { location: target(exchange), connection: 'close' });
	exchange.response.end();
};

/** What a host of files can do wrong. */
export const fileFaults: Fault[] = [
	...FINAL.map((status) =>
		answer(`file ${status}`, noFile(new RegExp(`HTTP ${status}`), true), status, {}, FILE),
	),
	...PASSING.map((status) =>
		answer(`file ${status}`, noFile(new RegExp(`HTTP ${status}`)), status, {}, FILE),
	),
	...OTHER.map((status) =>
		answer(
			`file ${status}`,
			noFile(new RegExp(`HTTP ${status}`)),
			status,
			{},
			[204, 304].includes(status) ? '' : FILE,
		),
	),
	answer(
		'a page',
		noFile(/not a video but text\/html/),
		200,
		{ 'content-type': 'text/html' },
		'<html></html>',
	),
	answer(
		'a page of its size',
		noFile(/not a video but/),
		200,
		{ 'content-type': 'text/html; charset=utf-8' },
		FILE,
	),
	answer(
		'JSON',
		noFile(/not a video but application\/json/),
		200,
		{ 'content-type': 'application/json' },
		'{}',
	),
	answer(
		'XML',
		noFile(/not a video but application\/xml/),
		200,
		{ 'content-type': 'application/xml' },
		'<Error/>',
	),
	answer('a page that says it is a video', noFile(/bytes instead of/), 200, {}, '<html></html>'),
	answer('an empty file', noFile(/empty|0 bytes/), 200, {}, ''),
	answer('an empty file with its length', noFile(/empty|0 bytes/), 200, { 'content-length': '0' }, ''),
	answer('half of it', noFile(/1500 bytes/), 200, {}, FILE.subarray(0, 1_500)),
	answer(
		'half of it, with its length',
		noFile(/1500 bytes/),
		200,
		{ 'content-length': '1500' },
		FILE.subarray(0, 1_500),
	),
	answer('twice of it', noFile(/6000 bytes/), 200, {}, Buffer.concat([FILE, FILE])),
	answer('one byte less', noFile(/2999 bytes/), 200, {}, FILE.subarray(1)),
	answer('no content type', { kind: 'harmless' }, 200, { 'content-type': '' }, FILE),
	answer(
		'a content type of any bytes',
		{ kind: 'harmless' },
		200,
		{ 'content-type': 'application/octet-stream' },
		FILE,
	),
	answer('an odd content type', { kind: 'harmless' }, 200, { 'content-type': ';;' }, FILE),
	answer(
		'another name',
		{ kind: 'harmless' },
		200,
		{ 'content-disposition': 'attachment; filename="../../x"' },
		FILE,
	),
	behave('a reset', noFile(/the connection was lost|cut off/), ({ socket }) => void socket.resetAndDestroy()),
	behave('an end', noFile(/the connection was lost|cut off/), ({ socket }) => void socket.end()),
	behave('no HTTP', noFile(/not HTTP/), ({ socket }) => void socket.end('Hello\r\n\r\n')),
	behave(
		'half, then a reset',
		noFile(/the connection was lost|cut off/),
		({ socket }) =>
			void socket.write(head(3_000) + 'x'.repeat(1_500), () => setImmediate(() => socket.resetAndDestroy())),
	),
	behave(
		'half, then an end',
		noFile(/the connection was lost|cut off/),
		({ socket }) => void socket.end(head(3_000) + 'x'.repeat(1_500)),
	),
	behave(
		'chunks that break off',
		noFile(/the connection was lost|cut off/),
		({ socket }) =>
			void socket.end(
				'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n5dc\r\n' +
					'x'.repeat(700),
			),
	),
	behave(
		'a redirect to another host',
		{ kind: 'harmless' },
		redirectTo(({ strangerUrl, path }) => strangerUrl + path),
	),
	behave(
		'a redirect within the host',
		{ kind: 'harmless' },
		redirectTo(({ path }) => `${path}?signed=1`),
	),
].map((fault) => (fault.name === 'a redirect within the host' ? { ...fault, times: 'once' } : fault));
