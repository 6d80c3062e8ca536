import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { node, videos } from '../../../realN8n/nodes.mts';
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

/** The test of the credential, in an n8n that other suites use as well. It speaks with the node's own words on both lines. */
export function credential({ open }: SharedN8n): void {
	describe('The credential test', () => {
		let world: World;
		beforeAll(async () => (world = await open({ jobSeconds: 0 })));
		afterAll(async () => await world.close());

		/** What n8n says to a credential. */
		async function verdictOf(data: { apiKey: string; baseUrl: string }) {
			const { client } = world.session;
			const credential = await client.createCredential('Tried', 'swiftiaApi', data);
			return await client.testCredential(credential, 'swiftiaApi', data);
		}

		const verdict = async (baseUrl: string) => await verdictOf({ apiKey: 'the-key-of-the-test', baseUrl });

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
				expect(result.message).toMatch(/redirects to .* Usually it is https:\/\/app\.swiftia\.io\/api/);
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
			const { status, message } = await verdictOn(handler);
			expect(status).toBe('Error');
			expect(message).toMatch(
				/did not come from the Swiftia API.* Usually it is https:\/\/app\.swiftia\.io\/api/,
			);
		});

		it.each<[string, string, RegExp]>([
			['nothing answers', 'http://127.0.0.1:1', /could not be reached .*: the connection was refused/],
			['the host does not exist', 'http://no-such-host.invalid/api', /could not be reached .*: /],
			['it is no address', 'app.swiftia.io/api', /is not a web address/],
			['its host is none', 'https://', /is not a web address/],
		])('says in words where %s, and names the usual address', async (_, baseUrl, says) => {
			const { status, message } = await verdict(baseUrl);
			expect(status).toBe('Error');
			expect(message).toMatch(says);
			expect(message).toContain('https://app.swiftia.io/api');
			expect(message).not.toMatch(/ECONN|ENOTFOUND|ERR_/);
		});

		it.each<[number, RegExp]>([
			[404, /Check the base URL/],
			[401, /did not accept the API key/],
			[403, /does not allow/],
			[429, /too many requests/],
			[503, /having trouble \(HTTP 503\)/],
		])('says in words what HTTP %d means', async (status, says) => {
			const result = await verdictOn(json({ status }, status));
			expect(result.status).toBe('Error');
			expect(result.message).toMatch(says);
			expect(result.message).not.toContain('the-key-of-the-test');
		});

		/** What people copy along, and what the test and a node make of it alike. */
		const COPIED: Array<[string, (key: string) => string]> = [
			['a space', (key) => ` ${key} `],
			['a line break', (key) => `${key}\n`],
			['an invisible character', (key) => `\u200b${key}\ufeff`],
			['a no-break space', (key) => `${key}\u00a0`],
			['its scheme', (key) => `Bearer ${key}`],
			['quotes', (key) => `"${key}"`],
			['a space within', (key) => `${key.slice(0, 3)} ${key.slice(3)}`],
			['words', () => 'my key'],
			['nothing', () => ' '],
		];

		it.each(COPIED)('and a node agree about a key with %s', async (_, copied) => {
			const data = { apiKey: copied(world.simulator.key), baseUrl: ` ${world.simulator.apiUrl}/ ` };
			const { status } = await verdictOf(data);
			const credential = await world.session.client.createCredential('Copied', 'swiftiaApi', data);
			const list = world.swiftia('Presets', { resource: 'brandPreset', operation: 'getAll' });
			const used = { ...list, credentials: { swiftiaApi: credential }, onError: 'continueRegularOutput' };
			const execution = await world.reaches(await world.run([...videos('dQw4w9WgXcQ'), used]), 'success');
			const works = execution.items('Presets').every(({ json: item }) => item.error === undefined);
			expect(works).toBe(status === 'OK');
			expect(works).toBe(
				!/my key|^ $/.test(data.apiKey) && !/\w \w/.test(data.apiKey.replace('Bearer ', '')),
			);
		});

		it('is good for the HTTP Request node as well, with what was copied along', async () => {
			const data = { apiKey: ` Bearer ${world.simulator.key}\n`, baseUrl: world.simulator.apiUrl };
			const credential = await world.session.client.createCredential('Copied', 'swiftiaApi', data);
			const request = {
				...node('Request', 'n8n-nodes-base.httpRequest', 4.2, {
					url: `${world.simulator.apiUrl}/organizations/brandings`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'swiftiaApi',
					options: {},
				}),
				credentials: { swiftiaApi: credential },
			};
			const execution = await world.reaches(await world.run([...videos('dQw4w9WgXcQ'), request]), 'success');
			expect(execution.items('Request').length).toBeGreaterThan(0);
		});
	});
}
