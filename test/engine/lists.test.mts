/** @jest-environment ./test/oneRealm.mjs */
import { World, createJob } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(async () => await world.close());

async function list(resource: 'short' | 'brandPreset', more: object, items?: object[]) {
	const engine = await world.engine([{ parameters: { resource, operation: 'getAll', ...more } }]);
	await engine.execute(items);
	return engine;
}

describe('Short: Get Many', () => {
	it('gives one item per short, paired with the job it is of', async () => {
		const items = [{ jobId: await world.endedJob() }, { jobId: await world.endedJob() }];
		const engine = await list('short', {}, items);
		expect(engine.output().map(({ json, pairedItem }) => [json.jobId, json.shortId, pairedItem])).toEqual(
			items.flatMap(({ jobId }, item) => ['1', '2', '3'].map((shortId) => [jobId, shortId, { item }])),
		);
	});

	it('keeps the limit, unless all are asked for', async () => {
		const jobId = await world.endedJob();
		expect((await list('short', { jobId, limit: 2 })).json()).toHaveLength(2);
		expect((await list('short', { jobId, limit: 2, returnAll: true })).json()).toHaveLength(3);
	});

	it('filters on duration, both bounds included', async () => {
		const create = createJob({
			completionWebhook: 'none',
			shortsMode: 'json',
			predefinedShortsJson: [10, 30, 60].map((end) => ({ title: `${end} s`, start: 0, end })),
		});
		const engine = await world.engine([create]);
		await engine.execute();
		const jobId = String(engine.json()[0]!.jobId);
		world.simulator.completeJob(jobId);
		const fitting = async (filters: object) =>
			(await list('short', { jobId, filters })).json().map(({ duration }) => duration);
		expect(await fitting({ minDuration: 30 })).toEqual([30, 60]);
		expect(await fitting({ maxDuration: 30 })).toEqual([10, 30]);
		expect(await fitting({ minDuration: 20, maxDuration: 59 })).toEqual([30]);
		expect(await fitting({ minDuration: 61 })).toEqual([]);
	});

	it('gives the shorts as the API has them with Simplify off', async () => {
		const [short] = (await list('short', { jobId: await world.endedJob(), simplify: false })).json();
		expect(short).toMatchObject({ id: 1, content: expect.any(String) });
	});

	it('says so for a job that failed', async () => {
		const jobId = await world.endedJob('Private');
		expect((await list('short', { jobId })).error?.message).toContain(
			'failed and cannot return its shorts: Private',
		);
	});

	it('says so for a job that is not completed', async () => {
		const engine = await world.engine([
			createJob({ completionWebhook: 'none' }),
			{ parameters: { resource: 'short', operation: 'getAll' } },
		]);
		await engine.execute();
		expect(engine.error?.message).toContain('is not completed and cannot return its shorts yet');
	});

	it.each([
		[{ limit: 0 }, `'Limit' is "0"`],
		[{ filters: { minDuration: 60, maxDuration: 30 } }, 'no short can fit'],
		[{ jobId: ' ' }, `'Job ID' is empty`],
	])('sends nothing for %j', async (more, message) => {
		expect((await list('short', { jobId: 'job-1', ...more })).error?.message).toContain(message);
		expect(world.requests).toEqual([]);
	});
});

describe('Brand Preset: Get Many', () => {
	it('gives one item per preset', async () => {
		const engine = await list('brandPreset', {});
		const presets = engine.json();
		expect(presets.length).toBeGreaterThan(1);
		expect(presets[0]).toEqual({
			brandPresetId: expect.any(String),
			name: expect.any(String),
			description: expect.any(String),
			preset: expect.any(String),
			size: { width: 1080, height: 1920, name: '9:16' },
			isActive: true,
			isDefault: expect.any(Boolean),
		});
		expect(engine.output()[0]!.pairedItem).toEqual({ item: 0 });
	});

	it('keeps the limit, and gives what the API has with Simplify off', async () => {
		expect((await list('brandPreset', { limit: 1 })).json()).toHaveLength(1);
		expect((await list('brandPreset', { simplify: false })).json()[0]).toMatchObject({
			id: expect.any(String),
			createdAt: expect.any(String),
		});
	});
});
