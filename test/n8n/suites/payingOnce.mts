import { videos } from '../../../realN8n/nodes.mts';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

const IDS = Array.from({ length: 20 }, (_, index) => `video-${String(index).padStart(4, '0')}0`);

/** What is started once, in an n8n that other suites use as well. */
export function payingOnce({ open }: SharedN8n): void {
	describe('Paying once', () => {
		let world: World;
		beforeAll(async () => (world = await open()));
		afterAll(async () => await world.close());
		afterEach(() => world.simulator.reset());

		it('Retry On Fail goes on after item 7 of 20', async () => {
			world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 7, refuse: 'credits' });
			const create = { ...world.create(), retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
			const execution = await world.reaches(await world.run([...videos(...IDS), create]), 'success');
			expect(execution.items('Create')).toHaveLength(20);
			expect(world.simulator.ledger).toHaveLength(20);
			expect(world.simulator.repeated()).toEqual([]);
		});

		it('Retry On Fail does not repeat a request whose answer was lost', async () => {
			world.simulator.addFault({ method: 'POST', path: '/api/jobs', close: 'after' });
			const create = { ...world.create(), retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
			const id = await world.run([...videos('video-00000'), create]);
			await expect(world.reaches(id, 'success')).rejects.toThrow(/may have been accepted/);
			expect(world.simulator.ledger).toHaveLength(1);
		});

		it('a retry from the executions list takes up what was started', async () => {
			world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 15, refuse: 'storage' });
			const id = await world.run([...videos(...IDS), world.create()]);
			await expect(world.reaches(id, 'success')).rejects.toThrow(/storage is full/);
			const started = world.simulator.ledger.length;
			const retried = await world.session.client.retry(id, { editedWorkflow: false });
			const execution = await world.reaches(retried, 'success');
			expect(started).toBeGreaterThanOrEqual(15);
			expect(execution.items('Create')).toHaveLength(20);
			expect(world.simulator.ledger).toHaveLength(20);
			expect(world.simulator.repeated()).toEqual([]);
		});
	});
}
