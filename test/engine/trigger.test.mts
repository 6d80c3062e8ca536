/** @jest-environment ./test/oneRealm.mjs */
import axios from 'axios';
import type { INodeType } from 'n8n-workflow';
import { loadPackage } from './engine.mts';
import { LiveWebhook, type TriggerOptions } from './liveWebhook.mts';
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob } from './world.mts';

describe('Swiftia Trigger', () => {
	let world: World;
	const hosts: LiveWebhook[] = [];
	beforeEach(async () => (world = await World.start({ jobSeconds: Infinity })));
	afterEach(async () => {
		for (const host of hosts.splice(0)) await host.close();
		await world.close();
	});

	async function trigger(options: Partial<TriggerOptions> = {}): Promise<LiveWebhook> {
		const credential = { apiKey: world.simulator.key, baseUrl: world.simulator.apiUrl };
		const host = await LiveWebhook.start({ credential, ...options });
		hosts.push(host);
		return host;
	}

	/** Starts a job that calls the trigger; returns its id. */
	async function jobFor({ url }: LiveWebhook): Promise<string> {
		const engine = await world.engine([createJob({ completionWebhook: 'url', webhookUrl: url })]);
		await engine.execute();
		return String(engine.json()[0]!.jobId);
	}

	async function call({ url }: LiveWebhook, body: object): Promise<number> {
		return (await axios.post(url, body, { validateStatus: () => true })).status;
	}

	const reads = () => world.requests.filter((request) => request.startsWith('GET')).length;
	const idle = async (host: LiveWebhook) => await until('all calls are followed', () => host.pending === 0);

	it('starts the workflow with the job when Swiftia calls', async () => {
		const host = await trigger();
		const jobId = await jobFor(host);
		world.simulator.completeJob(jobId);
		await until('the workflow has started', () => host.starts.length === 1);
		const [item, ...more] = host.starts[0]!;
		expect(more).toEqual([]);
		expect(item!.json).toMatchObject({ jobId, status: 'COMPLETED' });
		expect((item!.json.shorts as object[]).length).toBe(item!.json.shortsCount);
		await until('Swiftia has its answer', () => world.simulator.deliveries[0]!.status === 200);
		expect(world.simulator.deliveries).toHaveLength(1);
	});

	it('starts it with one item per short, simplified or as the API gives them', async () => {
		for (const simplify of [true, false]) {
			const host = await trigger({ parameters: { output: 'shorts', simplify } });
			const jobId = await jobFor(host);
			world.simulator.completeJob(jobId);
			await until('the workflow has started', () => host.starts.length === 1);
			const items = host.starts[0]!.map(({ json }) => json);
			expect(items.length).toBeGreaterThan(1);
			for (const json of items) {
				expect('shortId' in json && json.jobId === jobId).toBe(simplify);
				expect('id' in json).toBe(!simplify);
			}
		}
	});

	it('gives the API body of the job with Simplify off', async () => {
		const host = await trigger({ parameters: { simplify: false } });
		const jobId = await jobFor(host);
		world.simulator.completeJob(jobId);
		await until('the workflow has started', () => host.starts.length === 1);
		expect(host.starts[0]![0]!.json).not.toHaveProperty('shortsCount');
	});

	it('trusts no call: an open job, a foreign one and nonsense start nothing', async () => {
		const host = await trigger();
		const jobId = await jobFor(host);
		expect(await call(host, { jobId: 'job-of-somebody-else', status: 'COMPLETED' })).toBe(200);
		expect(await call(host, { status: 'COMPLETED' })).toBe(400);
		expect(await call(host, [])).toBe(400);
		await idle(host);
		expect(await call(host, { id: jobId, status: 'COMPLETED' })).toBe(200);
		await until('the job was read', () => reads() === 2);
		expect(host.starts).toEqual([]);
	});

	it('looks again at a job that the API still shows as open', async () => {
		world.simulator.setWebhooks({ aheadSeconds: 20 });
		const host = await trigger();
		world.simulator.completeJob(await jobFor(host));
		await until('the workflow has started', () => host.starts.length === 1);
		expect(reads()).toBeGreaterThan(1);
	});

	it('looks again after trouble with the network', async () => {
		const host = await trigger();
		const jobId = await jobFor(host);
		world.simulator.addFault({ method: 'GET', path: `/api/jobs/${jobId}`, close: 'before', times: 5 });
		world.simulator.completeJob(jobId);
		await until('the workflow has started', () => host.starts.length === 1);
	});

	it('starts it once for calls that repeat, one after the other and at the same time', async () => {
		world.simulator.setWebhooks({ repeat: 3 });
		const host = await trigger();
		const jobId = await jobFor(host);
		world.simulator.completeJob(jobId);
		await until('Swiftia has called', () => world.simulator.deliveries.length === 3);
		await Promise.all([call(host, { jobId }), call(host, { id: jobId }), call(host, { jobId })]);
		await idle(host);
		expect(host.starts).toHaveLength(1);
		expect(reads()).toBe(1);
	});

	it('knows after a restart of n8n what it has started', async () => {
		const host = await trigger();
		const jobId = await jobFor(host);
		world.simulator.completeJob(jobId);
		await until('the workflow has started', () => host.starts.length === 1);
		await idle(host);
		const again = await trigger({ nodeType: await inAnotherProcess(), staticData: host.staticData });
		await call(again, { jobId });
		await idle(again);
		expect(again.starts).toEqual([]);
		const other = await jobFor(again);
		world.simulator.completeJob(other);
		await until('the workflow has started for another job', () => again.starts.length === 1);
	});

	it('starts it again and again where it is tried out in the editor', async () => {
		const host = await trigger({ mode: 'manual' });
		const jobId = await jobFor(host);
		world.simulator.completeJob(jobId);
		await until('the workflow has started', () => host.starts.length === 1);
		await call(host, { jobId });
		await until('it has started again', () => host.starts.length === 2);
	});

	it('starts nothing with shorts where the job has none, and lets a later call try again', async () => {
		world.simulator.setWebhooks({ onFailure: true });
		const host = await trigger({ parameters: { output: 'shorts' } });
		const jobId = await jobFor(host);
		world.simulator.failJob(jobId, 'Private');
		await until('Swiftia has called', () => world.simulator.deliveries.length === 1);
		await idle(host);
		expect(host.starts).toEqual([]);
		await call(host, { jobId });
		await idle(host);
		expect(reads()).toBe(2);
	});

	it('gives a failed job with its reason', async () => {
		world.simulator.setWebhooks({ onFailure: true });
		const host = await trigger();
		world.simulator.failJob(await jobFor(host), 'Private');
		await until('the workflow has started', () => host.starts.length === 1);
		expect(host.starts[0]![0]!.json).toMatchObject({ status: 'FAILED', failureReason: 'Private' });
	});

	it('is no tool for AI agents and has no input', async () => {
		const { description } = (await loadPackage()).getNode('swiftiaTrigger').type as INodeType;
		expect(description.usableAsTool).toBeUndefined();
		expect(description.inputs).toEqual([]);
	});
});

/** The node type with module state of its own. */
async function inAnotherProcess(): Promise<INodeType> {
	let built: { SwiftiaTrigger: new () => INodeType } | undefined;
	await jest.isolateModulesAsync(async () => {
		built = await import('../../nodes/Swiftia/SwiftiaTrigger.node.js');
	});
	return new built!.SwiftiaTrigger();
}
