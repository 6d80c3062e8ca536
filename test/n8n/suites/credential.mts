import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that answers everything in one way. */
async function serve(handler: Handler): Promise<Server> {
	const server = createServer(handler).unref();
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return server;
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const page: Handler = (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>');
const json =
	(body: unknown, status = 200): Handler =>
	(_, response) => {
		response.statusCode = status;
		response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
	};

/** The test of the credential, in an n8n that other suites use as well. */
export function credential({ open, release }: SharedN8n): void {
	describe('The credential test', () => {
		// n8n 1.x loses the HTTP status on the way to the rules of a credential test, and says it in its own words.
		const tellsStatuses = !release.version.startsWith('1.');
		let world: World;
		beforeAll(async () => (world = await open()));
		afterAll(async () => await world.close());

		/** What n8n says to a credential with this base URL. */
		async function verdict(baseUrl: string) {
			const { client } = world.session;
			const data = { apiKey: 'the-key-of-the-test', baseUrl };
			const credential = await client.createCredential('Tried', 'swiftiaApi', data);
			return await client.testCredential(credential, 'swiftiaApi', data);
		}

		async function verdictOn(handler: Handler) {
			const server = await serve(handler);
			try {
				return await verdict(urlOf(server));
			} finally {
				server.closeAllConnections();
				server.close();
			}
		}

		it.each([301, 302, 303, 307, 308])(
			'hands the key to nobody on a redirect (%d), and says so',
			async (status) => {
				const seen: Array<string | undefined> = [];
				const stranger = await serve((request, response) => {
					seen.push(request.headers.authorization);
					json([])(request, response);
				});
				const result = await verdictOn((_, response) =>
					response.writeHead(status, { location: `${urlOf(stranger)}/organizations/brandings` }).end(),
				);
				stranger.closeAllConnections();
				stranger.close();
				expect(result.status).toBe('Error');
				expect(result.message).toMatch(tellsStatuses ? /redirects/ : new RegExp(String(status)));
				expect(seen).toEqual([]);
			},
		);

		it('accepts a list, also an empty one', async () => {
			expect(await verdictOn(json([]))).toMatchObject({ status: 'OK' });
			expect(await verdictOn(json([{ id: '1' }]))).toMatchObject({ status: 'OK' });
		});

		it.each<[string, Handler]>([
			['a page', page],
			['an object', json({ ok: true })],
			['null', json(null)],
			['a text', json('hello')],
			['nothing', (_, response) => response.end()],
		])('says that there is no Swiftia API where the answer is %s', async (_, handler) => {
			expect(await verdictOn(handler)).toMatchObject({
				status: 'Error',
				message: 'There is no Swiftia API at this address. Check the Base URL.',
			});
		});

		it('gives n8n’s word for it where nothing answers, which README explains', async () => {
			const { status, message } = await verdict('http://127.0.0.1:1');
			expect(status).toBe('Error');
			expect(message).toMatch(tellsStatuses ? /^ECONNREFUSED$/ : /refused the connection/);
		});

		it.each<[number, RegExp, RegExp]>([
			[404, /no Swiftia API at this address/, /could not be found/],
			[401, /did not accept the API key/, /check your credentials/],
			[403, /does not allow/, /check your credentials/],
			[429, /too many requests/, /too many requests/],
			[503, /having trouble/, /unavailable/],
		])('says in words what HTTP %d means', async (status, says, words) => {
			const { message, ...result } = await verdictOn(json({ status }, status));
			expect(result.status).toBe('Error');
			expect(message).toMatch(tellsStatuses ? says : words);
		});
	});
}
