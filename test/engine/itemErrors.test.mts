/** @jest-environment ./test/oneRealm.mjs */
import { World, createJob, createRender, locator, videoId, videoOfItem, waitForJob } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity })));
afterEach(async () => await world.close());

const getJob = (onError?: 'continueRegularOutput' | 'continueErrorOutput') => ({
	parameters: { resource: 'job', operation: 'get', jobId: '={{ $json.jobId }}' },
	...(onError && { onError }),
});

describe('The error of an item', () => {
	it('stands beside its own fields where the node continues', async () => {
		const jobId = await world.endedJob();
		const engine = await world.engine([getJob('continueRegularOutput')]);
		await engine.complete([{ jobId: 'nope', row: 7 }, { jobId }]);
		const [bad, good] = engine.output();
		expect(bad!.json).toEqual({
			jobId: 'nope',
			row: 7,
			error: expect.stringContaining('did not find job nope'),
		});
		expect(bad!.pairedItem).toEqual({ item: 0 });
		expect(good!.json).toMatchObject({ jobId, status: 'COMPLETED' });
	});

	it('stands beside its own fields in the error output, and the others go on', async () => {
		const jobId = await world.endedJob();
		const engine = await world.engine([getJob('continueErrorOutput')]);
		await engine.complete([{ jobId: 'nope', row: 7 }, { jobId }]);
		expect(engine.errors()).toEqual([
			{ jobId: 'nope', row: 7, error: expect.stringMatching(/did not find job nope .*\[item 0\]$/) },
		]);
		expect(engine.json()).toEqual([expect.objectContaining({ jobId, status: 'COMPLETED' })]);
	});

	it('is that of an option of the first item, and of no other item', async () => {
		const jobId = await world.endedJob();
		const options = { maxShorts: '={{ $json.most }}' };
		const render = createRender({
			jobId,
			renderTarget: 'one',
			shortId: locator('1'),
			options,
			waitForCompletion: false,
		});
		const engine = await world.engine([{ ...render, onError: 'continueErrorOutput' }]);
		await engine.complete([{ most: 0 }, { most: 1 }]);
		expect(engine.errors()).toEqual([{ most: 0, error: expect.stringContaining('Max Shorts') }]);
		expect(engine.json()).toEqual([expect.objectContaining({ jobId, shortId: '1' })]);
	});

	it('stands beside its own fields after bad input as well', async () => {
		const engine = await world.engine([
			{ ...createJob({ video: videoOfItem }), onError: 'continueRegularOutput' },
		]);
		await engine.complete([{ id: 'short', row: 7 }]);
		expect(engine.json()).toEqual([
			{ id: 'short', row: 7, error: expect.stringContaining('not the URL or the ID of a YouTube video') },
		]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'comes out of a parked wait beside its own fields (%s)',
		async (onError) => {
			const engine = await world.engine([{ ...waitForJob({ jobId: '={{ $json.jobId }}' }), onError }]);
			const starting = await world.engine([createJob({ completionWebhook: 'none' })]);
			await starting.complete();
			const jobId = String(starting.json()[0]!.jobId);
			const run = await engine.execute([{ jobId: 'nope', row: 7 }, { jobId }]);
			expect(run.status).toBe('waiting');
			world.simulator.completeJob(jobId);
			await engine.ended();
			const all = [...engine.errors(), ...engine.json()];
			expect(all).toEqual([
				{ jobId: 'nope', row: 7, error: expect.stringMatching(/did not find job nope .*\[item 0\]$/) },
				expect.objectContaining({ jobId, status: 'COMPLETED' }),
			]);
			expect(engine.errors()).toHaveLength(onError === 'continueErrorOutput' ? 1 : 0);
		},
	);

	it.each([
		['Job: Get', getJob('continueRegularOutput')],
		[
			'Job: Wait for Completion',
			{
				...waitForJob({ jobId: '={{ $json.jobId }}', waitMethod: 'polling' }),
				onError: 'continueRegularOutput' as const,
			},
		],
		[
			'Render: Create',
			{
				parameters: {
					resource: 'render',
					operation: 'create',
					jobId: '={{ $json.jobId }}',
					renderTarget: 'all',
				},
				onError: 'continueRegularOutput' as const,
			},
		],
	])('names its own item where several name one unknown job (%s)', async (_, node) => {
		const engine = await world.engine([node]);
		await engine.complete([{ jobId: 'nope' }, { jobId: 'nope' }, { jobId: 'nope' }]);
		expect(engine.json().map(({ error }) => String(error))).toEqual(
			[0, 1, 2].map((item) => expect.stringMatching(new RegExp(`find job nope [^\\[]*\\[item ${item}\\]$`))),
		);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'stands alone where an AI agent uses the node as a tool: nothing of the input goes to its model (%s)',
		async (onError) => {
			const incoming = { headers: { authorization: 'secret' }, body: { email: 'ann@example.com' } };
			const jobId = await world.endedJob();
			const parameters = [
				{ resource: 'job', operation: 'get', jobId: 'nope' },
				{ resource: 'job', operation: 'get', jobId },
				{ resource: 'job', operation: 'create', video: { __rl: true, mode: 'id', value: 'none' } },
				{ resource: 'render', operation: 'create', jobId, renderTarget: 'one', shortId: locator('99') },
				{ resource: 'render', operation: 'get', renderId: 'nope' },
			];
			for (const one of parameters) {
				const engine = await world.engine([
					{ parameters: one, onError, type: 'n8n-nodes-swiftia.swiftiaTool' },
				]);
				await engine.complete([{ ...incoming, jobId, videoId: videoId(7), renderId: 'nope' }]);
				const outputs = engine.run!.data.resultData.runData['Swiftia 1']!.at(-1)!.data!.main!.flat();
				expect(outputs).toHaveLength(1);
				expect(JSON.stringify(outputs)).not.toMatch(/secret|example\.com|video-id-h0/);
				if (one.jobId !== jobId || one.resource === 'render')
					expect(Object.keys(outputs[0]!.json)).toEqual(['error']);
			}
		},
	);

	it('names every job that was started where one of them was refused', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', after: 3, refuse: 'permission' });
		const engine = await world.engine([createJob({ video: videoOfItem, completionWebhook: 'none' })]);
		await engine.complete([0, 1, 2, 3].map((number) => ({ id: videoId(number) })));
		expect(engine.run?.status).toBe('error');
		expect(world.simulator.ledger).toHaveLength(3);
		for (const { id } of world.simulator.ledger) expect(engine.error!.description).toContain(`job ${id}`);
	});
});
