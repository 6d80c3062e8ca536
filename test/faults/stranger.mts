import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { FILE } from './backend.mts';

/** Requests that came to a host which is not Swiftia, and those among them that carried a credential. */
export const stranger = { requests: [] as string[], withKey: [] as string[] };

const server = http.createServer((request, response) => {
	stranger.requests.push(request.url!);
	if (request.headers.authorization || JSON.stringify(request.rawHeaders).includes('sw_')) {
		stranger.withKey.push(request.url!);
	}
	// It plays along, so that a client that follows would not notice.
	const isFile = request.url!.includes('/files/');
	response.writeHead(200, { 'content-type': isFile ? 'video/mp4' : 'application/json', connection: 'close' });
	response.end(isFile ? FILE : JSON.stringify({ id: 'stolen', renderId: 'stolen', status: 'COMPLETED' }));
});
server.unref();

/** Starts the stranger; it ends with the process. */
export async function startStranger(): Promise<void> {
	if (server.listening) return;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** Such as `http://127.0.0.1:4011`. */
export function strangerUrl(): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
