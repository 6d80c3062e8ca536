import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scope } from '../../realN8n/lib/scope.mts';
import { ensureN8n } from '../../realN8n/install.mts';
import { TRIGGER, videos } from '../../realN8n/nodes.mts';
import { chain } from '../../realN8n/workflow.mts';
import { withUnpacked } from '../../scripts/unpacked.mts';
import { LocalRegistry } from '../n8n/registry.mts';
import { until } from '../../realN8n/lib/until.mts';
import { packedPackage } from '../n8n/world.mts';
import { Stage } from './stage.mts';

const PACKAGE = 'n8n-nodes-swiftia';
/** From an empty workflow to the first MP4; a key and a video are entered. */
const MOST_CLICKS = 12;

/** The workflow that README lets a newcomer paste. */
const workflowOfReadme = async () => {
	const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
	return /```json\n(.+?)```/s.exec(readme)![1]!;
};

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

	const publish = async (version: string) =>
		await withUnpacked(
			async (_tarball, unpacked) => await registry.publish(unpacked, version),
			packedPackage().tarball,
		);

	it('installs the package', async () => {
		const { editor } = stage;
		const { communityNodes } = editor;
		await publish('0.1.0');
		await communityNodes.open();
		await communityNodes.install(PACKAGE);
		expect(await communityNodes.text(PACKAGE)).toContain('0.1.0');
		await editor.screenshot('docs/screenshots/installed.png');
	});

	it('leads to the first MP4 as the README says, with few clicks', async () => {
		const { editor, world } = stage;
		const { credential, details } = editor;
		const { simulator } = world;
		await editor.newWorkflow();
		const clicks = await editor.countClicks();

		await editor.paste(await workflowOfReadme());
		await editor.canvas.openNode('Create job');
		await credential.create();
		await credential.field('apiKey').click();
		await credential.field('apiKey').fill(simulator.key);
		// Swiftia's own address is preset; the simulator's is not a person's to enter.
		await credential.field('baseUrl').fill(simulator.apiUrl);
		await credential.save();
		await credential.closed();
		await details.type('video', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ');
		await details.close();

		await editor.canvas.openNode('Render shorts');
		await details.execute();
		await until('the job', () => simulator.jobs.length === 1);
		simulator.completeJob(simulator.jobs[0]!.id);
		await details.succeeded();
		expect(await (await details.showFiles()).innerText()).toContain('video/mp4');
		expect(await clicks()).toBeLessThanOrEqual(MOST_CLICKS);
	});

	it('updates the package with the workflow running as before, and removes it', async () => {
		const { editor, world } = stage;
		const { communityNodes } = editor;
		const { client } = world.session;
		await world.addCredential();
		world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 0 });
		const nodes = [...videos('dQw4w9WgXcQ'), world.create(), world.wait()];
		const connections = chain(...nodes.map(({ name }) => name));
		const workflow = await client.createWorkflow({ name: 'Stays', nodes, connections });
		const statusOfJob = async () =>
			(await world.reaches(await client.run(workflow, TRIGGER), 'success')).items('Wait')[0]!.json.status;
		expect(await statusOfJob()).toBe('COMPLETED');

		await publish('0.1.1');
		await communityNodes.open();
		await communityNodes.update(PACKAGE);
		expect(await communityNodes.text(PACKAGE)).toContain('0.1.1');
		expect(await statusOfJob()).toBe('COMPLETED');

		await communityNodes.uninstall(PACKAGE);
		expect(await client.nodeTypes(PACKAGE)).toEqual([]);
	});
});
