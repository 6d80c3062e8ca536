import type { Execution } from '../../../realN8n/execution.mts';
import type { End } from '../parkingNode.mts';
import type { Suite } from '../stage.mts';
import { ROWS, type Row } from '../workflows.mts';

/** What a workflow comes to whose node has parked, for all that the node can come to. */
export const outcomes =
	(possible: End[]): Suite =>
	(stage) => {
		const rows = ROWS.filter(({ end = 'items' }) => possible.includes(end));
		describe('comes to what it would without parking', () => {
			// All at once: each is parked for most of the time.
			const ends = new Map<Row, Promise<Execution>>();
			beforeAll(async () => {
				const { world, parking } = stage();
				for (const row of rows) {
					const { nodes, ...more } = row.workflow(parking);
					const id = await world.launch(nodes, more);
					const end = stage().finishWell(id);
					// It is told by the test of the row.
					end.catch(() => undefined);
					ends.set(row, end);
				}
			}, 300_000);

			it.each(rows)(
				'$title',
				async (row) => {
					const execution = await ends.get(row)!;
					expect(row.seen(execution)).toEqual(row.expected);
				},
				600_000,
			);
		});
	};
