/** @jest-environment ./test/oneRealm.mjs */
import { World, createJob, createRender, locator, waitForJob } from './world.mts';

const VIDEO_ID = 'dQw4w9WgXcQ';
const VIDEO_URL = `https://www.youtube.com/watch?v=${VIDEO_ID}`;
const job = (operation: string, more: object = {}) => ({
	parameters: { resource: 'job', operation, ...more },
});

let world: World;
const start = async (options: Parameters<typeof World.start>[0] = {}) => (world = await World.start(options));
afterEach(async () => await world.close());

/** Nothing is at this path of Swiftia any more. */
const gone = (path: string) =>
	world.simulator.addFault({ path, answer: { status: 404, body: '' }, times: 'always' });

/** What the last of these nodes puts out. */
async function outputOf(...nodes: Parameters<World['engine']>[0]) {
	const engine = await world.engine(nodes);
	await engine.complete();
	return engine.json();
}

describe('The video', () => {
	it('is said by Job: Create, and handed on to the renders', async () => {
		await start();
		const [created] = await outputOf(createJob({ completionWebhook: 'none' }));
		expect(created).toMatchObject({ videoId: VIDEO_ID, videoUrl: VIDEO_URL });

		const renders = await outputOf(createJob(), waitForJob({ waitMethod: 'polling' }), createRender());
		expect(renders).toHaveLength(3);
		const [record] = await outputOf(job('get', { jobId: world.simulator.jobs[1]!.id }));
		const [short] = record!.shorts as Array<Record<string, unknown>>;
		expect(renders[0]).toMatchObject({
			videoId: VIDEO_ID,
			videoUrl: VIDEO_URL,
			shortId: short!.shortId,
			title: short!.title,
			text: short!.text,
			reason: short!.reason,
			duration: short!.duration,
			fileName: `${String(short!.title)}.mp4`,
		});
	});

	it('is handed on by the short', async () => {
		await start();
		const create = createJob({
			waitForCompletion: true,
			waitMethod: 'polling',
			options: { pollInterval: 1 },
		});
		const shorts = { parameters: { resource: 'short', operation: 'getAll', jobId: '={{ $json.jobId }}' } };
		expect(await outputOf(create, shorts)).toMatchObject(
			[1, 2, 3].map(() => ({ videoId: VIDEO_ID, videoUrl: VIDEO_URL })),
		);
	});

	it('is not known of a job that comes from elsewhere', async () => {
		await start();
		const jobId = await world.endedJob();
		const engine = await world.engine([job('get', { jobId })]);
		await engine.complete([{ jobId: 'another', videoId: VIDEO_ID }]);
		expect(engine.json()).toMatchObject([{ jobId, videoId: null, videoUrl: null }]);
	});

	it('is named by an error beside its job', async () => {
		await start();
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'permission' });
		const engine = await world.engine([createJob()]);
		await engine.complete();
		expect(engine.error?.message).toContain(`(video ${VIDEO_ID})`);
	});

	it.each<[string, string, (renderId: string) => void]>([
		['does not exist', 'did not find', (id) => gone(`/api/render/${id}`)],
		['is not finished', 'is not finished', () => {}],
		['failed', 'failed', (id) => world.simulator.failRender(id)],
		[
			'has an MP4 that cannot be had',
			'could not be downloaded',
			(id) => {
				world.simulator.completeRender(id);
				gone(`/files/${id}`);
			},
		],
	])('is named with the job by the error of a render that %s', async (_, says, spoil) => {
		await start({ renderSeconds: Infinity });
		const create = createRender({ waitForCompletion: false, options: { maxShorts: 1 } });
		const engine = await world.engine([createJob(), waitForJob({ waitMethod: 'polling' }), create]);
		await engine.complete();
		const [render] = engine.json();
		spoil(String(render!.renderId));
		const download = { parameters: { resource: 'render', operation: 'download' } };
		const downloading = await world.engine([download]);
		await downloading.complete([render!]);
		const message = downloading.error!.message;
		expect(message).toContain(says);
		expect(message.toLowerCase()).toContain(
			`render ${render!.renderId} of job ${render!.jobId} of video ${VIDEO_ID.toLowerCase()}`,
		);
	});
});

describe('A render that is waited for later', () => {
	it('keeps what its item says of it', async () => {
		await start();
		const jobId = await world.endedJob();
		const create = createRender({
			jobId,
			waitForCompletion: false,
			options: { maxShorts: 1, fileName: 'Mine' },
		});
		const wait = {
			parameters: {
				resource: 'render',
				operation: 'waitForCompletion',
				waitMethod: 'polling',
				options: { pollInterval: 1 },
			},
		};
		const [render] = await outputOf(create, wait);
		expect(render).toMatchObject({
			jobId,
			title: expect.any(String),
			text: expect.any(String),
			duration: expect.any(Number),
			fileName: 'Mine.mp4',
		});
	});
});

describe('Custom Fields of Job: Create', () => {
	it('are laid over the request last', async () => {
		await start();
		const customFields = { name: 'Tuesday', options: { language: 'fr' } };
		await outputOf(createJob({ completionWebhook: 'none', options: { customFields } }));
		expect(world.simulator.journal[0]!.body).toEqual({
			functionName: 'VideoShorts',
			youtubeVideoId: VIDEO_ID,
			...customFields,
		});
	});

	it('may name somebody else to call, and then nobody is expected to', async () => {
		await start();
		const customFields = { webhook: 'http://127.0.0.1:9/else' };
		await outputOf(createJob({ options: { customFields } }));
		expect(world.simulator.journal[0]!.body).toMatchObject(customFields);
	});

	it.each([['={{ null }}'], ['[]'], ['no JSON'], [7]])(
		'are refused before anything is sent where they are %j',
		async (given) => {
			await start();
			const engine = await world.engine([createJob({ options: { customFields: given } })]);
			await engine.complete();
			expect(engine.error?.message).toMatch(/'Custom Fields' is/);
			expect(world.requests).toEqual([]);
		},
	);
});

describe('Include Transcription', () => {
	const options = { includeTranscription: true, pollInterval: 1 };

	it.each([
		['Job: Get', (jobId: string) => job('get', { jobId, options })],
		['Job: Wait for Completion', (jobId: string) => waitForJob({ jobId, waitMethod: 'polling', options })],
	])('adds it to %s', async (_, node) => {
		await start({ profile: 'g1' });
		const [record] = await outputOf(node(await world.endedJob()));
		expect(record).toHaveProperty('transcription', expect.any(Object));
		expect(record).toHaveProperty('shortsCount', 3);
	});

	it('says null where Swiftia gives none', async () => {
		await start({ profile: 'g2' });
		const [record] = await outputOf(job('get', { jobId: await world.endedJob(), options }));
		expect(record).toHaveProperty('transcription', null);
	});
});

describe('Max Shorts', () => {
	it.each([
		['first', [20, 40]],
		['longest', [40, 30]],
		['shortest', [20, 10]],
	])('takes the %s, in the order of the job', async (maxShortsOrder, taken) => {
		await start();
		const predefinedShortsJson = [20, 40, 10, 30].map((end) => ({ title: `${end} s`, start: 0, end }));
		const create = createJob({ shortsMode: 'json', predefinedShortsJson, completionWebhook: 'none' });
		const [{ jobId }] = (await outputOf(create)) as [{ jobId: string }];
		world.simulator.completeJob(jobId);
		const options = { maxShorts: 2, maxShortsOrder };
		const renders = await outputOf(createRender({ jobId, waitForCompletion: false, options }));
		expect(renders.map(({ duration }) => duration)).toEqual(taken);
	});
});

describe('A short without an ID', () => {
	it('is told by its place in the job, whichever Max Shorts takes', async () => {
		await start();
		const jobId = await world.endedJob();
		const shorts = [10, 20, 40].map((end, index) => ({
			...(index < 2 && { id: index + 1 }),
			title: `${end} s`,
			start: 0,
			end,
		}));
		const body = { id: jobId, status: 'COMPLETED', data: { shorts } };
		world.simulator.addFault({ method: 'GET', path: '/api/jobs/', answer: { status: 200, body } });
		const options = { maxShorts: 1, maxShortsOrder: 'longest' };
		const engine = await world.engine([createRender({ jobId, waitForCompletion: false, options })]);
		await engine.complete();
		expect(engine.error!.message).toContain('Short 3 of job');
	});
});

describe('A watermark', () => {
	it('has its lengths in pixels', async () => {
		await start();
		const values = { waterMarkUrl: 'https://x.test/logo.png', left: '-30', top: '5%', width: '200px' };
		const options = { maxShorts: 1, waterMark: { values } };
		await outputOf(createRender({ jobId: await world.endedJob(), waitForCompletion: false, options }));
		const { body } = world.simulator.journal.find(({ path }) => path === '/api/render')!;
		expect(body).toMatchObject({ options: { waterMark: { ...values, left: '-30px' } } });
	});

	it.each([[''], ['logo.png'], ['file:///etc/passwd']])(
		'without a picture is refused: "%s"',
		async (waterMarkUrl) => {
			await start();
			const jobId = await world.endedJob();
			const before = world.requests.length;
			const engine = await world.engine([
				createRender({ jobId, options: { waterMark: { values: { waterMarkUrl } } } }),
			]);
			await engine.complete();
			expect(engine.error?.message).toContain("'Image URL'");
			expect(world.requests).toHaveLength(before);
		},
	);
});

it('keeps a short that is named by its ID alone', async () => {
	await start();
	const jobId = await world.endedJob();
	const one = { jobId, renderTarget: 'one', shortId: locator('2'), waitForCompletion: false };
	expect(await outputOf(createRender(one))).toMatchObject([{ shortId: '2', videoId: null }]);
});
