import { TRIGGER } from '../../../realN8n/nodes.mts';
import type { StoredWorkflow, Workflow } from '../../../realN8n/workflow.mts';
import { chain } from '../../../realN8n/workflow.mts';
import type { Suite } from '../stage.mts';
import { VIDEOS, inARow, json, lineage } from '../workflows.mts';

/** A node that parks in executions that the editor starts. */
export const editor: Suite = (stage) => {
	describe('is run by the editor', () => {
		async function workflow(more: Partial<Workflow> = {}): Promise<StoredWorkflow> {
			const nodes = inARow(stage().parking);
			const connections = chain(...nodes.map(({ name }) => name));
			return await stage().client.createWorkflow({ name: 'Test', nodes, connections, pinData: {}, ...more });
		}

		it('in the whole workflow', async () => {
			const execution = await stage().finishWell(await stage().client.run(await workflow(), TRIGGER));
			expect(json(execution)).toEqual(lineage(VIDEOS));
		});

		it('as a step, and once more with the data of the nodes before it', async () => {
			const { client } = stage();
			const stored = await workflow();
			const first = await stage().finishWell(await client.runStep(stored, 'Park'));
			const before = stored.nodes.map(({ name }) => name).slice(0, -2);
			const runData = Object.fromEntries(before.map((name) => [name, first.runs(name)]));
			const second = await stage().finishWell(await client.runStep(stored, 'Park', runData));
			for (const execution of [first, second]) {
				expect(execution.items('Park').map((item) => item.json.videoId)).toEqual(VIDEOS);
				expect([execution.runs('Park').length, execution.runs('After').length]).toEqual([1, 0]);
			}
			expect(second.runs(TRIGGER)[0]).toEqual(first.runs(TRIGGER)[0]);
		});

		it('with pinned data before it', async () => {
			const [video] = VIDEOS;
			const stored = await workflow({ pinData: { 'Each video': [{ json: { videoId: video } }] } });
			const execution = await stage().finishWell(await stage().client.run(stored, TRIGGER));
			expect(json(execution)).toEqual(lineage([video!]));
		});
	});
};
