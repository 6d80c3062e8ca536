import { createHash } from 'node:crypto';
import { type IncomingMessage, createServer } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import axios from 'axios';
import getPort from 'get-port';
import { createProxyServer } from 'httpxy';
import type { Scope } from '../lib/scope.mts';

/**
 * Which of the webhook processes gets a call: each in turn, always the same one for a path, or one in turn and a copy for every
 * other one, as a caller that repeats itself at the worst moment.
 */
export type Routing = 'roundRobin' | 'byPath' | 'mirrored';

/** What stands before n8n's processes: webhooks go to those for webhooks, all else to the main one. */
export interface LoadBalancer {
	url: string;
	routing: Routing;
	/** Where the main process listens. */
	main: string;
	/** Where the webhook processes listen. */
	readonly webhooks: string[];
}

const HOST = '127.0.0.1';
/** Production webhooks and calls to parked executions; test webhooks are the main process's. */
const FOR_WEBHOOKS = /^\/(webhook|webhook-waiting|form|form-waiting)\//;

/**
 * Starts a load balancer on loopback; it ends with the scope.
 *
 * @param path under which n8n is, with a slash at the end; n8n itself is at its root
 */
export async function startLoadBalancer(
	scope: Scope,
	path = '/',
	wantedPort?: number,
): Promise<LoadBalancer> {
	const balancer: LoadBalancer = { url: '', routing: 'roundRobin', main: '', webhooks: [] };
	// A connection that is kept may be closed by n8n at the moment in which it is used again.
	const proxy = createProxyServer({ xfwd: true, agent: false });
	let turn = 0;
	const nextWebhook = (request: IncomingMessage) => {
		const { routing, webhooks } = balancer;
		return webhooks[(routing === 'byPath' ? hashOfPath(request) : turn++) % webhooks.length];
	};
	const server = createServer((request, response) => {
		const unreachable = () => response.writeHead(502).end();
		if (!request.url?.startsWith(path)) return response.writeHead(404).end();
		request.url = request.url.slice(path.length - 1);
		const target = FOR_WEBHOOKS.test(request.url) ? nextWebhook(request) : balancer.main;
		if (!target) return unreachable();
		if (target === balancer.main || balancer.routing !== 'mirrored')
			return proxy.web(request, response, { target }).catch(unreachable);
		return buffer(request)
			.then(async (body) => {
				for (const other of balancer.webhooks.filter((one) => one !== target))
					void copyTo(other, request, body);
				await proxy.web(request, response, { target, buffer: Readable.from([body]) });
			})
			.catch(unreachable);
	});
	// The same towards the caller: longer than any caller keeps it.
	server.keepAliveTimeout = 75_000;
	server.on('upgrade', (request, socket, head) => {
		request.url = `/${request.url?.slice(path.length)}`;
		proxy.ws(request, socket as never, { target: balancer.main }, head).catch(() => socket.destroy());
	});

	const port = await getPort({ port: wantedPort, host: HOST });
	await new Promise<void>((resolve) => server.listen(port, HOST, resolve));
	scope.defer(async () => {
		proxy.close();
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	balancer.url = `http://${HOST}:${port}`;
	return balancer;
}

/** Nobody waits for what comes of it. */
async function copyTo(
	target: string,
	{ method, url, headers }: IncomingMessage,
	data: Buffer,
): Promise<void> {
	await axios
		.request({
			method,
			url: target + url,
			headers: headers as Record<string, string>,
			data,
			proxy: false,
			validateStatus: null,
		})
		.catch(() => {});
}

function hashOfPath({ url }: IncomingMessage): number {
	const { pathname } = new URL(url!, 'http://localhost');
	return createHash('sha1').update(pathname).digest().readUInt32BE();
}
