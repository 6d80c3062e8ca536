/** @jest-environment ./test/oneRealm.mjs */
import { SPEED } from './fastTime.mts';
import { World, createJob, createRender, videoId, videoOfItem, waitForJob } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity, renderSeconds: 1 })));
afterEach(async () => await world.close());

/** Seconds of the test's time that the execution took. */
async function seconds(execution: Promise<unknown>): Promise<number> {
	const begin = Date.now();
	await execution;
	return (Date.now() - begin) / 1000;
}

/** Seconds that Max Wait may be exceeded by. */
const ALLOWANCE = 10;
/** Max Wait in seconds. */
const LIMIT = 10;
const MOST = LIMIT + ALLOWANCE;
const maxWaitMinutes = LIMIT / 60;

describe('Max Wait', () => {
	it.each([
		['reads that hang', { stall: 'before' as const }, 'it took too long'],
		['refusals for pace without end', { refuse: 'rateLimit' as const }, 'Swiftia received too many requests'],
		['a server that is down', { refuse: 'server' as const }, 'Swiftia is having trouble'],
		['lost connections', { close: 'before' as const }, 'the connection was lost'],
		['a page', { answer: { status: 200, body: '<html>' } }, 'did not come from the Swiftia API'],
	])(
		'bounds a wait for a job in spite of %s, and says what came in place of a status',
		async (_, fault, says) => {
			const engine = await world.engine([
				createJob({ completionWebhook: 'none' }),
				waitForJob({ waitMethod: 'polling', maxWaitMinutes }),
			]);
			world.simulator.addFault({ method: 'GET', times: 'always', ...fault });
			expect(await seconds(engine.complete())).toBeLessThan(MOST);
			const [job] = world.simulator.jobs;
			expect(engine.json()).toEqual([]);
			expect(engine.error!.message).toContain(
				`Max Wait passed before Swiftia showed the status of job ${job!.id} of video dQw4w9WgXcQ: `,
			);
			expect(engine.error!.message).toContain(says);
			expect(engine.error!.description).toContain('pass the ID to Wait for job completion');
		},
	);

	it('of Job: Create is told by an error that has the ID of the job, which is paid for', async () => {
		world.simulator.addFault({ method: 'GET', times: 'always', refuse: 'server' });
		const engine = await world.engine([
			{
				...createJob({ waitForCompletion: true, waitMethod: 'polling', maxWaitMinutes }),
				onError: 'continueRegularOutput',
			},
		]);
		await engine.complete([{ row: 7 }]);
		expect(engine.json()).toEqual([
			{ row: 7, error: expect.stringContaining(`the status of job ${world.simulator.jobs[0]!.id} of video`) },
		]);
		expect(engine.hints().join()).not.toContain('timedOut');
	});

	it('leaves a status that was seen once', async () => {
		const engine = await world.engine([
			createJob({ completionWebhook: 'none' }),
			waitForJob({ waitMethod: 'polling', maxWaitMinutes }),
		]);
		world.simulator.addFault({ method: 'GET', times: 'always', after: 1, refuse: 'server' });
		await engine.complete();
		expect(engine.json()).toEqual([expect.objectContaining({ status: 'PROCESSING', timedOut: true })]);
	});

	it.each([
		['reads that hang', { stall: 'before' as const }],
		['refusals for pace without end', { refuse: 'rateLimit' as const }],
	])('bounds a wait for renders in spite of %s', async (_, fault) => {
		const jobId = await world.endedJob();
		world.simulator.addFault({ method: 'GET', path: '/api/render/', times: 'always', ...fault });
		const engine = await world.engine([createRender({ jobId, maxWaitMinutes })]);
		expect(await seconds(engine.complete())).toBeLessThan(MOST);
		expect(engine.json()).toEqual([]);
		for (const { id } of world.simulator.renders) {
			const words = `${engine.error!.message} ${engine.error!.description}`;
			expect(words).toContain(
				`Max Wait passed before Swiftia showed the status of render ${id} of job ${jobId}: `,
			);
		}
		expect(engine.error!.description).toContain('pass the ID to Wait for render completion');
	});

	it('bounds a download that stalls, and says which render it was', async () => {
		const jobId = await world.endedJob();
		world.simulator.addFault({ path: '/files/', stallFile: 5000, times: 'always' });
		const engine = await world.engine([
			createRender({ jobId, maxWaitMinutes, download: true, options: { pollInterval: 1, maxShorts: 1 } }),
		]);
		expect(await seconds(engine.complete())).toBeLessThan(MOST);
		const [render] = world.simulator.renders;
		expect(engine.error!.message).toBe(
			`The MP4 of render ${render!.id} of job ${render!.jobId} could not be downloaded: Max Wait was over [item 0]`,
		);
	});

	it('counts once, though the reads before the watch hang as well', async () => {
		const limit = 60;
		const engine = await world.engine([
			createJob({ completionWebhook: 'none' }),
			waitForJob({ waitMethod: 'polling', maxWaitMinutes: limit / 60 }),
		]);
		world.simulator.addFault({ method: 'GET', times: 'always', stall: 'before' });
		expect(await seconds(engine.complete())).toBeLessThan(limit + ALLOWANCE);
	});

	it('counts from when everything was started', async () => {
		const jobId = await world.endedJob();
		// Starting takes longer than the limit.
		world.simulator.addFault({ method: 'POST', path: '/api/render', times: 'always', delay: 1000 });
		const engine = await world.engine([createRender({ jobId, maxWaitMinutes: 0.6 * (SPEED / 60) })]);
		await engine.complete();
		expect(engine.json().map(({ status, timedOut }) => [status, timedOut])).toEqual(
			Array(3).fill(['COMPLETED', false]),
		);
	});

	it.each([43_201, 1e12, -1, 'soon'])('of %s is told before anything is sent', async (minutes) => {
		const engine = await world.engine([
			createJob({ video: videoOfItem, waitForCompletion: true, maxWaitMinutes: minutes }),
		]);
		await engine.complete([{ id: videoId(0) }]);
		expect(engine.error!.message).toContain(`'Max Wait (Minutes)' is "${minutes}"`);
		expect(world.requests).toEqual([]);
	});
});
