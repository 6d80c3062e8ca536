import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import axios from 'axios';
import { Scope } from '../../realN8n/lib/scope.mts';
import { type Routing, startLoadBalancer } from '../../realN8n/queue/loadBalancer.mts';

const scope = new Scope();
afterAll(async () => await scope.close());

/** A process of n8n that answers with its name, and notes what arrives. */
async function process(name: string, arrived: string[]): Promise<string> {
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			arrived.push(`${name}: ${body}`);
			response.end(name);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	scope.defer(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each<[Routing, number]>([
	['roundRobin', 1],
	['byPath', 1],
	['mirrored', 2],
])(
	'%s: the caller is answered, and the whole body arrives at %i of two processes',
	async (routing, count) => {
		const arrived: string[] = [];
		const balancer = await startLoadBalancer(scope);
		balancer.webhooks.push(await process('a', arrived), await process('b', arrived));
		balancer.routing = routing;
		for (const path of ['webhook', 'webhook-waiting']) {
			arrived.length = 0;
			const { data } = await axios.post(`${balancer.url}/${path}/x`, { jobId: 'a' }, { proxy: false });
			expect(['a', 'b']).toContain(data);
			for (let tries = 0; arrived.length < count && tries < 100; tries++)
				await new Promise((resolve) => setTimeout(resolve, 10));
			const bodies = ['a: {"jobId":"a"}', 'b: {"jobId":"a"}'];
			expect(arrived.sort()).toEqual(count === 2 ? bodies : [`${data}: {"jobId":"a"}`]);
		}
	},
);
