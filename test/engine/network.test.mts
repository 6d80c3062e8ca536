/** @jest-environment ./test/oneRealm.mjs */
import { until } from '../../realN8n/lib/until.mts';
import { World, locator } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(async () => await world.close());

it('takes an unreachable Swiftia for what it is', async () => {
	const engine = await world.engine(
		[{ parameters: { resource: 'job', operation: 'create', video: locator('dQw4w9WgXcQ') } }],
		{
			baseUrl: 'http://127.0.0.1:9/api',
		},
	);
	await engine.execute();
	expect(engine.error!.message).toBe(
		'Swiftia could not be reached to start the job: the connection was refused (video dQw4w9WgXcQ) [item 0]',
	);
});

it('reads again after a passing fault', async () => {
	for (const fault of [{ refuse: 'server' as const }, { close: 'before' as const }])
		world.simulator.addFault({ method: 'GET', path: '/api/jobs/', ...fault });
	const jobId = await world.endedJob();
	const engine = await world.engine([{ parameters: { resource: 'job', operation: 'get', jobId } }]);
	const running = engine.execute();
	await until(
		'three reads',
		() => world.requests.filter((request) => request.startsWith('GET /api/jobs/')).length === 3,
	);
	await running;
	expect(engine.json()[0]).toMatchObject({ status: 'COMPLETED' });
});
