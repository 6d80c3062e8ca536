// The requests of the one public n8n template for Swiftia, in our own words, against every generation of the API.
import { baselineWorkflow } from '../../bench/workflows/baseline.mts';
import { simulatorFor } from '../../bench/bench.mts';
import { Scope } from '../../realN8n/lib/scope.mts';
import { DEMO_RELEASE } from '../../realN8n/install.mts';
import { TRIGGER } from '../../realN8n/nodes.mts';
import type { Simulator, SimulatorOptions } from '../../simulator/index.mts';
import { until } from '../../realN8n/lib/until.mts';
import { World } from './world.mts';

const VIDEO = 'video-aaaa0';
const SHORTS = [1, 2, 3];

describe('The requests of the public template in n8n 2.41.1', () => {
	const scope = new Scope();
	let world: World;
	beforeAll(async () => {
		world = await World.start(DEMO_RELEASE);
		scope.defer(async () => await world.close());
	}, 900_000);
	afterAll(async () => await scope.close());

	/** Starts the workflow against a simulator of its own. */
	async function run(account: Partial<SimulatorOptions>): Promise<{ simulator: Simulator; id: string }> {
		const { client } = world.session;
		const { simulator, credential } = await simulatorFor(
			{ scope, session: world.session, timeScale: 100 },
			{ shortsPerJob: SHORTS.length, ...account },
		);
		const workflow = baselineWorkflow({
			credential,
			videoIds: [VIDEO],
			apiUrl: simulator.apiUrl,
			waitSeconds: { job: 0.5, render: 0.2 },
		});
		return { simulator, id: await client.run(await client.createWorkflow(workflow), TRIGGER) };
	}

	/** What arrived, in order, with IDs left out and looks that follow each other as one. */
	function requests({ journal }: Simulator): string[] {
		return journal
			.map(({ method, path }) => `${method} ${path.replace(/[\da-f-]{36}/, ':id')}`)
			.filter((request, index, all) => request !== all[index - 1]);
	}

	it('go to their end with profile apr2025', async () => {
		const { simulator, id } = await run({ profile: 'apr2025' });
		const execution = await world.reaches(id, 'success');
		expect(requests(simulator)).toEqual([
			'POST /api/jobs',
			'GET /api/jobs/:id',
			...SHORTS.flatMap(() => ['POST /api/render/', 'GET /api/render/:id', 'GET /files/:id.mp4']),
		]);
		expect(simulator.ledger.map(({ body }) => body)).toEqual([
			{ functionName: 'VideoShorts', youtubeVideoId: VIDEO, videoSource: 'youtube' },
			...SHORTS.map((target) => ({ id: simulator.jobs[0]!.id, target, preset: 'VIRAL' })),
		]);
		const every = (node: string) => execution.runs(node).flatMap((one) => one.data?.main?.[0] ?? []);
		expect(every('Metadata').map(({ json }) => json)).toEqual(
			simulator.jobs[0]!.shorts.map(({ text, reason }) => ({ title: `Video ${VIDEO}`, text, reason })),
		);
		expect(every('Download').map(({ binary }) => binary!.data!.bytes)).toEqual(
			simulator.renders.map(({ size }) => size),
		);
	});

	it.each([
		['g1', 'Get job', ['POST /api/jobs', 'GET /api/jobs/']],
		['g2', 'Render', ['POST /api/jobs', 'GET /api/jobs/:id']],
		['g3', 'Render', ['POST /api/jobs', 'GET /api/jobs/:id']],
		['kb', 'Get job', ['POST /api/jobs', 'GET /api/jobs/']],
	] as const)('fail with profile %s: at "%s", before anything is rendered', async (profile, node, sent) => {
		const { simulator, id } = await run({ profile });
		expect(await world.failureOf(id)).toMatch(new RegExp(`^${node}: `));
		expect(requests(simulator)).toEqual(sent);
		expect(simulator.renders).toEqual([]);
	});

	it('end at a render that fails, and start no other', async () => {
		const { simulator, id } = await run({ profile: 'apr2025', renderSeconds: Infinity });
		await until('the render', () => simulator.renders.length === 1);
		simulator.failRender(simulator.renders[0]!.id);
		expect(await world.failureOf(id)).toMatch(/^Render: .*JSON/);
		expect(simulator.renders).toHaveLength(1);
	});
});
