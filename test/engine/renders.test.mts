/** @jest-environment ./test/oneRealm.mjs */
import { type Engine } from './engine.mts';
import { World, createJob, createRender, locator } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(async () => await world.close());

const renderNode = (operation: string, more: object = {}) => ({
	parameters: { resource: 'render', operation, renderId: '={{ $json.renderId }}', ...more },
});

/** Starts the renders of a job without waiting. */
async function startedRenders(more: object = {}): Promise<Engine> {
	const engine = await world.engine([
		createRender({ jobId: await world.endedJob(), waitForCompletion: false, ...more }),
	]);
	await engine.complete();
	return engine;
}

/** The body of the request for this short; those of one job may arrive in any order. */
function sentRender(target = 1): unknown {
	const bodies = world.simulator.journal
		.filter(({ path }) => path === '/api/render')
		.map(({ body }) => body as { target: unknown });
	return bodies.find((body) => body.target === target);
}

describe('Render: Create', () => {
	it('gives the started renders at once where it does not wait', async () => {
		const renders = (await startedRenders()).json();
		expect(renders).toHaveLength(3);
		expect(renders[0]).toEqual({
			renderId: expect.any(String),
			jobId: world.simulator.jobs[0]!.id,
			videoId: null,
			videoUrl: null,
			shortId: '1',
			title: expect.any(String),
			text: 'What is said in short 1.',
			reason: expect.any(String),
			duration: 30.28,
			status: 'QUEUED',
			progress: 0,
			queuePosition: null,
			url: null,
			fileName: expect.stringMatching(/^.+[^1]\.mp4$/),
			fileSize: null,
			failureReason: null,
		});
	});

	it('renders one short, the one that is named', async () => {
		const renders = (await startedRenders({ renderTarget: 'one', shortId: locator('2') })).json();
		expect(renders.map(({ shortId }) => shortId)).toEqual(['2']);
		expect(sentRender(2)).toEqual({ id: world.simulator.jobs[0]!.id, target: 2 });
	});

	it('renders no more than Max Shorts', async () => {
		expect((await startedRenders({ options: { maxShorts: 2 } })).json()).toHaveLength(2);
	});

	it('sends the built-in preset, and nothing else for a style', async () => {
		await startedRenders({ styleSource: 'preset', preset: 'VIRAL', brandPresetId: locator('brand-house') });
		expect(sentRender()).toEqual({ id: expect.any(String), target: 1, preset: 'VIRAL' });
	});

	it('sends the brand preset, and nothing else for a style', async () => {
		await startedRenders({
			styleSource: 'brandPreset',
			brandPresetId: locator('brand-house'),
			preset: 'VIRAL',
		});
		expect(sentRender()).toEqual({
			id: expect.any(String),
			target: 1,
			brandPresetId: 'brand-house',
		});
	});

	it.each([
		['brand-old', 'Selected brand preset is inactive'],
		['nope', 'Brand preset not found for this organization'],
	])('quotes Swiftia on the brand preset %s', async (id, says) => {
		const engine = await startedRenders({
			styleSource: 'brandPreset',
			brandPresetId: locator(id),
			options: { maxShorts: 1 },
		});
		expect(engine.error!.description).toContain(says);
	});

	it('sends the options that are set', async () => {
		const options = {
			size: 'landscape',
			maxWordsInPage: 4,
			maxSpeakersToFocus: 2,
			facePaddingFactor: 2.5,
			waterMark: {
				values: {
					waterMarkUrl: 'https://example.com/l.png',
					left: '1px',
					top: '2px',
					width: '3px',
					blendMode: 'normal',
					opacity: 0.4,
				},
			},
			captionStyle: {
				rules: [
					{
						property: 'color',
						value: '#111',
						activeValue: '#222',
						activeDuration: 0.3,
						pastValue: '',
						pastDuration: 0.2,
					},
				],
			},
			customFields: '{ "type": "shortVideo" }',
		};
		await startedRenders({ options });
		expect(sentRender()).toEqual({
			id: expect.any(String),
			target: 1,
			type: 'shortVideo',
			size: { width: 1920, height: 1080, name: '16:9' },
			options: {
				maxWordsInPage: 4,
				waterMark: {
					waterMarkUrl: 'https://example.com/l.png',
					left: '1px',
					top: '2px',
					width: '3px',
					blendMode: 'normal',
					opacity: '0.4',
				},
				style: [
					{
						property: 'color',
						value: '#111',
						active: { value: '#222', duration: 0.3 },
					},
				],
				director: { camera: { facePaddingFactor: 2.5 }, intelligence: { maxSpeakersToFocus: 2 } },
			},
		});
	});

	it('sends a custom size', async () => {
		const size = { width: 1000, height: 1000, name: 'mine' };
		await startedRenders({ options: { size: 'custom', customSize: { values: size } } });
		expect(sentRender()).toMatchObject({ size });
	});

	it.each([
		[{ options: { size: 'custom' } }, "'Size' is Custom, and no custom size is given [item 0]"],
		[{ options: { maxShorts: 0 } }, '\'Max Shorts\' is "0" [item 0]'],
		[
			{ options: { customSize: { values: { width: 1080, height: 1000, name: '={{ "" }}' } } } },
			"'Name' is empty [item 0]",
		],
		[
			{ options: { customFields: { target: 5 } } },
			"'Custom Fields' sets target, which names the short to render [item 0]",
		],
		[{ options: { customFields: '={{ $now }}' } }, /'Custom Fields' is .* \[item 0\]$/],
	])('refuses %j', async (more, message) => {
		const engine = await startedRenders(more);
		if (typeof message === 'string') expect(engine.error!.message).toBe(message);
		else expect(engine.error!.message).toMatch(message);
	});

	it('goes on with what is known when the limit passes', async () => {
		const slow = await World.start({ renderSeconds: 10_000, jobSeconds: 0 });
		const engine = await slow.engine([
			createJob({ completionWebhook: 'none' }),
			createRender({ maxWaitMinutes: 0.2 }),
		]);
		await engine.complete();
		expect(engine.json().map(({ status, timedOut }) => [status, timedOut])).toEqual(
			Array(3).fill(['PROCESSING', true]),
		);
		await slow.close();
	});

	it('gives the API’s own body with Simplify off', async () => {
		const engine = await world.engine([createRender({ jobId: await world.endedJob(), simplify: false })]);
		await engine.complete();
		expect(engine.json()[0]).toEqual({ type: 'done', url: expect.any(String), size: expect.any(Number) });
	});
});

describe('Render: Get, Wait for Completion, Download', () => {
	// Renders that end when a test says so.
	beforeEach(async () => {
		await world.close();
		world = await World.start({ renderSeconds: Infinity });
	});

	it('reads a render', async () => {
		const started = await startedRenders({ options: { maxShorts: 1 } });
		const engine = await world.engine([renderNode('get')]);
		await engine.complete(started.json());
		expect(engine.json()[0]).toMatchObject({ status: 'PROCESSING', renderId: started.json()[0]!.renderId });
	});

	it('waits for renders that exist, and reports a failed one as an item', async () => {
		const started = await startedRenders();
		const [first, second, third] = started.json().map(({ renderId }) => String(renderId));
		world.simulator.failRender(second!, 'Out of memory');
		for (const renderId of [first, third]) world.simulator.completeRender(renderId!);
		const engine = await world.engine([
			renderNode('waitForCompletion', { download: true, options: { pollInterval: 1 } }),
		]);
		await engine.complete(started.json());
		expect(
			engine.json().map(({ status, failureReason, timedOut }) => [status, failureReason, timedOut]),
		).toEqual([
			['COMPLETED', null, false],
			['FAILED', 'Out of memory', false],
			['COMPLETED', null, false],
		]);
		expect(engine.output().map(({ binary }) => binary !== undefined)).toEqual([true, false, true]);
		expect(engine.output().map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('downloads the MP4 of a finished render under the name that was asked for', async () => {
		const started = await startedRenders({ options: { maxShorts: 1 } });
		world.simulator.completeRender(String(started.json()[0]!.renderId));
		const engine = await world.engine([
			renderNode('download', { binaryPropertyName: 'video', options: { fileName: 'mine' } }),
		]);
		await engine.complete(started.json());
		expect(engine.output()[0]!.binary!.video).toMatchObject({ fileName: 'mine.mp4', mimeType: 'video/mp4' });
	});

	it('waits for a render that two items name, and takes its MP4 once', async () => {
		const [render] = (await startedRenders({ renderTarget: 'one', shortId: locator('1') })).json();
		const renderId = String(render!.renderId);
		world.simulator.completeRender(renderId);
		const engine = await world.engine([renderNode('waitForCompletion', { download: true })]);
		await engine.complete([{ renderId }, { renderId }]);
		expect(engine.output().map(({ binary }) => binary!.data!.mimeType)).toEqual(['video/mp4', 'video/mp4']);
		expect(world.requests.filter((request) => request.startsWith('GET /files/'))).toHaveLength(1);
	});

	it('does not download what is not finished, or failed', async () => {
		const started = await startedRenders({ options: { maxShorts: 2 } });
		world.simulator.failRender(String(started.json()[1]!.renderId), 'Out of memory');
		const engine = await world.engine([{ ...renderNode('download'), onError: 'continueRegularOutput' }]);
		await engine.complete(started.json());
		expect(engine.json().map(({ error }) => error)).toEqual([
			expect.stringMatching(/is not finished: its status is PROCESSING \[item 0\]$/),
			expect.stringMatching(/failed: Out of memory \[item 1\]$/),
		]);
	});
});
