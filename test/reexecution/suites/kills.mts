import type { Suite } from '../stage.mts';
import { moment } from '../../n8n/world.mts';
import { VIDEOS, inARow, json, lineage } from '../workflows.mts';

/** kill -9 of n8n: once, while one execution is parked for a call, one for n8n's timer, and one has been woken. */
export const kills: Suite = (stage) => {
	describe('is hit by kill -9 of n8n', () => {
		let called: string;
		let alone: string;
		let woken: string;
		beforeAll(async () => {
			const { world, parking } = stage();
			const launch = async (parks = {}) => {
				const id = await world.launch(inARow(parking, parks));
				await world.reaches(id, 'waiting');
				return id;
			};
			called = await launch();
			alone = await launch({ seconds: 20 });
			woken = await launch({ busy: 3 });
			expect(await stage().call(woken)).toBe(200);
			await moment(1_000);
			await world.session.kill();
			await world.session.restart();
		}, 300_000);

		it('while it is parked: a call wakes it afterwards', async () => {
			expect(json(await stage().finishWell(called))).toEqual(lineage(VIDEOS));
		});

		it("while it is parked: n8n's timer wakes it afterwards", async () => {
			expect(json(await stage().world.reaches(alone, 'success', 200))).toEqual(lineage(VIDEOS));
		});

		it('while it runs after a wake: the execution has crashed, and a retry from the list executes it with its items', async () => {
			await stage().world.reaches(woken, 'crashed');
			const retried = await stage().client.retry(woken, { editedWorkflow: false });
			expect(json(await stage().finishWell(retried))).toEqual(lineage(VIDEOS));
		});
	});
};
