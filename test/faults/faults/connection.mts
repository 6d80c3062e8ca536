import type { Socket } from 'node:net';
import type { Exchange, Fault } from '../fault.mts';
import { NOBODY_HOME } from '../noHost.mts';

const LOST = { kind: 'lost' } as const;

/** Bytes that stand where an answer should. */
const raw = (name: string, bytes: string | Buffer, end: (socket: Socket) => void): Fault => ({
	name,
	nature: LOST,
	act: ({ socket }) => void socket.write(bytes, () => end(socket)),
});

const finish = (socket: Socket) => void socket.end();
const reset = (socket: Socket) => void socket.resetAndDestroy();
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** An answer whose head is as it should be and whose body is not. */
const head = (headers: string, body: string | Buffer) =>
	Buffer.concat([Buffer.from(`${HEAD}${headers}\r\n`), Buffer.from(body)]);

/** A connection that was made: whether the request was read, nobody knows. */
const met = (name: string, meet: (socket: Socket) => void): Fault => ({
	name,
	nature: LOST,
	meet,
	paid: ([, most]) => [0, most],
});

const drip = (bytes: string) => {
	return ({ socket }: Exchange) => {
		const timer = setInterval(() => socket.write(bytes), 100);
		socket.on('close', () => clearInterval(timer));
	};
};

/** Connections that are never made, and such that end or never end. */
export const connectionFaults: Fault[] = [
	{ name: 'a closed port', nature: { kind: 'unsent' }, times: 'always', closesPort: true },
	{
		name: 'a host that does not exist',
		nature: { kind: 'unsent' },
		times: 'always',
		server: async () => ({ baseUrl: `http://${NOBODY_HOME.unknown}/api`, close: () => {} }),
	},
	{
		name: 'a host that cannot be looked up now',
		nature: { kind: 'unsent' },
		times: 'always',
		server: async () => ({ baseUrl: `http://${NOBODY_HOME.later}/api`, close: () => {} }),
	},
	// Depending on the moment it counts as a connection that was never made.
	{ ...met('a reset at once', reset), hits: ({ kind }) => kind === 'read' },
	met('a reset while the request is read', (socket) => void socket.once('data', () => reset(socket))),
	met('an end while the request is read', (socket) => void socket.once('data', () => socket.destroy())),
	met('an end before the request was read', finish),
	met('another protocol that speaks first', (socket) => void socket.end('220 mail ready\r\n')),
	{ name: 'a reset after the request was read', nature: LOST, act: ({ socket }) => reset(socket) },
	{ name: 'an end after the request was read', nature: LOST, act: ({ socket }) => finish(socket) },
	raw('a text that is no HTTP', 'Hello, I am no web server.\r\n\r\n', finish),
	raw('bytes that are no HTTP', Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]), finish),
	raw('HTTP of another age', 'HTTP/9.9 200 OK\r\n\r\n{}', finish),
	raw('a status that is no number', 'HTTP/1.1 OK 200\r\n\r\n{}', finish),
	raw('half a head', HEAD, finish),
	raw('half a head and a reset', HEAD, reset),
	raw('a head of a hundred thousand letters', `${HEAD}X-Long: ${'x'.repeat(100_000)}\r\n\r\n{}`, finish),
	raw('less than its length', head('Content-Length: 500\r\n', '{"id":"job-1"'), finish),
	raw('less than its length, and a reset', head('Content-Length: 500\r\n', '{"id":"job-1"'), reset),
	raw('a length that is none', head('Content-Length: many\r\n', '{"id":"job-1"}'), finish),
	raw('chunks without an end', head('Transfer-Encoding: chunked\r\n', '5\r\n{"id"\r\n'), finish),
	raw('chunks that are none', head('Transfer-Encoding: chunked\r\n', 'many\r\n{"id"\r\n'), finish),
	raw(
		'gzip that is none',
		head('Content-Encoding: gzip\r\nContent-Length: 14\r\nConnection: close\r\n', '{"id":"job-1"}'),
		finish,
	),
	raw(
		'deflate that is none',
		head('Content-Encoding: deflate\r\nContent-Length: 14\r\nConnection: close\r\n', '{"id":"job-1"}'),
		finish,
	),
];

/** Servers that take their time for ever. They are slow to test, and so few. */
export const silentFaults: Fault[] = [
	{ name: 'silence', nature: LOST, act: () => {} },
	{
		name: 'a head, then silence',
		nature: LOST,
		act: ({ socket }) => void socket.write(head('Content-Length: 500\r\n', '{"id":')),
	},
	{ name: 'a byte now and then', nature: LOST, act: drip(' ') },
	{
		name: 'a body that drips for ever',
		nature: LOST,
		act: (exchange) => {
			exchange.socket.write(`${HEAD}\r\n`);
			drip(' ')(exchange);
		},
	},
];
