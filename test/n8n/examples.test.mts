import type { Execution } from '../../realN8n/execution.mts';
import { TEMPLATE_FOLDERS, WORKFLOW_FILES } from '../examples.mts';
import { ExampleWorld } from './exampleWorld.mts';
import { holds, moment } from './world.mts';

describe('The examples in n8n 2.41.1', () => {
	let world: ExampleWorld;
	beforeAll(async () => (world = await ExampleWorld.start()), 900_000);
	afterAll(async () => await world.close());
	beforeEach(async () => await world.reset());
	afterEach(() => expect(world.strays).toEqual([]));

	/** Everything that was rendered arrived, byte by byte and under its title, and nothing was paid twice. */
	function expectFiles(count: number, arrived = world.uploaded()): void {
		const rendered = world.rendered();
		expect(rendered).toHaveLength(count);
		expect(arrived).toEqual(rendered);
		expect(world.simulator.repeated()).toEqual([]);
	}

	/** One of the videos of the lists is private, so its job fails. */
	function planPrivateVideo(): void {
		const outcome = { outcome: 'fail', failureReason: 'Private', seconds: 10 } as const;
		world.simulator.planJob({ videoId: 'aqz-KE-bpKQ', ...outcome });
	}

	const output = (execution: Execution, node: string) => execution.items(node).map(({ json }) => json);
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
		const first = await world.run(workflow);
		expectFiles(3);
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
		await world.run(await world.import('two-workflows-with-trigger/start.json', url));
		expect(world.uploaded()).toEqual([]);
		for (let look = 0; look < 300 && (await world.successes(finish)) < 2; look++) await moment(200);
		expectFiles(6);
		expect(answers()).toEqual([200, 200]);
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
			await holds(() => slack().messages.length === 1, 120);
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
		await holds(() => rendered().length === 3);
		const long = world.simulator.jobs.find(({ videoId }) => videoId === 'aqz-KE-bpKQ')!;
		expect(long.status).toBe('PROCESSING');
		world.simulator.completeJob(long.id);
		await running;
		const sums = (await world.saved()).map(({ sha256 }) => sha256);
		expect(sums).toEqual(world.rendered().map(({ sha256 }) => sha256));
		expect(sums).toHaveLength(6);
		expect(answers()).toEqual([]);
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
