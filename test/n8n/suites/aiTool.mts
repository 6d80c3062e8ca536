import { chain, type Workflow, type WorkflowNode } from '../../../realN8n/workflow.mts';
import { videos } from '../../../realN8n/nodes.mts';
import { ChatModel, type Saying, agent } from '../openai.mts';
import type { World } from '../world.mts';
import type { SharedN8n } from './sharedN8n.mts';

/** An expression that lets the model fill a parameter in. */
const fromAi = (name: string, description: string) => `={{ $fromAI('${name}', '${description}', 'string') }}`;

/** Swiftia as a tool of an AI agent, in an n8n that other suites use as well. */
export function aiTool({ open }: SharedN8n): void {
	describe('Swiftia as a tool of an AI agent', () => {
		let world: World;
		let model: ChatModel;
		beforeAll(async () => {
			world = await open();
			model = await ChatModel.start();
		});
		afterAll(async () => {
			await world.close();
			await model.close();
		});
		afterEach(() => {
			world.simulator.reset();
			model.requests.length = 0;
		});

		function tool(name: string, parameters: Record<string, unknown>): WorkflowNode {
			return { ...world.swiftia(name, parameters), type: 'n8n-nodes-swiftia.swiftiaTool' };
		}

		/** Runs an agent with these tools that is told to say this; gives its answer and what each tool gave it. */
		async function talk(tools: WorkflowNode[], say: Saying[]) {
			model.say = say;
			const { nodes, connections } = await agent(world, model, tools);
			const id = await world.run([...videos('dQw4w9WgXcQ'), ...nodes], {
				...chain('Start', 'Videos', 'Each video', 'Agent'),
				...connections,
			} as Workflow['connections']);
			const seen: string[] = [];
			const execution = await world.session.client.waitForEnd(id, {
				withinMs: 60_000,
				everyMs: 50,
				seen: (status) => seen.push(status),
			});
			const told = model.requests
				.at(-1)!
				.messages.filter(({ role }) => role === 'tool')
				.map(({ content }) => JSON.parse(String(content)) as Array<Record<string, unknown>>);
			return { answer: execution.items('Agent')[0]?.json.output, told, seen, failure: execution.failure };
		}

		const create = () =>
			tool('Create job', {
				resource: 'job',
				operation: 'create',
				video: { __rl: true, mode: 'url', value: fromAi('video', 'The YouTube URL') },
				waitForCompletion: true,
				waitMethod: 'parked',
				options: { pollInterval: 1 },
			});
		const withJob = (name: string, resource: string, operation: string, more: object = {}) =>
			tool(name, { resource, operation, jobId: fromAi('jobId', 'ID of the job'), ...more });

		it('starts a job and waits for it without parking, whatever the wait method', async () => {
			world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 20 });
			const input = { video: 'https://youtu.be/dQw4w9WgXcQ' };
			const { answer, told, seen, failure } = await talk(
				[create()],
				[{ tool: 'Create_job', input }, 'The job is done.'],
			);
			expect(failure).toBeUndefined();
			expect(answer).toBe('The job is done.');
			expect(told).toEqual([[expect.objectContaining({ status: 'COMPLETED', timedOut: false })]]);
			expect(seen).not.toContain('waiting');
			const [offered] = model.requests[0]!.tools!;
			expect(offered!.function.name).toBe('Create_job');
			expect(offered!.function.parameters.properties.video!.description).toBe('The YouTube URL');
		});

		it('reads a job, lists its shorts and renders one of them', async () => {
			world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 0 });
			await world.reaches(await world.run([...videos('dQw4w9WgXcQ'), world.create()]), 'success');
			const jobId = world.simulator.jobs[0]!.id;
			const tools = [
				withJob('Get job', 'job', 'get'),
				withJob('List shorts', 'short', 'getAll'),
				withJob('Render', 'render', 'create', {
					renderTarget: 'one',
					shortId: { __rl: true, mode: 'id', value: fromAi('shortId', 'ID of the short') },
					options: { pollInterval: 1 },
				}),
			];
			const listed = await talk(tools, [
				{ tool: 'Get_job', input: { jobId } },
				{ tool: 'List_shorts', input: { jobId } },
				'There they are.',
			]);
			const [job, shorts] = listed.told;
			expect(job).toEqual([expect.objectContaining({ jobId, status: 'COMPLETED' })]);
			expect(shorts!.length).toBe(job![0]!.shortsCount);
			const { shortId } = shorts![1]!;
			const rendered = await talk(tools, [{ tool: 'Render', input: { jobId, shortId } }, 'Rendered.']);
			expect(rendered.told).toEqual([[expect.objectContaining({ jobId, shortId, status: 'COMPLETED' })]]);
			expect(world.simulator.ledger.filter(({ kind }) => kind === 'render')).toHaveLength(1);
		});

		it('renders a job that has not ended, as soon as it has', async () => {
			world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 40 });
			await world.reaches(await world.run([...videos('dQw4w9WgXcQ'), world.create()]), 'success');
			const jobId = world.simulator.jobs[0]!.id;
			const tools = [
				withJob('Render', 'render', 'create', {
					renderTarget: 'all',
					options: { pollInterval: 1, maxShorts: 1 },
				}),
			];
			const { told, seen } = await talk(tools, [{ tool: 'Render', input: { jobId } }, 'Rendered.']);
			expect(told).toEqual([[expect.objectContaining({ jobId, status: 'COMPLETED' })]]);
			expect(seen).not.toContain('waiting');
		});

		it.each(['continueRegularOutput', 'continueErrorOutput'])(
			'tells the model of an error and of nothing that came in (%s)',
			async (onError) => {
				const failing = { ...withJob('Get job', 'job', 'get'), onError };
				await talk([failing], [{ tool: 'Get_job', input: { jobId: 'nope' } }, 'It failed.']);
				const told = model.requests.at(-1)!.messages.filter(({ role }) => role === 'tool');
				expect(told).toHaveLength(1);
				expect(String(told[0]!.content)).toContain('did not find job nope');
				expect(String(told[0]!.content)).not.toMatch(/videoId|dQw4w9WgXcQ/);
			},
		);

		it('pays once where an answer is lost, n8n tries the tool again and the agent asks again', async () => {
			world.simulator.addFault({ method: 'POST', path: '/api/jobs', close: 'after' });
			const retried = { ...create(), retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
			const asking = { tool: 'Create_job', input: { video: 'https://youtu.be/dQw4w9WgXcQ' } };
			await talk([retried], [asking, asking, 'I see.']).catch(() => undefined);
			expect(world.simulator.ledger).toHaveLength(1);
		});

		it('tells the agent what was wrong with its input, and sends nothing', async () => {
			await talk(
				[create()],
				[{ tool: 'Create_job', input: { video: 'https://vimeo.com/1' } }, 'I see.'],
			).catch(() => undefined);
			expect(world.simulator.journal).toEqual([]);
			expect(JSON.stringify(model.requests.at(-1)!.messages)).toContain('vimeo.com');
		});
	});
}
