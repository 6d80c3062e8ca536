import { call } from '../../n8n/world.mts';
import { until } from '../../../realN8n/lib/until.mts';
import { chain } from '../../../realN8n/workflow.mts';
import { type Suite, isFirstLine, statusOf } from '../stage.mts';
import type { Parks } from '../parkingNode.mts';
import { VIDEOS, inARow, json, lineage } from '../workflows.mts';

/** What may happen to an execution while its node is parked. */
export const parked: Suite = (stage, release) => {
	describe('is parked', () => {
		async function park(parks?: Parks): Promise<string> {
			const id = await stage().world.launch(inARow(stage().parking, parks));
			await stage().world.reaches(id, 'waiting');
			return id;
		}

		it('and is stopped: a later call comes to nothing', async () => {
			const id = await park();
			const address = await stage().parking.address(id);
			await stage().client.stop(id);
			expect(await statusOf(address)).toBe(409);
			expect((await stage().client.execution(id)).status).toBe('canceled');
		});

		it('and is deleted: a later call finds nothing', async () => {
			const id = await park();
			const address = await stage().parking.address(id);
			await stage().client.deleteExecution(id);
			expect(await statusOf(address)).toBe(404);
		});

		it('and its workflow is edited: it goes on as it was', async () => {
			const { client, world, parking } = stage();
			const { workflow, url } = await world.activate(inARow(parking));
			await call(url);
			const [id] = await world.executionsOf(workflow, 1);
			await world.reaches(id!, 'waiting');
			const other = parking.node('Renamed', { end: 'throw' });
			const nodes = workflow.nodes.map((one) => (one.name === 'Park' ? { ...other, disabled: true } : one));
			await client.saveNodes(workflow, nodes, chain(...nodes.map(({ name }) => name)));
			const execution = await stage().finishWell(id!);
			expect([execution.runs('Park').length, ...json(execution)]).toEqual([1, ...lineage(VIDEOS)]);
		});

		it("and nobody calls: n8n's timer wakes it, each time", async () => {
			const id = await park({ seconds: 5 });
			const execution = await stage().world.reaches(id, 'success', 200);
			expect([execution.runs('Park').length, ...json(execution)]).toEqual([1, ...lineage(VIDEOS)]);
		});

		// n8n 1.x lets several calls through: what is lost then is for the node to prevent.
		if (isFirstLine(release)) return;

		it('and is called three times at once: it is executed once', async () => {
			const id = await park({ busy: 1 });
			const answers = await Promise.all([1, 2, 3].map(async () => await stage().call(id)));
			expect(answers.sort()).toEqual([200, 500, 500]);
			const again = await until('the next park', async () => {
				const execution = await stage().client.execution(id);
				return execution.status === 'waiting' && execution.items('Park')[0]?.json.looks === 2 && execution;
			});
			expect(again.runs('Park')).toHaveLength(1);
			expect(json(await stage().finishWell(id))).toEqual(lineage(VIDEOS));
		});
	});
};
