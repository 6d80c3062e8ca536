import { until } from '../../../realN8n/lib/until.mts';
import { node } from '../../../realN8n/nodes.mts';
import type { WorkflowNode } from '../../../realN8n/workflow.mts';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

/** A credential whose key is an expression, as agencies use it for their customers, in an n8n that other suites use as well. */
export function customers({ open }: SharedN8n): void {
	describe('A key for each customer', () => {
		let worlds: World[];
		let credential: { id: string; name: string };
		beforeAll(async () => {
			worlds = await Promise.all(
				['key-of-customer-a', 'key-of-customer-b'].map(
					async (key) => await open({ key, jobSeconds: 40, renderSeconds: 2 }),
				),
			);
			credential = await worlds[0]!.session.client.createCredential('By item', 'swiftiaApi', {
				apiKey: '={{ $json.key }}',
				baseUrl: '={{ $json.url }}',
			});
		});
		afterAll(async () => await Promise.all(worlds.map(async (world) => await world.close())));
		afterEach(() => worlds.forEach(({ simulator }) => simulator.reset()));

		/** One item per customer, all for the same video. */
		const items = (): WorkflowNode[] => [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Customers', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({
					customer: worlds.map(({ simulator }) => ({
						key: simulator.key,
						url: simulator.apiUrl,
						videoId: 'dQw4w9WgXcQ',
					})),
				}),
				options: {},
			}),
			node('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'customer', options: {} }),
		];
		const byItem = (one: WorkflowNode): WorkflowNode => ({ ...one, credentials: { swiftiaApi: credential } });
		const paid = () => worlds.map(({ simulator }) => simulator.ledger.map(({ kind }) => kind));

		it('pays for the job of each item, and waits for each with its key', async () => {
			const [world] = worlds;
			const create = byItem(world!.create({ waitForCompletion: true, waitMethod: 'parked' }));
			const id = await world!.run([...items(), create]);
			await until('the jobs', () => worlds.every(({ simulator }) => simulator.jobs.length === 1));
			await world!.waits(id);
			const execution = await world!.reaches(id, 'success');
			expect(paid()).toEqual([['job'], ['job']]);
			expect(execution.items('Create').map(({ json }) => [json.jobId, json.status])).toEqual(
				worlds.map(({ simulator }) => [simulator.jobs[0]!.id, 'COMPLETED']),
			);
		});
	});
}
