import { node, videos } from '../../realN8n/nodes.mts';
import { type Simulator, startSimulator } from '../../simulator/index.mts';
import { until } from '../../realN8n/lib/until.mts';
import { QueueWorld, STARTS_WITHIN, secondsUntil, videoIds } from './world.mts';

describe('Keys in queue mode', () => {
	let world: QueueWorld;
	beforeAll(async () => void (world = await QueueWorld.open()), STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => world.simulator.reset());

	async function parked(beginning: string, maxWaitMinutes: number): Promise<string> {
		const id = await world.launch([
			...videos(...videoIds(beginning, 2)),
			world.create(),
			world.wait({ maxWaitMinutes }),
			node('After', 'n8n-nodes-base.noOp', 1, {}),
		]);
		await world.reaches(id, 'waiting');
		return id;
	}

	it('may be rotated while an execution is parked', async () => {
		const credential = await world.addCredential();
		const id = await parked('rotated', 10);
		world.simulator.key = 'another-key';
		for (const job of world.simulator.jobs) world.simulator.completeJob(job.id);
		await until('a refused read', () =>
			world.simulator.journal.some(({ authorized }) => authorized === 'wrong'),
		);
		const data = { apiKey: world.simulator.key, baseUrl: world.simulator.apiUrl };
		await world.session.client.updateCredential(credential, 'swiftiaApi', data);
		const seconds = await secondsUntil(async () => await world.reaches(id, 'success', 360));
		process.stderr.write(`    woken ${seconds} s after n8n had the new key\n`);
		const execution = await world.reaches(id, 'success');
		expect(execution.items('After').map(({ json }) => json.status)).toEqual(['COMPLETED', 'COMPLETED']);
	});

	it('that are deleted while an execution is parked end it with an error that names its jobs', async () => {
		const credential = await world.addCredential();
		const id = await parked('deleted', 10);
		await world.session.client.deleteCredential(credential);
		const jobIds = world.simulator.jobs.map((job) => job.id);
		expect(await world.failureOf(id, 240)).toMatch(/credential/i);
		const { error } = (await world.session.client.execution(id)).runs('Wait').at(-1)!;
		for (const jobId of jobIds) expect(JSON.stringify(error)).toContain(jobId);
		await world.addCredential();
	});

	describe('shared by two workers at one request a second', () => {
		let shared: Simulator;
		beforeAll(async () => void (shared = await startSimulator({ plan: 'pro', jobSeconds: 1 })));
		afterAll(async () => await shared?.close());

		it('are refused seldom, and all work is done', async () => {
			const jobs = 12;
			const { client } = world.session;
			const data = { apiKey: shared.key, baseUrl: shared.apiUrl };
			const credentials = { swiftiaApi: await client.createCredential('Shared', 'swiftiaApi', data) };
			const begun = Date.now();
			const ids = await Promise.all(
				['a', 'b', 'c', 'd'].map(
					async (one) =>
						await world.launch([
							...videos(...videoIds(`shared${one}`, jobs)),
							{ ...world.create({ completionWebhook: 'none' }), credentials },
						]),
				),
			);
			for (const id of ids) await world.reaches(id, 'success', 240);

			const workers = new Set(await Promise.all(ids.map(async (id) => (await world.workerOf(id)).pid)));
			const refused = shared.journal.filter(({ status }) => status === 429).length;
			const bound = (ids.length * jobs) / 1;
			const factor = ((Date.now() - begun) / 1000 / bound).toFixed(2);
			process.stderr.write(
				`    ${refused} of ${shared.journal.length} refused, ${factor} x the bound, ${workers.size} workers\n`,
			);
			expect(shared.ledger).toHaveLength(ids.length * jobs);
			expect(shared.repeated()).toEqual([]);
			expect(refused).toBeLessThan(shared.journal.length / 2);
		});
	});
});
