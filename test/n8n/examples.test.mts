import type { Execution } from '../../realN8n/execution.mts';
import { TEMPLATE_FOLDERS, WORKFLOW_FILES } from '../examples.mts';
import { ExampleWorld } from './exampleWorld.mts';
import { until } from '../../realN8n/lib/until.mts';
import { moment } from './world.mts';

describe('The examples in n8n 2.41.1', () => {
	let world: ExampleWorld;
	beforeAll(async () => (world = await ExampleWorld.start()), 900_000);
	afterAll(async () => await world.close());
	beforeEach(async () => await world.reset());
	afterEach(() => expect(world.strays).toEqual([]));

	/** Everything that was rendered arrived, byte by byte and under the name that becomes of its title, and nothing was paid twice. */
	function expectFiles(count: number, nameOf = (titled: string): string => titled): void {
		const rendered = world.rendered().map(({ name, sha256 }) => ({ name: nameOf(name), sha256 }));
		expect(rendered).toHaveLength(count);
		expect(world.uploaded()).toEqual(rendered);
		expect(world.simulator.repeated()).toEqual([]);
	}

	/** One of the videos of the lists is private, so its job fails. */
	function planPrivateVideo(): void {
		const outcome = { outcome: 'fail', failureReason: 'Private', seconds: 10 } as const;
		world.simulator.planJob({ videoId: 'aqz-KE-bpKQ', ...outcome });
	}

	const output = (execution: Execution, node: string) => execution.items(node).map(({ json }) => json);
	/** The videos that the renders of a node are said to be made of. */
	const videosOf = (execution: Execution, node: string) =>
		output(execution, node).map(({ videoId }) => videoId);
	/** What several runs of a node gave: one for each output that leads to it. */
	const outputs = (execution: Execution, node: string) =>
		execution
			.runs(node)
			.flatMap(({ data }) => data?.main?.[0] ?? [])
			.map(({ json }) => json);
	const answers = () => world.simulator.deliveries.map(({ status }) => status);
	const paid = () => world.simulator.ledger.map(({ kind }) => kind);
	const slack = () => world.services.slack;

	describe('As imported, with nothing filled in but credentials', () => {
		it.each(WORKFLOW_FILES.filter((file) => !/finish|form/.test(file)))('%s pays nothing', async (file) => {
			const id = await world.begin(await world.importEmpty(file)).catch(() => undefined);
			if (id) await world.end(id);
			expect(world.simulator.ledger).toEqual([]);
		});

		it.each(WORKFLOW_FILES.filter((file) => /finish|form/.test(file)))(
			'%s cannot be activated',
			async (file) => {
				await expect(
					world.importEmpty(file).then(async (one) => await world.activate(one)),
				).rejects.toThrow();
			},
		);
	});

	it('shorts-to-google-drive: the shorts of a video are files in Drive', async () => {
		await world.run(await world.import('shorts-to-google-drive/workflow.json'));
		expectFiles(3);
		expect(answers()).toEqual([200]);
	});

	it('daily-batch-to-youtube: no video twice, nor in a second run; a failed one costs no other', async () => {
		planPrivateVideo();
		const workflow = await world.import('daily-batch-to-youtube/workflow.json');
		const running = world.run(workflow);
		await until('two jobs', () => world.simulator.jobs.length === 2);
		const { shorts } = world.simulator.jobs.find(({ videoId }) => videoId === 'dQw4w9WgXcQ')!;
		const long = 'Words '.repeat(20);
		['', 'Is 1 < 2?', long].forEach((title, index) => (shorts[index]!.title = title));
		const first = await running;
		const untitled = world.simulator.renders.find(({ short }) => short === 1)!;
		const titles = new Map([
			['.mp4', `${untitled.id}.mp4`],
			['Is 1 < 2?.mp4', 'Is 1  2?.mp4'],
			[`${long}.mp4`, `${long.slice(0, 100)}.mp4`],
		]);
		expectFiles(3, (name) => titles.get(name)!);
		expect(world.simulator.jobs).toHaveLength(2);
		expect(world.services.google.uploads.map(({ metadata }) => metadata.status)).toEqual(
			Array(3).fill(expect.objectContaining({ privacyStatus: 'private' })),
		);
		expect(output(first, 'What went wrong')).toEqual([
			{ video: 'https://youtu.be/aqz-KE-bpKQ', problem: expect.stringContaining('Private') },
		]);

		const before = paid().length;
		const second = await world.run(workflow);
		expect(output(second, 'Only new videos')).toEqual([]);
		expect(second.runs('Create job')).toEqual([]);
		expect(paid()).toHaveLength(before);
	});

	it('two-workflows-with-trigger: the first ends at once, the second does the rest for each job', async () => {
		const finish = await world.import('two-workflows-with-trigger/finish.json');
		await world.activate(finish);
		const url = world.triggerUrl(finish);
		const { id } = await world.run(await world.import('two-workflows-with-trigger/start.json', url));
		expect(world.uploaded()).toEqual([]);
		for (let look = 0; look < 300 && (await world.successes(finish)) < 2; look++) await moment(200);
		expectFiles(6);
		expect(answers()).toEqual([200, 200]);
		// n8n numbers its executions, and there are no others.
		const next = [1, 2].map(async (more) => await world.goodEnd(String(Number(id) + more)));
		const videos = (await Promise.all(next)).flatMap((one) => videosOf(one, 'Render each short'));
		expect(videos.sort()).toEqual([...Array(3).fill('aqz-KE-bpKQ'), ...Array(3).fill('dQw4w9WgXcQ')]);
	});

	describe('ai-picks-best-shorts', () => {
		beforeEach(() => {
			const pick = (id: string) => ({ shortId: id, reason: `Because of ${id}` });
			const picks = ['3', '3', '77', '1', '2'].map(pick);
			world.services.model.say = () => JSON.stringify({ output: { picks } });
		});

		/** Runs it until it asks, and gives the execution's id. */
		async function untilAsked(): Promise<string> {
			const id = await world.begin(await world.import('ai-picks-best-shorts/workflow.json'));
			await until('the message to Slack', () => slack().messages.length === 1, { seconds: 120 });
			expect(paid()).toEqual(['job']);
			return id;
		}

		it('The AI is asked once and a person next; the picks are rendered, each once, and no made-up one', async () => {
			const id = await untilAsked();
			const { requests } = world.services.model;
			expect(requests).toHaveLength(1);
			const prompt = JSON.stringify(requests[0]!.messages);
			for (const { title, text } of world.simulator.jobs[0]!.shorts) {
				expect(prompt).toContain(title);
				expect(prompt).toContain(text);
			}
			expect(slack().newestText).toContain('*The mistake you keep making*: Because of 3');

			await world.click(id, 'Render them');
			const execution = await world.goodEnd(id);
			expectFiles(2);
			expect(videosOf(execution, 'Render each pick')).toEqual(Array(2).fill('dQw4w9WgXcQ'));
			expect(world.simulator.renders.map(({ short }) => short).sort()).toEqual([1, 3]);
			expect(output(execution, 'Picked and why')).toEqual([
				expect.objectContaining({
					title: 'The mistake you keep making',
					reason: 'Because of 3',
				}),
				expect.objectContaining({ reason: 'Because of 1' }),
			]);
			expect(output(execution, 'What went wrong')).toEqual([
				{
					shortId: '77',
					problem: expect.stringContaining('no short with the ID "77"'),
				},
			]);
		});

		it('Nothing is rendered where the person says no', async () => {
			const id = await untilAsked();
			await world.click(id, 'Do not render');
			const execution = await world.goodEnd(id);
			expect(execution.runs('Nothing is rendered')).toHaveLength(1);
			expect(paid()).toEqual(['job']);
		});
	});

	it('error-handling: failed videos reach the error branch with their reasons, the others come out', async () => {
		planPrivateVideo();
		const execution = await world.run(await world.import('error-handling/workflow.json'));
		expectFiles(3);
		const problems = outputs(execution, 'What went wrong');
		expect(problems).toHaveLength(2);
		expect(problems).toEqual(
			expect.arrayContaining([
				{
					video: 'https://www.youtube.com/watch?v=misspelled-id',
					problem: expect.stringContaining('not the URL or the ID of a YouTube video'),
				},
				{ video: 'https://youtu.be/aqz-KE-bpKQ', problem: expect.stringContaining('Private') },
			]),
		);
	});

	it('mixed-batch: a short video is rendered while a long one is worked on, and both come out', async () => {
		world.simulator.planJob({ videoId: 'aqz-KE-bpKQ', seconds: Infinity });
		const running = world.run(await world.import('mixed-batch/workflow.json'));
		const rendered = () => world.simulator.renders.filter(({ status }) => status === 'COMPLETED');
		await until('the renders', () => rendered().length === 3);
		const long = world.simulator.jobs.find(({ videoId }) => videoId === 'aqz-KE-bpKQ')!;
		expect(long.status).toBe('PROCESSING');
		world.simulator.completeJob(long.id);
		await running;
		const sums = (await world.saved()).map(({ sha256 }) => sha256);
		expect(sums).toEqual(world.rendered().map(({ sha256 }) => sha256));
		expect(sums).toHaveLength(6);
	});

	it.each(['before', 'workflow'])('from-http-requests: %s brings the same files', async (name) => {
		await world.run(await world.import(`from-http-requests/${name}.json`));
		expectFiles(3);
	});

	it('are all run, here or in examples.templates.test.mts', () => {
		const others = WORKFLOW_FILES.filter((file) => !TEMPLATE_FOLDERS.includes(file.split('/')[0]!));
		expect([...world.ran].sort()).toEqual(others.sort());
	});
});
