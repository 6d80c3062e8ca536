/** @jest-environment ./test/oneRealm.mjs */
// Which shorts an item means where Shorts to Render is left at its default. A render costs: what does not say is asked.
import { World, createJob, createRender, locator, videoOfItem, videoId } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity, shortsPerJob: 10 })));
afterEach(async () => await world.close());

const renders = () => world.simulator.ledger.filter(({ kind }) => kind === 'render');
const ofItem = { renderTarget: 'item', waitForCompletion: false };

/** The record of a job with ten shorts, as Get Job gives it. */
async function record(simplify = true): Promise<Record<string, unknown>> {
	const engine = await world.engine([
		{ parameters: { resource: 'job', operation: 'get', jobId: await world.endedJob(), simplify } },
	]);
	await engine.complete();
	return engine.json()[0]!;
}

/** Renders for these items; the job comes from elsewhere, as by an expression that names an earlier node. */
async function renderFor(jobId: unknown, items: object[], more: object = {}) {
	const engine = await world.engine([createRender({ jobId: String(jobId), ...ofItem, ...more })]);
	await engine.complete(items);
	return engine;
}

type Job = Record<string, unknown>;
const pick = (job: Job, ...fields: string[]) =>
	Object.fromEntries(fields.map((field) => [field, job[field]]));

describe('All shorts are meant by the record of the job', () => {
	it.each<[string, (job: Job) => object]>([
		['whole', (job) => job],
		['trimmed to status', (job) => pick(job, 'jobId', 'status')],
		['trimmed to the count of its shorts', (job) => pick(job, 'jobId', 'title', 'shortsCount')],
		[
			'with fields of its own',
			(job) => ({ ...job, row_number: 7, folder: 'x', text: 'Note', url: 'https://x.test' }),
		],
		['after a wait', (job) => ({ ...job, timedOut: false })],
		['with an error of an earlier node', (job) => ({ ...job, error: 'no reply' })],
		['from the Trigger', (job) => ({ ...job, query: { row: '17' } })],
		['of a row that has an id of its own', (job) => ({ id: 12, ...job })],
	])('%s', async (_, item) => {
		const job = await record();
		const engine = await renderFor(job.jobId, [item(job)]);
		expect(engine.error).toBeUndefined();
		expect(renders()).toHaveLength(10);
	});

	it.each<[string, (body: Job) => object]>([
		['whole', (body) => body],
		['from the Trigger', (body) => ({ ...body, query: { row: '17' } })],
	])('with Simplify off, %s', async (_, item) => {
		const body = await record(false);
		await renderFor(body.id ?? body.jobId, [item(body)]);
		expect(renders()).toHaveLength(10);
	});

	it('as Create Job gives it', async () => {
		const engine = await world.engine([
			createJob({ video: videoOfItem, completionWebhook: 'none' }),
			createRender(),
		]);
		world.simulator.planJob({ videoId: videoId(0), seconds: 0 });
		await engine.complete([{ id: videoId(0) }]);
		expect(renders()).toHaveLength(10);
	});

	it('or by the node, whatever the items are', async () => {
		const { jobId } = await record();
		const engine = await renderFor(jobId, [{}, { short: { shortId: '2' } }], { renderTarget: 'all' });
		expect(renders()).toHaveLength(10);
		expect(engine.json()).toHaveLength(10);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual(Array(10).fill({ item: 0 }));
		expect(engine.hints().join()).toContain('nothing is paid for twice');
	});
});

describe('Nothing is rendered where the item does not say which short is meant', () => {
	it.each<[string, (job: Job) => object]>([
		['nothing at all', () => ({})],
		['the job alone', (job) => pick(job, 'jobId')],
		['the answer of an AI step', () => ({ output: 'The second one' })],
		['a short within', () => ({ short: { shortId: '2' } })],
		['a short within the job', (job) => ({ ...job, short: { shortId: '2' } })],
		['one of the shorts in place of all', (job) => ({ ...job, shorts: (job.shorts as object[])[1] })],
		[
			'some of the shorts in place of all',
			(job) => ({ ...job, shorts: (job.shorts as object[]).slice(0, 3) }),
		],
		[
			'some of the shorts, and their count',
			(job) => ({ ...job, shorts: (job.shorts as object[]).slice(0, 3), shortsCount: 3 }),
		],
		['the count of some', (job) => ({ ...pick(job, 'jobId', 'status'), shortsCount: 3 })],
		['a choice as text', (job) => ({ ...job, answer: '{"shortId": 2}' })],
		['IDs in place of the shorts', (job) => ({ ...job, shorts: ['2', '5'] })],
		['chosen shorts beside the job', (job) => ({ ...job, chosen: [{ shortId: '2' }, { shortId: '5' }] })],
		['an id', () => ({ id: 2 })],
		['an id beside the job', (job) => ({ ...pick(job, 'jobId', 'status'), id: 2 })],
		['a field of almost that name', (job) => ({ ...job, short_id: '2' })],
		['a heading of a sheet', (job) => ({ ...job, 'Short ID': '2' })],
		['a short without its ID', (job) => ({ ...(job.shorts as Job[])[1]!, shortId: undefined })],
		['times of a short', (job) => ({ ...pick(job, 'jobId', 'status'), startTime: 1, endTime: 20 })],
		['what is said in a short', (job) => ({ ...pick(job, 'jobId', 'status'), text: 'Hello' })],
		['a render', (job) => ({ ...pick(job, 'jobId', 'status'), renderId: 'r1' })],
		['another job', (job) => ({ ...job, jobId: 'another' })],
		['an empty shortId', (job) => ({ ...job, shortId: '' })],
		['null for a shortId', (job) => ({ ...job, shortId: null })],
		['an object for a shortId', (job) => ({ ...job, shortId: {} })],
		['a short of another job', () => ({ jobId: 'another', shortId: '1' })],
	])('but has %s', async (_, item) => {
		const job = await record();
		const engine = await renderFor(job.jobId, [item(job)]);
		expect(renders()).toEqual([]);
		expect(engine.error!.message).toMatch(/which shorts? to render|belongs to job another/);
		expect(engine.error!.description).toContain('All Shorts of the Job');
		expect(engine.error!.description).toContain('One Short');
	});

	it('for none of the items, all of which are named', async () => {
		const job = await record();
		const engine = await renderFor(job.jobId, [{ ...job, shortId: '2' }, {}, { id: 3 }]);
		expect(renders()).toEqual([]);
		expect(engine.error!.message).toContain('[item 1]');
		expect(engine.error!.description).toContain('[item 2]');
	});

	it('as the tool of an AI agent, whose item is that of the chat', async () => {
		const job = await record();
		const tool = {
			...createRender({ jobId: String(job.jobId), ...ofItem }),
			type: 'n8n-nodes-swiftia.swiftiaTool',
		};
		const engine = await world.engine([tool]);
		await engine.complete([{ ...job, headers: { authorization: 'secret' } }]);
		expect(renders()).toEqual([]);
		expect(engine.error!.message).not.toContain('secret');
	});
});

it('One short is rendered where the item names it, or the node does', async () => {
	const { jobId } = await record();
	await renderFor(jobId, [{ shortId: 2 }, { jobId, shortId: '3' }]);
	await renderFor(jobId, [{}], { renderTarget: 'one', shortId: locator('5') });
	expect(
		renders()
			.map(({ body }) => String(body.target))
			.sort(),
	).toEqual(['2', '3', '5']);
});
