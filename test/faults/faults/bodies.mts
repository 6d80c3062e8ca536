import { gzipSync } from 'node:zlib';
import { completedJob, finishedRender } from '../backend.mts';
import { type Exchange, type Fault, type Nature, reply } from '../fault.mts';
import type { Hit } from '../operations.mts';

const NONE: Nature = { kind: 'noAnswer' };
const HARMLESS: Nature = { kind: 'harmless' };

/** An answer with 200 whose body is as it stands here. */
const body = (
	name: string,
	text: string | Buffer,
	headers: Record<string, string> = {},
	nature: Fault['nature'] = NONE,
): Fault => ({
	name,
	nature,
	act: ({ response }) => {
		response.writeHead(200, { 'content-type': 'application/json', connection: 'close', ...headers });
		response.end(text);
	},
});

/** The healthy answer in another form. */
const form = (
	name: string,
	act: (exchange: Exchange, text: string) => void,
	nature: Nature = HARMLESS,
): Fault => ({
	name,
	nature,
	act: (exchange) => act(exchange, JSON.stringify(exchange.healthy().body)),
});

const send = (
	{ response }: Exchange,
	bytes: string | Buffer,
	headers: Record<string, string>,
	status = 200,
) => {
	response.writeHead(status, { connection: 'close', ...headers });
	response.end(bytes);
};

/** An empty list is an answer where a list is asked for. */
const unlessList: Fault['nature'] = ({ of }) => (of === 'brandPresets' ? { kind: 'noPresets' } : NONE);
const deep = '['.repeat(3_000) + ']'.repeat(3_000);
const otherJob = JSON.stringify(completedJob('job-of-somebody-else'));
const ofJobOnly: Fault['hits'] = ({ of, method }) => of === 'job' && method === 'GET';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers with 200 that are none, and such that look strange and are one. */
export const bodyFaults: Fault[] = [
	body('HTML', '<!doctype html><title>Welcome</title>', { 'content-type': 'text/html' }),
	body('HTML that says JSON', '<html></html>'),
	body('null', 'null'),
	body('an empty list', '[]', {}, unlessList),
	body('a list of null', '[null]'),
	body('a list of lists', '[[],[]]'),
	body('a list of messages', '[{"message":"no"}]'),
	body('nothing', ''),
	body('spaces', '   \n'),
	body('an empty text', '""'),
	body('a text', '"job-1"'),
	body('a sentence', 'OK', { 'content-type': 'text/plain' }),
	body('a number', '42'),
	body('true', 'true'),
	body('an empty object', '{}'),
	body('an object of nothing known', '{"ok":true,"result":{"id":"x"}}', {}, ({ of }) =>
		of === 'render' ? NONE : NONE,
	),
	body('a message', '{"message":"Try later"}'),
	body('JSON that is cut', '{"id":"job-1","status":"COMPLE'),
	body('two JSONs', '{"id":"job-1"}{"id":"job-1"}'),
	body('JSON with a comma too many', '{"id":"job-1","status":"COMPLETED",}'),
	body('JavaScript', "{id:'job-1',status:'COMPLETED'}"),
	body('XML', '<?xml version="1.0"?><job><id>job-1</id></job>', { 'content-type': 'application/xml' }),
	body('bytes', Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80])),
	body('a hundred thousand letters', 'x'.repeat(100_000)),
	body('brackets three thousand deep', deep),
	body('UTF-16', Buffer.from('\ufeff{"id":"job-1","status":"COMPLETED"}', 'utf16le')),
	body('a wrong length', '{"id":"job', { 'content-length': '10' }),
	{ ...body('another job', otherJob), hits: ofJobOnly },
	{ ...body('another job, by its other name', otherJob.replace('"id"', '"jobId"')), hits: ofJobOnly },
	{ ...body('another job, with a number', otherJob.replace('"job-of-somebody-else"', '7')), hits: ofJobOnly },
	{
		...body('another render', JSON.stringify({ ...finishedRender('http://x/y.mp4'), renderId: 'other' })),
		hits: ({ of, method }) => of === 'render' && method === 'GET',
	},
	form('201', (exchange, text) => send(exchange, text, JSON_TYPE, 201)),
	form('202', (exchange, text) => send(exchange, text, JSON_TYPE, 202)),
	form('no content type', (exchange, text) => send(exchange, text, {})),
	form('a content type of a page', (exchange, text) => send(exchange, text, { 'content-type': 'text/html' })),
	form('spaces around it', (exchange, text) => send(exchange, `\r\n  ${text}  \n`, JSON_TYPE)),
	form('many spaces around it', (exchange, text) => send(exchange, ' '.repeat(100_000) + text, JSON_TYPE)),
	form('a byte order mark', (exchange, text) => send(exchange, `\ufeff${text}`, JSON_TYPE)),
	form('gzip', (exchange, text) =>
		send(exchange, gzipSync(text), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
	),
	form('chunks of one byte', ({ response }, text) => {
		response.writeHead(200, { ...JSON_TYPE, connection: 'close' });
		for (const letter of text) response.write(letter);
		response.end();
	}),
	form('an early hint before it', (exchange, text) => {
		exchange.socket.write('HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n');
		send(exchange, text, JSON_TYPE);
	}),
	form('fields that nobody knows', (exchange, text) => {
		const healthy = JSON.parse(text) as object;
		const more = {
			warning: 'Look out',
			__proto__x: 1,
			constructor: {},
			toString: null,
			extra: { deep: [1, [2]] },
		};
		reply(exchange, 200, Array.isArray(healthy) ? healthy : { ...healthy, ...more });
	}),
];

/** Refusals that hide in an answer with 200. */
export const hiddenRefusals: Fault[] = (
	[
		[400, 'INVALID_INPUT', { kind: 'refused', says: /did not accept the input/ }],
		[401, 'UNAUTHORIZED', { kind: 'refused', says: /did not accept the API key/ }],
		[403, 'FORBIDDEN', { kind: 'refused', says: /does not allow this account/ }],
		[404, 'NOT_FOUND', { kind: 'notFound', says: /did not find/ }],
		[429, 'RATE_LIMIT_EXCEEDED', { kind: 'rateLimited' }],
		[500, 'INTERNAL_SERVER_ERROR', { kind: 'trouble', says: /having trouble \(HTTP 500\)/ }],
	] as Array<[number, string, Nature]>
).map(([status, code, nature]) => ({
	name: `200 that means ${status}`,
	// HTTP says that a paid request was accepted, and the body does not: nobody knows.
	nature: ({ method }: Hit) => (method === 'POST' ? NONE : nature),
	act: (exchange: Exchange) => reply(exchange, 200, { status, code, message: 'Something is wrong' }),
}));
