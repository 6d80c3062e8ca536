import { node } from '../../../realN8n/nodes.mts';
import type { Suite } from '../stage.mts';
import { VIDEOS, inARow, json, lineage } from '../workflows.mts';

/** What becomes of an execution whose node fails after it has parked. */
export const failures: Suite = (stage) => {
	describe('fails after it has parked', () => {
		it('ends the execution with its error, and tells the error workflow once', async () => {
			const { client, world, parking, isFirstLine } = stage();
			const nodes = [node('On error', 'n8n-nodes-base.errorTrigger', 1, {})];
			const told = await client.createWorkflow({ name: 'Error workflow', nodes, connections: {} });
			// n8n 1.x calls it whether active or not, and refuses to activate it.
			if (!isFirstLine) await client.activate(told);
			const settings = { errorWorkflow: told.id };
			const failed = await parking.finish(
				await world.launch(inARow(parking, { end: 'throw' }), { settings }),
			);

			expect([failed.status, failed.lastNode]).toEqual(['error', 'Park']);
			expect(failed.failure).toContain('It failed');
			// n8n 1.x keeps the run that failed beside the one that parked.
			expect(failed.runs('Park').at(-1)!.error).toMatchObject({
				message: expect.stringContaining('It failed'),
			});
			expect(failed.runs('After')).toEqual([]);
			const telling = await client.execution(await stage().executionOf(told));
			expect(json(telling, 'On error')).toEqual([
				expect.objectContaining({
					execution: expect.objectContaining({ id: failed.id, lastNodeExecuted: 'Park' }),
				}),
			]);
			expect(await client.executions(told.id)).toHaveLength(1);
		});

		it.each([false, true])(
			'is executed again by a retry from the list, with its items (workflow as it is now: %s)',
			async (editedWorkflow) => {
				const { client, world, parking } = stage();
				const failed = await parking.finish(await world.launch(inARow(parking, { end: 'throwOnce' })));
				expect(failed.status).toBe('error');
				const retried = await stage().finishWell(await client.retry(failed.id, { editedWorkflow }));
				expect(json(retried)).toEqual(lineage(VIDEOS));
			},
		);
	});
};
