import { node } from '../../../realN8n/nodes.mts';
import type { Suite } from '../stage.mts';
import { VIDEOS, begin } from '../workflows.mts';
import { chain } from '../../../realN8n/workflow.mts';

/** A node that parks in a workflow that another one calls. */
export const subWorkflows: Suite = (stage) => {
	describe('parks in a sub-workflow', () => {
		/** Calls it with all videos at once; gives both executions when they are over. */
		async function called(waitForSubWorkflow: boolean) {
			const { client, world, parking } = stage();
			const nodes = [
				node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
				...parking.before(),
				parking.node('Park'),
			];
			const connections = chain(...nodes.map(({ name }) => name));
			const child = await client.createWorkflow({ name: 'Sub-workflow', nodes, connections });
			await client.activate(child);
			const call = node('Call', 'n8n-nodes-base.executeWorkflow', 1.2, {
				workflowId: { __rl: true, mode: 'id', value: child.id },
				options: { waitForSubWorkflow },
			});
			const id = await world.launch([...begin(parking), call, node('After', 'n8n-nodes-base.noOp', 1, {})]);
			const inner = await stage().finishWell(await stage().executionOf(child));
			return { inner, outer: await world.reaches(id, 'success') };
		}
		const ended = (items: Array<{ json: Record<string, unknown> }>) =>
			items.map(({ json: { videoId, timedOut } }) => [videoId, timedOut]);
		const COMPLETE = VIDEOS.map((video) => [video, false]);
		const OWN = VIDEOS.map((video) => [video, undefined]);

		it('which is waited for: the caller goes on with what it ended with; in n8n 1.x with its own items', async () => {
			const { inner, outer } = await called(true);
			expect(ended(inner.items('Park'))).toEqual(COMPLETE);
			expect(ended(outer.items('After'))).toEqual(stage().isFirstLine ? OWN : COMPLETE);
		});

		it('which is not waited for: it ends for itself', async () => {
			const { inner, outer } = await called(false);
			expect(ended(inner.items('Park'))).toEqual(COMPLETE);
			expect(ended(outer.items('After'))).toEqual(OWN);
		});
	});
};
