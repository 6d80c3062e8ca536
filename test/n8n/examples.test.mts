import type { Execution } from '../../demo/n8n/execution.mts';
import { WORKFLOW_FILES } from '../examples.mts';
import { ExampleWorld, PUBLIC_HOST } from './exampleWorld.mts';
import { holds, moment } from './world.mts';

describe('The examples in n8n 2.41.1', () => {
	let world: ExampleWorld;
	beforeAll(async () => (world = await ExampleWorld.start()), 900_000);
	afterAll(async () => await world.close());
	beforeEach(() => world.reset());
	afterEach(() => expect(world.strays).toEqual([]));

	/** Everything that was rendered reached Google, byte by byte and under its title, and nothing was paid twice. */
	function expectFiles(count: number): void {
		const { uploaded, rendered } = world.files();
		expect(rendered).toHaveLength(count);
		expect(uploaded).toEqual(rendered);
		expect(world.simulator.repeated()).toEqual([]);
	}

	/** One of the videos of the lists is private, so its job fails. */
	function planPrivateVideo(): void {
		const outcome = { outcome: 'fail', failureReason: 'Private', seconds: 10 } as const;
		world.simulator.planJob({ videoId: 'aqz-KE-bpKQ', ...outcome });
	}

	const output = (execution: Execution, node: string) => execution.items(node).map(({ json }) => json);
	const answers = () => world.simulator.deliveries.map(({ status }) => status);

	it('shorts-to-google-drive: the shorts of a video are files in Drive', async () => {
		await world.run(await world.import('shorts-to-google-drive/workflow.json'));
		expectFiles(3);
		expect(answers()).toEqual([200]);
	});

	it('daily-batch-to-youtube: a second run starts nothing; a failed video costs no other', async () => {
		planPrivateVideo();
		const workflow = await world.import('daily-batch-to-youtube/workflow.json');
		const first = await world.run(workflow);
		expectFiles(3);
		expect(world.google.uploads.map(({ metadata }) => metadata.status)).toEqual(
			Array(3).fill(expect.objectContaining({ privacyStatus: 'private' })),
		);
		expect(output(first, 'What went wrong')).toEqual([
			{ video: 'https://youtu.be/aqz-KE-bpKQ', problem: expect.stringContaining('Private') },
		]);

		const paid = world.simulator.ledger.length;
		const second = await world.run(workflow);
		expect(output(second, 'Only new videos')).toEqual([]);
		expect(second.runs('Create job')).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(paid);
	});

	it('two-workflows-with-trigger: the first ends at once, the second does the rest for each job', async () => {
		const finish = await world.import('two-workflows-with-trigger/finish.json');
		await world.activate(finish);
		const { webhookId } = finish.nodes.find(({ name }) => name === 'Swiftia Trigger')!;
		const start = await world.import('two-workflows-with-trigger/start.json', ({ name, parameters }) => {
			if (name === 'Create job')
				parameters.webhookUrl = `https://${PUBLIC_HOST}/webhook/${webhookId}/swiftia`;
		});
		await world.run(start);
		expect(world.google.uploads).toEqual([]);
		for (let look = 0; look < 300 && (await world.successes(finish)) < 2; look++) await moment(200);
		expectFiles(6);
		expect(answers()).toEqual([200, 200]);
	});

	it('ai-picks-best-shorts: the AI is asked once; its picks are rendered, each once, and no made-up one', async () => {
		const pick = (id: string) => ({ shortId: id, reason: `Because of ${id}` });
		const picks = ['short_id_3', 'short_id_3', 'short_id_77', 'short_id_1', 'short_id_2'].map(pick);
		world.model.say = () => JSON.stringify({ output: { picks } });
		const execution = await world.run(await world.import('ai-picks-best-shorts/workflow.json'));
		expect(world.model.requests).toHaveLength(1);
		const prompt = JSON.stringify(world.model.requests[0]!.messages);
		for (const { title, text } of world.simulator.jobs[0]!.shorts) {
			expect(prompt).toContain(title);
			expect(prompt).toContain(text);
		}
		expectFiles(2);
		expect(world.simulator.renders.map(({ short }) => short).sort()).toEqual([1, 3]);
		expect(output(execution, 'Picked and why')).toEqual([
			expect.objectContaining({ title: 'The mistake you keep making', reason: 'Because of short_id_3' }),
			expect.objectContaining({ reason: 'Because of short_id_1' }),
		]);
		expect(output(execution, 'What went wrong')).toEqual([
			{ shortId: 'short_id_77', problem: expect.stringContaining('no short with the ID "short_id_77"') },
		]);
	});

	it('error-handling: failed videos reach the error branch with their reasons, the others come out', async () => {
		planPrivateVideo();
		const workflow = await world.import('error-handling/workflow.json');
		const execution = await world.run(workflow);
		expectFiles(3);
		const problems = execution
			.runs('What went wrong')
			.flatMap(({ data }) => data?.main?.[0] ?? [])
			.map(({ json }) => json);
		expect(problems).toHaveLength(2);
		expect(problems).toEqual(
			expect.arrayContaining([
				{
					video: 'https://www.youtube.com/watch?v=misspelled-id',
					problem: expect.stringContaining('not the URL of a YouTube video'),
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
		expectFiles(6);
		expect(answers()).toEqual([]);
	});

	it.each(['before', 'workflow'])('from-http-requests: %s brings the same files', async (name) => {
		await world.run(await world.import(`from-http-requests/${name}.json`));
		expectFiles(3);
	});

	it('are all run here', () => {
		expect([...world.ran].sort()).toEqual([...WORKFLOW_FILES].sort());
	});
});
