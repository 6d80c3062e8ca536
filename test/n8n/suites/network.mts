import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { videos } from '../../../realN8n/nodes.mts';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

/** Anything that listens. */
interface Listener {
	address(): unknown;
	close(): unknown;
}

const portOf = (server: Listener) => (server.address() as AddressInfo).port;

/** What the network does to a paid request, in an n8n that other suites use as well. */
export function network({ open }: SharedN8n): void {
	describe('The network', () => {
		let world: World;
		const listeners: Listener[] = [];
		beforeAll(async () => (world = await open()));
		afterAll(async () => {
			listeners.forEach((listener) => listener.close());
			await world.close();
		});

		/** Runs Job: Create against this address; returns what it says. */
		async function failureAt(baseUrl: string): Promise<string> {
			const credential = await world.session.client.createCredential('Elsewhere', 'swiftiaApi', {
				apiKey: world.simulator.key,
				baseUrl,
			});
			const create = { ...world.create(), credentials: { swiftiaApi: credential } };
			const id = await world.run([...videos('video-00000'), create]);
			return await world.failureOf(id);
		}

		it('is told apart from a lost answer where nobody listens, and where no secure connection comes about', async () => {
			const plain = createTcpServer((socket) => socket.end('no TLS here')).unref();
			listeners.push(plain);
			await new Promise<void>((listening) => plain.listen(0, '127.0.0.1', listening));
			expect(await failureAt('http://127.0.0.1:9/api')).toMatch(
				/could not be reached .* connection was refused/,
			);
			expect(await failureAt('http://no-such-host.invalid/api')).toMatch(/could not be reached .* not found/);
			expect(await failureAt(`https://127.0.0.1:${portOf(plain)}/api`)).toMatch(
				/could not be reached .* secure connection/,
			);
		});

		it('hands the key to nobody on a redirect, and pays for nothing', async () => {
			const seen: unknown[] = [];
			const stranger = createServer((request, response) => {
				seen.push(request.headers.authorization);
				response.end('{"jobId":"x"}');
			}).unref();
			const redirecting = createServer((_, response) =>
				response.writeHead(307, { location: `http://127.0.0.1:${portOf(stranger)}/api/jobs` }).end(),
			).unref();
			for (const server of [stranger, redirecting]) {
				listeners.push(server);
				await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
			}
			const failure = await failureAt(`http://127.0.0.1:${portOf(redirecting)}/api`);
			expect(failure).toMatch(/redirects to http:\/\/127\.0\.0\.1:\d+\/api\/jobs/);
			expect(failure).not.toContain(world.simulator.key);
			expect(seen).toEqual([]);
		});

		it('says that a lost answer may have been accepted', async () => {
			const losing = createTcpServer((socket) => socket.once('data', () => socket.destroy())).unref();
			listeners.push(losing);
			await new Promise<void>((listening) => losing.listen(0, '127.0.0.1', listening));
			expect(await failureAt(`http://127.0.0.1:${portOf(losing)}/api`)).toMatch(/may have been accepted/);
		});
	});
}
