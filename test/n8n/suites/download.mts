import { videos } from '../../../realN8n/nodes.mts';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

/** Files, in an n8n that other suites use as well. */
export function download({ open }: SharedN8n): void {
	describe('Downloads', () => {
		let world: World;
		beforeAll(async () => (world = await open({ jobSeconds: 0, renderSeconds: 2 })));
		afterAll(async () => await world.close());

		it('brings the MP4 of every short, whole and under its title', async () => {
			const render = world.swiftia('Render', {
				resource: 'render',
				operation: 'create',
				jobId: '={{ $json.jobId }}',
				download: true,
				options: { pollInterval: 1 },
			});
			const id = await world.run([...videos('video-aaaa0'), world.create(), render]);
			const files = (await world.reaches(id, 'success')).items('Render').map(({ json, binary }) => ({
				title: json.title,
				bytes: json.fileSize,
				stored: binary!.data!.fileSize,
				name: binary!.data!.fileName,
				type: binary!.data!.mimeType,
			}));
			const [job] = world.simulator.jobs;
			const inOrder = [...world.simulator.renders].sort((a, b) => a.short - b.short);
			expect(files).toEqual(
				inOrder.map(({ short, size }) => ({
					title: job!.shorts[short - 1]!.title,
					bytes: size,
					stored: `${(size / 1000).toFixed(1)} kB`,
					name: `${job!.shorts[short - 1]!.title}.mp4`,
					type: 'video/mp4',
				})),
			);
		});
	});
}
