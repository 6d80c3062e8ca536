import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Fault } from '../fault.mts';

/** Only where it is certain that nothing was sent, nothing was sent: of a reset nobody can tell. */
const LOST = { kind: 'lost' } as const;
const UNSENT = { kind: 'unsent' } as const;

/** A server that is no Swiftia, under an https address. */
const secure = (name: string, start: () => Promise<net.Server>, nature: Fault['nature'] = UNSENT): Fault => ({
	name,
	nature,
	times: 'always',
	server: async () => {
		const server = await start();
		const sockets = new Set<Socket>();
		server.on('connection', (socket: Socket) => {
			sockets.add(socket);
			socket.on('error', () => {});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return {
			baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
			close: () => {
				server.close();
				sockets.forEach((socket) => socket.destroy());
			},
		};
	},
});

const plain = (meet: (socket: Socket) => void) => async () => net.createServer(meet);

const onHello = (meet: (socket: Socket) => void) =>
	plain((socket) => void socket.once('data', () => meet(socket)));

const withCertificate = (options: tls.TlsOptions) => async () => {
	const certificate = JSON.parse(process.env.SWIFTIA_TEST_CERTIFICATE!) as { key: string; cert: string };
	return tls.createServer({ ...certificate, ...options }, (socket) => {
		socket.on('error', () => {});
		socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"id":"job-1","status":"COMPLETED"}');
	});
};

/** A TLS record of an alert: fatal, handshake failure. */
const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);

/** Secure connections that do not come about: nothing of the request can have arrived. */
export const tlsFaults: Fault[] = [
	secure(
		'plain HTTP behind https',
		onHello((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
	),
	secure('a certificate that nobody vouches for', withCertificate({})),
	secure('a TLS that is too old', withCertificate({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })),
	secure(
		'a handshake that is refused',
		onHello((socket) => void socket.end(ALERT)),
	),
	secure(
		'a handshake that ends',
		onHello((socket) => void socket.end()),
	),
	secure(
		'a reset before the handshake',
		plain((socket) => void socket.resetAndDestroy()),
	),
	secure(
		'an end before the handshake',
		plain((socket) => void socket.end()),
	),
	secure(
		'bytes that are no TLS',
		onHello((socket) => void socket.end('Hello, I am no web server.\r\n\r\n')),
	),
	secure(
		'a client certificate that is missing',
		withCertificate({ requestCert: true, rejectUnauthorized: true }),
	),
	{
		...secure(
			'a handshake that is cut',
			onHello((socket) => void socket.resetAndDestroy()),
			LOST,
		),
		requests: () => [0, 0],
		paid: () => [0, 0],
	},
];
