import axios from 'axios';
import { loop } from '../../../realN8n/workflow.mts';
import { node, videos } from '../../../realN8n/nodes.mts';
import { until } from '../../../realN8n/lib/until.mts';
import { type World, moment } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

const IDS = ['video-aaaa0', 'video-bbbb0', 'video-cccc0'];

/** Waiting for jobs, in an n8n that other suites use as well. */
export function waiting({ open }: SharedN8n): void {
	describe('Waiting', () => {
		let world: World;
		beforeAll(async () => (world = await open()));
		afterAll(async () => await world.close());
		afterEach(() => world.simulator.reset());

		/** Runs create -> wait over three videos until it is parked. */
		async function park(more: Record<string, unknown> = {}): Promise<{ id: string; jobIds: string[] }> {
			const id = await world.run([...videos(...IDS), world.create(), world.wait(more)]);
			await until('the jobs', () => world.simulator.jobs.length === IDS.length);
			await world.waits(id);
			// Several jobs are started at once, so they need not arrive in the order of the items.
			const jobOf = (videoId: string) => world.simulator.jobs.find((job) => job.videoId === videoId)!.id;
			return { id, jobIds: IDS.map(jobOf) };
		}

		async function outcome(id: string, seconds?: number) {
			const execution = await world.reaches(id, 'success', seconds);
			expect(execution.runs('Wait')).toHaveLength(1);
			return execution.items('Wait').map(({ json, pairedItem }) => ({ ...json, pairedItem }));
		}

		it('waits for three jobs in one run, and gives them in order though they end in another and all call three times', async () => {
			world.simulator.setWebhooks({ repeat: 3 });
			const { id, jobIds } = await park();
			for (const index of [2, 0, 1]) world.simulator.completeJob(jobIds[index]!);
			const items = await outcome(id);
			expect(items).toEqual(
				jobIds.map((jobId, item) =>
					expect.objectContaining({ jobId, status: 'COMPLETED', timedOut: false, pairedItem: { item } }),
				),
			);
			expect(world.simulator.repeated()).toEqual([]);
		});

		it('finds by itself jobs that ended without a call', async () => {
			const { id, jobIds } = await park();
			for (const jobId of jobIds) world.simulator.failJob(jobId, 'Private');
			expect(world.simulator.deliveries).toEqual([]);
			const items = await outcome(id);
			expect(
				items.map(({ status, failureReason }: Record<string, unknown>) => [status, failureReason]),
			).toEqual(Array(3).fill(['FAILED', 'Private']));
		});

		it('gives jobs that ended between create and wait', async () => {
			for (const videoId of IDS) world.simulator.planJob({ videoId, seconds: 0 });
			const id = await world.run([...videos(...IDS), world.create(), world.wait()]);
			expect((await outcome(id)).map(({ status }: Record<string, unknown>) => status)).toEqual(
				Array(3).fill('COMPLETED'),
			);
		});

		it('parks again and again inside Loop Over Items', async () => {
			const nodes = [
				...videos(...IDS),
				node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} }),
				world.create(),
				world.wait(),
			];
			const connections = loop(['Start', 'Videos', 'Each video'], 'Loop', ['Create', 'Wait']);
			const id = await world.run(nodes, connections);
			for (let round = 1; round <= IDS.length; round++) {
				await until('the job of the round', () => world.simulator.jobs.length >= round);
				world.simulator.completeJob(world.simulator.jobs[round - 1]!.id);
				await until('the callback of the round', () => world.simulator.deliveries.length >= round);
			}
			const execution = await world.reaches(id, 'success', 120);
			expect(execution.runs('Wait').map(({ data }) => data?.main?.[0]?.[0]?.json.status)).toEqual(
				Array(3).fill('COMPLETED'),
			);
			expect(world.simulator.ledger).toHaveLength(3);
		});

		it('takes no forged call for an end', async () => {
			const { id, jobIds } = await park();
			const { webhook } = world.simulator.jobs[0]!;
			for (const body of [{ id: jobIds[0], status: 'COMPLETED' }, { status: 'COMPLETED' }, 'nonsense']) {
				const answer = await fetch(webhook, {
					method: 'POST',
					body: JSON.stringify(body),
					headers: { 'content-type': 'application/json' },
				});
				await answer.text();
			}
			const looks = () => world.simulator.journal.filter(({ method }) => method === 'GET').length;
			await until('a look at each', () => looks() >= IDS.length);
			await moment(1000);
			await world.waits(id);
			await world.session.client.stop(id);
		});

		it('goes on with what is known when the limit passes', async () => {
			const { id, jobIds } = await park({ maxWaitMinutes: 1.5 });
			const items = await outcome(id, 200);
			expect(items).toEqual(
				jobIds.map((jobId) => expect.objectContaining({ jobId, status: 'PROCESSING', timedOut: true })),
			);
		});

		it('waits, under Automatic, for a job of another workflow', async () => {
			const { apiUrl, key } = world.simulator;
			await axios.post(
				`${apiUrl}/jobs`,
				{ functionName: 'VideoShorts', youtubeVideoId: IDS[0] },
				{ headers: { authorization: `Bearer ${key}` } },
			);
			const jobId = world.simulator.jobs[0]!.id;
			const id = await world.run([...videos(IDS[1]!), world.wait({ jobId, waitMethod: 'auto' })]);
			await until('a look', () => world.simulator.journal.length >= 2);
			await world.waits(id);
			world.simulator.completeJob(jobId);
			const execution = await world.reaches(id, 'success');
			expect(execution.items('Wait').map(({ json }) => json)).toEqual([
				expect.objectContaining({ jobId, status: 'COMPLETED', timedOut: false }),
			]);
		});

		it('stops polling when the execution is stopped', async () => {
			const id = await world.run([
				...videos(...IDS),
				world.create(),
				world.wait({ waitMethod: 'polling', options: { pollInterval: 1 } }),
			]);
			await until('looks', () => world.simulator.journal.length >= 10);
			await world.session.client.stop(id);
			await moment(1000);
			const before = world.simulator.journal.length;
			await moment(3000);
			expect(world.simulator.journal.length).toBe(before);
		});
	});
}
