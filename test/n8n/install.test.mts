import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scope } from '../../realN8n/lib/scope.mts';
import { ensureN8n } from '../../realN8n/install.mts';
import { TRIGGER, videos } from '../../realN8n/nodes.mts';
import { chain, type StoredWorkflow } from '../../realN8n/workflow.mts';
import { withUnpacked } from '../../scripts/unpacked.mts';
import { LocalRegistry } from './registry.mts';
import { until } from '../../realN8n/lib/until.mts';
import { RELEASES, World, packedPackage } from './world.mts';

const PACKAGE = 'n8n-nodes-swiftia';

describe.each(RELEASES)('Installing the package in n8n $version', (release) => {
	const scope = new Scope();
	let world: World;
	let registry: LocalRegistry;

	beforeAll(async () => {
		const folder = await mkdtemp(join(tmpdir(), 'swiftia-registry-'));
		scope.defer(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }));
		registry = await LocalRegistry.start(scope, folder, (await ensureN8n(release)).node);
		world = await World.start(release, { environment: registry.environment, withPackage: false });
		scope.defer(async () => await world.close());
	}, 900_000);
	afterAll(async () => await scope.close());

	const nodeNames = async () =>
		(await world.session.client.nodeTypes(PACKAGE)).map(({ name }) => name).sort();
	const start = async (workflow: StoredWorkflow) => await world.session.client.run(workflow, TRIGGER);

	async function endJobs(count: number): Promise<void> {
		await until('the jobs', () => world.simulator.jobs.length === count);
		for (const { id } of world.simulator.jobs) world.simulator.completeJob(id);
	}

	/** Runs the workflow from parking to its end; gives the status of the job that comes out. */
	async function runThrough(workflow: StoredWorkflow): Promise<unknown> {
		const jobs = world.simulator.jobs.length;
		const id = await start(workflow);
		await world.waits(id);
		await endJobs(jobs + 1);
		return (await world.reaches(id, 'success')).items('Wait')[0]!.json.status;
	}

	it('installs, is used, is updated under a parked execution, is removed, and is taken up again', async () => {
		const { client } = world.session;
		await withUnpacked(async (_tarball, unpacked) => {
			await registry.publish(unpacked, '0.1.0');
			await client.installPackage(PACKAGE);
			expect(await nodeNames()).toEqual([`${PACKAGE}.swiftia`, `${PACKAGE}.swiftiaTrigger`]);

			await world.addCredential();
			const nodes = [...videos('dQw4w9WgXcQ'), world.create(), world.wait()];
			const connections = chain(...nodes.map(({ name }) => name));
			const workflow = await client.createWorkflow({ name: 'Before the update', nodes, connections });
			expect(await runThrough(workflow)).toBe('COMPLETED');

			const parked = await start(workflow);
			await world.waits(parked);
			await registry.publish(unpacked, '0.1.1');
			await client.updatePackage(PACKAGE, '0.1.1');
			await endJobs(2);
			const woken = await world.reaches(parked, 'success');
			expect(woken.items('Wait')[0]!.json).toMatchObject({ status: 'COMPLETED', timedOut: false });
			expect(await runThrough(workflow)).toBe('COMPLETED');

			await client.uninstallPackage(PACKAGE);
			expect(await nodeNames()).toEqual([]);
			await expect(runThrough(workflow)).rejects.toThrow(/Unrecognized node type/);

			await client.installPackage(PACKAGE);
			expect(await runThrough(workflow)).toBe('COMPLETED');
			expect(world.simulator.ledger).toHaveLength(4);
		}, packedPackage().tarball);
	});
});
