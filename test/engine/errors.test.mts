/** @jest-environment ./test/oneRealm.mjs */
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, createRender, waitForJob } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(async () => await world.close());

const getJob = (jobId: string) => ({ parameters: { resource: 'job', operation: 'get', jobId } });

async function failing(node: Parameters<World['engine']>[0][number], credential = {}) {
	const engine = await world.engine([node], credential);
	await engine.complete();
	expect(engine.run?.status).toBe('error');
	expect(JSON.stringify(engine.run)).not.toContain(world.simulator.key);
	return {
		message: engine.error!.message,
		description: engine.error!.description ?? '',
		itemIndex: engine.error!.context?.itemIndex,
	};
}

describe('Refusals', () => {
	it('names the API key when it is wrong', async () => {
		const { message, description } = await failing(getJob('any'), { apiKey: 'wrong' });
		expect(message).toBe('Swiftia did not accept the API key [item 0]');
		expect(description).toContain('Swiftia credential');
	});

	it('names the job or render that could not be read', async () => {
		world.simulator.addFault({ method: 'GET', refuse: 'server', times: 'always' });
		expect((await failing(getJob('job-7'))).message).toMatch(/\(job job-7\) \[item 0\]$/);
		const getRender = { parameters: { resource: 'render', operation: 'get', renderId: 'render-7' } };
		expect((await failing(getRender)).message).toMatch(/\(render render-7\) \[item 0\]$/);
	});

	it('sends nothing more once the key was not accepted', async () => {
		const engine = await world.engine([{ ...getJob('={{ $json.id }}'), onError: 'continueRegularOutput' }], {
			apiKey: 'wrong',
		});
		await engine.complete(Array.from({ length: 30 }, (_, id) => ({ id: `job-${id}` })));
		expect(engine.json()).toHaveLength(30);
		expect(world.requests.length).toBeLessThanOrEqual(5);
	});

	it('names the job that is not known', async () => {
		const { message, description, itemIndex } = await failing(getJob('nope'));
		expect(message).toBe('Swiftia did not find job nope and could not read the job [item 0]');
		expect(description).toContain('Check the ID');
		expect(itemIndex).toBe(0);
	});

	it.each([
		[
			'storage',
			'The Swiftia storage is full, so the node could not start the job',
			'Delete files in Swiftia',
		],
		[
			'phone',
			'Swiftia asks for a verified phone number before it can start the job',
			'Verify the phone number',
		],
		['credits', 'There are not enough Swiftia credits to start the job', 'Add credits'],
		['permission', 'Swiftia does not allow this account to start the job', 'permissions'],
		['invalidInput', 'Swiftia did not accept the input and could not start the job', 'Check the parameters'],
	] as const)('tells the refusal "%s" apart', async (refusal, says, wayOut) => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: refusal });
		const { message, description } = await failing(createJob());
		expect(message).toBe(`${says} (video dQw4w9WgXcQ) [item 0]`);
		expect(description).toContain(wayOut);
		expect(world.requests).toEqual(['POST /api/jobs']);
	});
});

describe('Renders', () => {
	it('does not render a job that is not completed where it does not wait', async () => {
		const engine = await world.engine([createJob({ completionWebhook: 'none' })]);
		await engine.complete();
		const jobId = String(engine.json()[0]!.jobId);
		const { message, description } = await failing(createRender({ jobId, waitForCompletion: false }));
		expect(message).toBe(
			`Job ${jobId} is not completed and cannot be rendered yet: its status is PROCESSING [item 0]`,
		);
		expect(description).toContain('Wait for job completion');
		expect(world.requests).not.toContain('POST /api/render');
	});

	it('does not render a failed job, and says why it failed', async () => {
		const jobId = await world.endedJob('The video is private');
		const { message } = await failing(createRender({ jobId }));
		expect(message).toBe(`Job ${jobId} failed and cannot be rendered: The video is private [item 0]`);
		expect(world.requests).not.toContain('POST /api/render');
	});

	it('reports a render that failed, after the others were delivered', async () => {
		const slow = await World.start({ renderSeconds: Infinity });
		const jobId = await slow.endedJob();
		const engine = await slow.engine([
			{ ...createRender({ jobId, download: true }), onError: 'continueRegularOutput' },
		]);
		const running = engine.complete();
		const renders = () => slow.simulator.renders;
		await until('three renders', () => renders().length === 3);
		const [unlucky, ...others] = renders();
		slow.simulator.failRender(unlucky!.id, 'Out of memory');
		for (const { id } of others) slow.simulator.completeRender(id);
		await running;
		await slow.close();
		expect(engine.output().filter(({ binary }) => binary)).toHaveLength(2);
		const [failed] = engine.json().filter((json) => 'error' in json);
		expect(failed!.error).toMatch(
			new RegExp(`^Render ${unlucky!.id} of short .+ failed: Out of memory \\[item 0\\]$`),
		);
	});

	it('names the short and the job whose render may have been started', async () => {
		const jobId = await world.endedJob();
		world.simulator.addFault({ method: 'POST', path: '/api/render', after: 1, close: 'after' });
		const { message } = await failing(createRender({ jobId }));
		expect(message).toMatch(
			new RegExp(
				`may have been accepted.*the connection was lost \\(short \\d+ of job ${jobId}\\) \\[item 0\\]$`,
			),
		);
	});

	it('names the short that the job does not have, and those it has', async () => {
		const jobId = await world.endedJob();
		const shortId = { __rl: true, mode: 'id', value: 'nope' };
		const { message } = await failing(createRender({ jobId, renderTarget: 'one', shortId }));
		expect(message).toBe(`Job ${jobId} has no short with the ID "nope". It has these: 1, 2, 3 [item 0]`);
	});
});

describe('Bad input is told before anything is sent', () => {
	it.each([
		[
			'a playlist',
			createJob({ video: { __rl: true, mode: 'url', value: 'https://www.youtube.com/playlist?list=PL1' } }),
			'not the URL or the ID of a YouTube video',
		],
		[
			'a short id',
			createJob({ video: { __rl: true, mode: 'id', value: 'abc' } }),
			'not the URL or the ID of a YouTube video',
		],
		['no video', createJob({ video: { __rl: true, mode: 'url', value: '={{ "" }}' } }), "'Video' is empty"],
		[
			'an end before the start',
			createJob({
				shortsMode: 'define',
				predefinedShorts: { shorts: [{ title: 'A', start: '2:00', end: '1:00' }] },
			}),
			'not after its start',
		],
		[
			'a time that is none',
			createJob({
				shortsMode: 'define',
				predefinedShorts: { shorts: [{ title: 'A', start: 'soon', end: '1:00' }] },
			}),
			'not a time',
		],
		[
			'a short of over 300 seconds',
			createJob({ shortsMode: 'json', predefinedShortsJson: '[{"title":"A","start":0,"end":301}]' }),
			'at most 300',
		],
		['JSON that is none', createJob({ shortsMode: 'json', predefinedShortsJson: '[{' }), 'is not valid JSON'],
		[
			'a callback address that is none',
			createJob({ completionWebhook: 'url', webhookUrl: 'nowhere' }),
			'not a web address',
		],
		['no job', getJob('={{ $json.missing }}'), "'Job ID' is empty"],
		['a wait of no time', waitForJob({ jobId: 'x', maxWaitMinutes: 0 }), '\'Max Wait (Minutes)\' is "0"'],
		[
			'a poll interval under a second',
			waitForJob({ jobId: 'x', options: { pollInterval: 0.5 } }),
			'\'Poll Interval (Seconds)\' is "0.5"',
		],
		[
			'custom fields that are no object',
			createRender({ jobId: 'x', options: { customFields: '[1]' } }),
			'not a JSON object',
		],
		[
			'a custom field whose expression finds nothing',
			createRender({
				jobId: 'x',
				options: { customFields: '={{ { options: { list: [1, { width: $json.nope }] } } }}' },
			}),
			"'Custom Fields' has no value for options.list.1.width",
		],
		[
			'a custom field whose expression divides by nothing',
			createJob({ options: { customFields: '={{ { minutes: 1 / 0 } }}' } }),
			"'Custom Fields' has no value for minutes",
		],
		[
			'a custom field whose expression does not come to a number',
			createJob({ options: { customFields: '={{ { minutes: $json.nope * 2 } }}' } }),
			"'Custom Fields' has no value for minutes",
		],
	])('%s', async (_, node, says) => {
		const { message, description } = await failing(node);
		expect(message).toContain(says);
		expect(message).toContain('[item 0]');
		expect(description).not.toBe('');
		expect(world.requests).toEqual([]);
	});

	it('sends nothing for the good items either, when the workflow is to stop', async () => {
		const engine = await world.engine([createJob({ video: '={{ $json.video }}' })]);
		await engine.complete([{ video: 'https://youtu.be/dQw4w9WgXcQ' }, { video: 'https://example.com/' }]);
		expect(engine.error!.message).toContain('[item 1]');
		expect(world.requests).toEqual([]);
	});

	it('goes on with the good items under Continue On Fail', async () => {
		const engine = await world.engine([
			{ ...createJob({ video: '={{ $json.video }}' }), onError: 'continueRegularOutput' },
		]);
		await engine.complete([{ video: 'https://example.com/' }, { video: 'https://youtu.be/dQw4w9WgXcQ' }]);
		const [bad, good] = engine.output();
		expect(bad).toMatchObject({
			json: { error: expect.stringContaining('[item 0]') },
			pairedItem: { item: 0 },
		});
		expect(good).toMatchObject({ json: { status: 'PROCESSING' }, pairedItem: { item: 1 } });
		expect(world.requests).toEqual(['POST /api/jobs']);
	});
});
