import { videos } from '../../../realN8n/nodes.mts';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

/** The operations that are in no other suite, in an n8n that other suites use as well. */
export function operations({ open }: SharedN8n): void {
	describe('The other operations', () => {
		let world: World;
		beforeAll(async () => {
			world = await open({ jobSeconds: 0, renderSeconds: 2 });
		});
		afterAll(async () => await world.close());
		afterEach(() => world.simulator.reset());

		it('Job: Get and Short: Get Many give the job and its shorts', async () => {
			const get = world.swiftia('Get', { resource: 'job', operation: 'get', jobId: '={{ $json.jobId }}' });
			const list = world.swiftia('Shorts', {
				resource: 'short',
				operation: 'getAll',
				jobId: '={{ $json.jobId }}',
				returnAll: true,
			});
			const id = await world.run([...videos('video-aaaa0'), world.create(), get, list]);
			const execution = await world.reaches(id, 'success');
			const [job] = execution.items('Get');
			expect(job!.json).toMatchObject({ jobId: world.simulator.jobs[0]!.id, status: 'COMPLETED' });
			expect(execution.items('Shorts').map(({ json }) => json)).toEqual(job!.json.shorts);
		});

		it('Render: Create, Get, Wait for Completion and Download, one after the other, bring the MP4s', async () => {
			const step = (name: string, operation: string, more: object = {}) =>
				world.swiftia(name, { resource: 'render', operation, renderId: '={{ $json.renderId }}', ...more });
			const nodes = [
				...videos('video-aaaa0'),
				world.create(),
				step('Render', 'create', { jobId: '={{ $json.jobId }}', waitForCompletion: false }),
				step('Get', 'get'),
				step('Wait', 'waitForCompletion', { options: { pollInterval: 1 } }),
				step('Download', 'download'),
			];
			const execution = await world.reaches(await world.run(nodes), 'success');
			const rendered = execution.items('Render').map(({ json }) => json.renderId);
			expect(rendered).toHaveLength(3);
			expect(execution.items('Get').map(({ json }) => json.renderId)).toEqual(rendered);
			expect(execution.items('Wait').map(({ json }) => [json.renderId, json.status])).toEqual(
				rendered.map((renderId) => [renderId, 'COMPLETED']),
			);
			for (const { binary } of execution.items('Download')) expect(binary!.data!.mimeType).toBe('video/mp4');
			expect(world.simulator.ledger.filter(({ kind }) => kind === 'render')).toHaveLength(3);
		});

		it('Brand Preset: Get Many lists them', async () => {
			const list = world.swiftia('Presets', { resource: 'brandPreset', operation: 'getAll' });
			const execution = await world.reaches(await world.run([...videos('video-aaaa0'), list]), 'success');
			expect(execution.items('Presets').map(({ json }) => json.brandPresetId)).toContainEqual(
				expect.any(String),
			);
		});
	});
}
