/** @jest-environment ./test/oneRealm.mjs */
import { createHash } from 'node:crypto';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { World, createJob, createRender, waitForJob } from './world.mts';

const PROFILES = ['apr2025', 'g1', 'g2', 'g3', 'kb'] as const;

/** Runs create -> wait -> render with download, parked in between. */
async function mainJob(world: World) {
	const engine = await world.engine([
		createJob(),
		waitForJob(),
		createRender({ download: true, binaryPropertyName: 'data' }),
	]);
	const parked = await engine.execute([{ from: 'start' }]);
	expect(parked.status).toBe('waiting');
	world.simulator.completeJob(world.simulator.jobs[0]!.id);
	await engine.ended();
	return engine;
}

async function sha256(item: INodeExecutionData): Promise<string> {
	const bytes = await Container.get(BinaryDataService).getAsBuffer(item.binary!.data!);
	return createHash('sha256').update(bytes).digest('hex');
}

describe.each(PROFILES)('The main job on API generation %s', (profile) => {
	let world: World;
	beforeAll(async () => (world = await World.start({ profile, jobSeconds: Infinity })));
	afterAll(async () => await world.close());

	it('parks, is woken by the callback, renders all shorts and brings the MP4s home', async () => {
		const engine = await mainJob(world);
		expect(engine.error).toBeUndefined();
		expect(world.webhooks.resumed).toBe(1);

		const items = engine.output();
		expect(items).toHaveLength(3);
		for (const item of items) {
			expect(item.pairedItem).toEqual({ item: 0 });
			expect(item.json).toMatchObject({
				status: 'COMPLETED',
				progress: 100,
				timedOut: false,
				failureReason: null,
			});
			expect(await sha256(item)).toBe(world.simulator.mp4(String(item.json.renderId)).sha256);
			expect(item.binary!.data!.mimeType).toBe('video/mp4');
		}
	});

	it('starts one job and one render per short, and sends no key to the storage host', () => {
		const posts = world.requests.filter((request) => request.startsWith('POST'));
		expect(posts).toEqual(['POST /api/jobs', 'POST /api/render', 'POST /api/render', 'POST /api/render']);
		const files = world.simulator.journal.filter(({ path }) => path.startsWith('/files/'));
		expect(files).toHaveLength(3);
		expect(files.every(({ authorized }) => authorized === 'none')).toBe(true);
	});

	it('says why a job failed', async () => {
		const parameters = { resource: 'job', operation: 'get', jobId: await world.endedJob('Private') };
		const engine = await world.engine([{ parameters }]);
		await engine.complete();
		expect(engine.json()[0]).toMatchObject({ status: 'FAILED', failureReason: 'Private' });
	});
});

it('gives the same records on all API generations', async () => {
	const records = await Promise.all(
		PROFILES.map(async (profile) => {
			const world = await World.start({ profile, jobSeconds: Infinity });
			const engine = await mainJob(world);
			const [job] = engine.json(2) as Array<{ jobId: string; shorts: Array<Record<string, unknown>> }>;
			const renders = engine.json(3);
			await world.close();
			return {
				jobFields: Object.keys(job!),
				shortFields: job!.shorts.map((short) => Object.keys(short)),
				titles: job!.shorts.map(({ title }) => title),
				times: job!.shorts.map(({ startTime, endTime, duration }) => [startTime, endTime, duration]),
				renderFields: renders.map((render) => Object.keys(render)),
				renderTitles: renders.map(({ title }) => title),
				sizes: renders.map(({ fileSize }) => typeof fileSize),
			};
		}),
	);
	const [first, ...others] = records;
	for (const other of others) expect(other).toEqual(first);
	expect(first!.jobFields).toEqual([
		'jobId',
		'status',
		'timedOut',
		'title',
		'videoId',
		'videoUrl',
		'progress',
		'cost',
		'createdAt',
		'shortsCount',
		'shorts',
		'failureReason',
		'failureCode',
	]);
});
