import axios from 'axios';
import { chain } from '../../../realN8n/workflow.mts';
import { node, videos } from '../../../realN8n/nodes.mts';
import type { ExecutionSummary } from '../../../realN8n/execution.mts';
import { until } from '../../../realN8n/lib/until.mts';
import { type World, moment } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

/** Swiftia Trigger, in an n8n that other suites use as well. */
export function trigger({ open }: SharedN8n): void {
	describe('Swiftia Trigger', () => {
		let world: World;
		beforeAll(async () => (world = await open()));
		afterAll(async () => await world.close());

		/** An active workflow behind the trigger; gives its id and the trigger's production URL. */
		async function active(parameters: Record<string, unknown>): Promise<{ id: string; url: string }> {
			const webhookId = crypto.randomUUID();
			const trigger = {
				...world.swiftia('Swiftia Trigger', parameters),
				type: 'n8n-nodes-swiftia.swiftiaTrigger',
			};
			const workflow = await world.session.client.createWorkflow({
				name: 'Behind the trigger',
				nodes: [{ ...trigger, webhookId }, node('After', 'n8n-nodes-base.noOp', 1, {})],
				connections: chain('Swiftia Trigger', 'After'),
			});
			await world.session.client.activate(workflow);
			return { id: workflow.id, url: `${world.session.server.url}/webhook/${webhookId}/swiftia` };
		}

		/** Starts a job that calls this URL, and ends it. */
		async function endJobFor(webhookUrl: string): Promise<string> {
			const before = world.simulator.jobs.length;
			await world.run([...videos('video-aaaa0'), world.create({ completionWebhook: 'url', webhookUrl })]);
			await until('the job', () => world.simulator.jobs.length > before);
			const { id } = world.simulator.jobs.at(-1)!;
			world.simulator.completeJob(id);
			return id;
		}

		async function starts(workflowId: string, count: number): Promise<ExecutionSummary[]> {
			let found: ExecutionSummary[] = [];
			for (let look = 0; look < 50 && found.length < count; look++) {
				await moment(200);
				found = (await world.session.client.executions(workflowId)).filter(
					({ status }) => status === 'success',
				);
			}
			return found;
		}

		it('starts a workflow with the job, once for calls that repeat, and not again after a restart of n8n', async () => {
			world.simulator.setWebhooks({ repeat: 3 });
			const { id, url } = await active({ output: 'job' });
			const jobId = await endJobFor(url);
			const [execution] = await starts(id, 1);
			const items = (await world.session.client.execution(execution!.id)).items('After');
			expect(items.map(({ json }) => json)).toEqual([
				expect.objectContaining({ jobId, status: 'COMPLETED' }),
			]);

			await world.session.restart();
			expect((await axios.post(url, { jobId })).status).toBe(200);
			const other = await endJobFor(url);
			const all = await starts(id, 2);
			expect(all).toHaveLength(2);
			const newest = (await world.session.client.execution(all[0]!.id)).items('After');
			expect(newest[0]!.json).toMatchObject({ jobId: other });
		});

		it('starts a workflow with one item per short', async () => {
			const { id, url } = await active({ output: 'shorts' });
			const jobId = await endJobFor(url);
			const [execution] = await starts(id, 1);
			const items = (await world.session.client.execution(execution!.id)).items('After');
			expect(items.length).toBeGreaterThan(1);
			for (const { json } of items) expect(json).toMatchObject({ jobId, shortId: expect.any(String) });
		});
	});
}
