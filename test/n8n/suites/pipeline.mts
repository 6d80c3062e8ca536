// Create job -> Render shorts: the render node watches the jobs itself.
import { videos } from '../../../realN8n/nodes.mts';
import { until } from '../../../realN8n/lib/until.mts';
import { type World, moment } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

const IDS = ['video-quick', 'video-long0', 'video-thir0'];

/** Create job -> Render shorts, which watches the jobs itself, in an n8n that other suites use as well. */
export function pipeline({ open }: SharedN8n): void {
	describe('Jobs and renders in one node', () => {
		let world: World;
		beforeAll(async () => {
			world = await open({ renderSeconds: 20, shortsPerJob: 2 });
		});
		afterAll(async () => await world.close());
		afterEach(() => world.simulator.reset());

		/** Two nodes over three videos; the jobs of the first and the last end after some seconds, that of the second by itself never. */
		async function run(more: object = {}, settings: object = {}): Promise<string> {
			for (const videoId of [IDS[0]!, IDS[2]!]) world.simulator.planJob({ videoId, seconds: 20 });
			const render = world.swiftia('Render', {
				resource: 'render',
				operation: 'create',
				jobId: '={{ $json.jobId }}',
				options: { pollInterval: 1 },
				...more,
			});
			const nodes = [
				...videos(...IDS),
				world.create({ completionWebhook: 'none' }),
				{ ...render, ...settings },
			];
			return await world.run(nodes);
		}
		const paid = (kind: 'job' | 'render') =>
			world.simulator.ledger.filter((call) => call.kind === kind).length;
		const longJob = () => world.simulator.jobs.find(({ videoId }) => videoId === IDS[1])!.id;
		const restIsRendered = () =>
			world.simulator.renders.filter(({ status }) => status === 'COMPLETED').length === 4;

		it('the renders of each job begin as soon as it has ended, and MP4s are taken while another is worked on', async () => {
			const id = await run({ download: true });
			await until(
				'four MP4s',
				() => world.simulator.journal.filter(({ path }) => path.startsWith('/files/')).length === 4,
			);
			expect((await world.session.client.execution(id)).status).toBe('running');
			world.simulator.completeJob(longJob());
			const items = (await world.reaches(id, 'success')).items('Render');
			expect(items.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual(
				[0, 0, 1, 1, 2, 2].map((item) => ['COMPLETED', { item }]),
			);
			for (const { binary } of items) expect(binary!.data!.mimeType).toBe('video/mp4');
			expect([paid('job'), paid('render')]).toEqual([3, 6]);
			expect(world.simulator.repeated()).toEqual([]);
		});

		it('a job that fails in the middle goes to the error output, after everything else was delivered', async () => {
			const id = await run({}, { onError: 'continueErrorOutput' });
			await until('the renders of the others', restIsRendered);
			world.simulator.failJob(longJob(), 'Private');
			const execution = await world.reaches(id, 'success');
			const [rendered, failed] = execution.runs('Render')[0]!.data!.main!;
			expect(rendered!.map(({ json }) => json.status)).toEqual(Array(4).fill('COMPLETED'));
			expect(failed!.map(({ json }) => json.error)).toEqual([
				expect.stringContaining(`Job ${longJob()} of video ${IDS[1]} failed and cannot be rendered: Private`),
			]);
		});

		it('a retry from the executions list takes up what was rendered, and waits for the rest', async () => {
			const id = await run({ maxWaitMinutes: 0.1 });
			expect(await world.failureOf(id)).toContain(
				`Job ${longJob()} of video ${IDS[1]} has not ended within Max Wait`,
			);
			expect([restIsRendered(), paid('render')]).toEqual([true, 4]);
			world.simulator.completeJob(longJob());
			const retried = await world.session.client.retry(id, { editedWorkflow: false });
			expect((await world.reaches(retried, 'success')).items('Render')).toHaveLength(6);
			expect([paid('job'), paid('render')]).toEqual([3, 6]);
			expect(world.simulator.repeated()).toEqual([]);
		});

		it('ends when the execution is stopped: nothing is asked or started after it', async () => {
			const id = await run();
			await until('the renders of the others', restIsRendered);
			await world.session.client.stop(id);
			await world.reaches(id, 'canceled');
			await until('all answers', () => world.simulator.journal.every(({ status }) => status !== 0));
			const asked = world.simulator.journal.length;
			world.simulator.completeJob(longJob());
			await moment(3_000);
			expect(world.simulator.journal).toHaveLength(asked);
		});
	});
}
