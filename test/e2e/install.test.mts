import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scope } from '../../demo/lib/scope.mts';
import { ensureN8n } from '../../demo/n8n/install.mts';
import { TRIGGER, videos } from '../../demo/n8n/nodes.mts';
import { chain } from '../../demo/n8n/workflow.mts';
import { withUnpacked } from '../../scripts/unpacked.mts';
import { LocalRegistry } from '../n8n/registry.mts';
import { packedPackage } from '../n8n/world.mts';
import { Stage } from './stage.mts';

const PACKAGE = 'n8n-nodes-swiftia';

describe('The community nodes screen', () => {
	const scope = new Scope();
	let stage: Stage;
	let registry: LocalRegistry;
	beforeAll(async () => {
		const folder = await mkdtemp(join(tmpdir(), 'swiftia-registry-'));
		scope.defer(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }));
		registry = await LocalRegistry.start(scope, folder, (await ensureN8n()).node);
		stage = await Stage.start({ environment: registry.environment, withPackage: false });
		scope.defer(async () => await stage.close());
	}, 900_000);
	afterAll(async () => await scope.close());

	it('installs the package, updates it with the workflow running as before, and removes it', async () => {
		const { editor, world } = stage;
		const { communityNodes } = editor;
		const { client } = world.session;
		await withUnpacked(async (_tarball, unpacked) => {
			await registry.publish(unpacked, '0.1.0');
			await communityNodes.open();
			await communityNodes.install(PACKAGE);
			expect(await communityNodes.text(PACKAGE)).toContain('0.1.0');
			await editor.screenshot('docs/screenshots/installed.png');

			await world.addCredential();
			world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 0 });
			const nodes = [...videos('dQw4w9WgXcQ'), world.create(), world.wait()];
			const connections = chain(...nodes.map(({ name }) => name));
			const workflow = await client.createWorkflow({ name: 'Stays', nodes, connections });
			const statusOfJob = async () =>
				(await world.reaches(await client.run(workflow, TRIGGER), 'success')).items('Wait')[0]!.json.status;
			expect(await statusOfJob()).toBe('COMPLETED');

			await registry.publish(unpacked, '0.1.1');
			await communityNodes.open();
			await communityNodes.update(PACKAGE);
			expect(await communityNodes.text(PACKAGE)).toContain('0.1.1');
			expect(await statusOfJob()).toBe('COMPLETED');

			await communityNodes.uninstall(PACKAGE);
			expect(await client.nodeTypes(PACKAGE)).toEqual([]);
		}, packedPackage().tarball);
	});
});
