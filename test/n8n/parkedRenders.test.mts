import { until } from '../../realN8n/lib/until.mts';
import { node, videos } from '../../realN8n/nodes.mts';
import { type Workflow, type WorkflowNode, loop } from '../../realN8n/workflow.mts';
import { RELEASES, World } from './world.mts';

const SHORTS = 2;
const IDS = ['video-firs0', 'video-seco0'];

describe.each(RELEASES)('Renders that are parked for in n8n $version', (release) => {
	let world: World;
	beforeAll(async () => {
		const simulator = { timeScale: 1, renderSeconds: 14, renderSlots: 100, shortsPerJob: SHORTS };
		const environment = { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };
		world = await World.start(release, { simulator, environment });
	}, 900_000);
	afterAll(async () => await world.close());
	beforeEach(() => {
		world.simulator.reset();
		for (const videoId of IDS) world.simulator.planJob({ videoId, seconds: 0 });
	});

	const create = () => world.create({ waitForCompletion: true, waitMethod: 'polling' });
	const shorts = () => world.swiftia('Shorts', { resource: 'short', operation: 'getAll', returnAll: true });
	const render = (more: object = {}) => ({
		...world.swiftia('Render', { resource: 'render', operation: 'create', download: true, ...more }),
		onError: 'continueErrorOutput',
	});
	/** What a later node finds by n8n's lineage, beside what the item says. */
	const after = (): WorkflowNode =>
		node('After', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput:
				"={{ { short: $json.shortId, status: $json.status, found: $('Shorts').item.json.shortId, video: $('Each video').item.json.videoId, bytes: $binary.data?.fileSize } }}",
			options: {},
		});

	async function parkedRun(nodes: WorkflowNode[], connections?: Workflow['connections']) {
		const id = await world.run(nodes, connections);
		await until('the renders', () => world.simulator.renders.length === IDS.length * SHORTS);
		await world.waits(id);
		return await world.reaches(id, 'success');
	}

	it('Automatic parks; each short keeps its item, and its MP4 is stored with the execution', async () => {
		const execution = await parkedRun([...videos(...IDS), create(), shorts(), render(), after()]);
		const rows = execution.items('After').map(({ json }) => json);
		expect(rows.map(({ short, found, video, status }) => [short === found, video, status])).toEqual(
			IDS.flatMap((video) => Array(SHORTS).fill([true, video, 'COMPLETED'])),
		);
		const files = execution.items('Render').map(({ binary }) => String((binary!.data as { id?: string }).id));
		for (const file of files) expect(file).toContain(`/executions/${execution.id}/`);
		expect(new Set(files).size).toBe(IDS.length * SHORTS);
		expect(execution.runs('Render')).toHaveLength(1);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('a failed one goes to the error output, with its item', async () => {
		const nodes = [...videos(IDS[0]!), create(), shorts(), render({ waitMethod: 'parked' }), after()];
		const id = await world.run(nodes);
		await until('the renders', () => world.simulator.renders.length === SHORTS);
		await world.waits(id);
		world.simulator.failRender(world.simulator.renders[0]!.id, 'No faces found');
		const execution = await world.reaches(id, 'success');
		const [ended, failed] = execution.runs('Render')[0]!.data!.main!;
		expect(ended!.map(({ json }) => json.status)).toEqual(['COMPLETED']);
		expect(failed!.map(({ json }) => json.error)).toEqual([expect.stringContaining('No faces found')]);
	});

	it('Automatic waits for jobs and several renders of each item, and pairs them', async () => {
		for (const videoId of IDS) world.simulator.planJob({ videoId, seconds: 15 });
		const chained = render({ jobId: '={{ $json.jobId }}' });
		const rows = {
			...after(),
			parameters: {
				mode: 'raw',
				jsonOutput: "={{ { short: $json.shortId, video: $('Each video').item.json.videoId } }}",
				options: {},
			},
		};
		const id = await world.run([
			...videos(...IDS),
			world.create({ completionWebhook: 'none' }),
			chained,
			rows,
		]);
		const execution = await world.reaches(id, 'success', 120);
		expect(execution.items('After').map(({ json }) => json.video)).toEqual(
			IDS.flatMap((video) => Array(SHORTS).fill(video)),
		);
		expect(execution.runs('Render')).toHaveLength(1);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('they are waited for in each round of Loop Over Items', async () => {
		const nodes = [
			...videos(...IDS),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} }),
			create(),
			shorts(),
			render({ waitMethod: 'parked' }),
		];
		const connections = loop(['Start', 'Videos', 'Each video'], 'Loop', ['Create', 'Shorts', 'Render']);
		const id = await world.run(nodes, connections);
		const execution = await world.reaches(id, 'success', 120);
		expect(execution.runs('Render')).toHaveLength(IDS.length);
		expect(world.simulator.renders).toHaveLength(IDS.length * SHORTS);
		expect(world.simulator.repeated()).toEqual([]);
	});
});
