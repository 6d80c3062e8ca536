import { readFile } from 'node:fs/promises';
import { videos } from '../../realN8n/nodes.mts';
import type { BillableCall } from '../../simulator/ledger.mts';
import { until } from '../../realN8n/lib/until.mts';
import { DEMO_RELEASE } from '../../realN8n/install.mts';
import { RELEASES, World, moment } from './world.mts';

/** Items of the execution that is killed while it creates jobs, and how many of those were answered by then. */
const CREATING = Array.from({ length: 10 }, (_, index) => `creating-${index}0`);
const ANSWERED = 4;

/** Seconds from the restart in which a parked execution has gone on. */
const WITHIN = 120;

/** Executions that are under way when n8n is killed, by what they are at. */
interface UnderWay {
	parked: string;
	parkedForRenders: string;
	polling: string;
	rendering: string;
	downloading: string;
	creating: string;
}

// All phases at once: one kill -9 hits each of them.
describe.each(RELEASES)('kill -9 of n8n $version', (release) => {
	let world: World;
	let at: UnderWay;
	let paidBefore: BillableCall[];

	beforeAll(async () => {
		const simulator = { renderSeconds: 1e6, fileBytes: 1_000_000 };
		world = await World.start(release, { simulator });
		at = await bringUnderWay();
		await world.session.kill();
		paidBefore = [...world.simulator.ledger];
		await world.session.restart();
	}, 900_000);
	afterAll(async () => await world.close());

	const jobOf = (videoId: string) => world.simulator.jobs.find((job) => job.videoId === videoId)!;
	const read = (path: string) => world.simulator.journal.some((one) => one.path === path);

	/** Create -> Wait, parked. */
	async function park(videoId: string, more: Record<string, unknown> = {}): Promise<string> {
		const id = await world.run([...videos(videoId), world.create(), world.wait(more)]);
		await world.waits(id);
		return id;
	}

	/** Create -> Render: Create of one short, until the render is started. */
	async function render(videoId: string, more: Record<string, unknown> = {}): Promise<string> {
		world.simulator.planJob({ videoId, seconds: 0 });
		const node = world.swiftia('Render', {
			resource: 'render',
			operation: 'create',
			jobId: '={{ $json.jobId }}',
			waitMethod: 'polling',
			options: { pollInterval: 1, maxShorts: 1 },
			...more,
		});
		const create = world.create({ completionWebhook: 'none' });
		const id = await world.run([...videos(videoId), create, node]);
		await until('the render', () =>
			world.simulator.renders.some(({ jobId }) => jobId === jobOf(videoId)?.id),
		);
		return id;
	}

	async function bringUnderWay(): Promise<UnderWay> {
		const { simulator } = world;
		const parked = await park('video-parks');
		const wait = world.wait({ waitMethod: 'polling', options: { pollInterval: 1 } });
		const polling = await world.run([
			...videos('video-polls'),
			world.create({ completionWebhook: 'none' }),
			wait,
		]);
		const parkedForRenders = await render('video-slee0', { waitMethod: 'parked', options: { maxShorts: 1 } });
		await world.waits(parkedForRenders);
		const rendering = await render('video-rends');
		const downloading = await render('video-loads', { download: true });
		simulator.addFault({ path: '/files/', stallFile: 1000, times: 'always' });
		simulator.completeRender(simulator.renders.at(-1)!.id);
		await until('the download', () => read(`/files/${simulator.renders.at(-1)!.id}.mp4`));

		const paid = simulator.ledger.length;
		simulator.addFault({
			method: 'POST',
			path: '/api/jobs',
			after: ANSWERED,
			stall: 'after',
			times: 'always',
		});
		const creating = await world.run([...videos(...CREATING), world.create({ completionWebhook: 'none' })]);
		await until('the jobs that are paid', () => simulator.ledger.length > paid + ANSWERED);
		return { parked, parkedForRenders, polling, rendering, downloading, creating };
	}

	it('starts nothing again by itself', async () => {
		await moment(3_000);
		expect(world.simulator.ledger).toEqual(paidBefore);
		expect(world.simulator.repeated()).toEqual([]);
	});

	it('leaves all that was paid for in the log: its id, or where its answer was lost, that it was asked for', async () => {
		const log = await readFile(world.session.server.logFile, 'utf8');
		const lines = log.split('\n').filter((line) => line.includes('Swiftia'));
		const says = (...words: string[]) => lines.some((line) => words.every((word) => line.includes(word)));
		const missing = paidBefore.filter(({ kind, id, request }) => {
			if (says(`started ${kind} ${id}`)) return false;
			return kind === 'render' || !says('asking to start', String(request.youtubeVideoId));
		});
		expect(missing).toEqual([]);
		expect(paidBefore.length).toBeGreaterThan(5 + 2 + ANSWERED);
	});

	it.each(['polling', 'rendering', 'downloading', 'creating'] as const)(
		'ends the execution that was %s',
		async (phase) => {
			const { status } = await world.session.client.execution(at[phase]);
			expect(status).toBe('crashed');
		},
	);

	// On n8n 1 these sleep, as those that poll do.
	if (release !== DEMO_RELEASE) return;

	it('goes on with an execution that is parked for a job, by n8n’s timer alone', async () => {
		world.simulator.setWebhooks({ repeat: 0 });
		world.simulator.completeJob(jobOf('video-parks').id);
		const execution = await world.reaches(at.parked, 'success', WITHIN);
		expect(execution.items('Wait').map(({ json }) => [json.status, json.timedOut])).toEqual([
			['COMPLETED', false],
		]);
		expect(execution.runs('Wait')).toHaveLength(1);
	});

	it('goes on with an execution that is parked for renders, and pays for none again', async () => {
		const job = jobOf('video-slee0');
		world.simulator.completeRender(world.simulator.renders.find(({ jobId }) => jobId === job.id)!.id);
		const execution = await world.reaches(at.parkedForRenders, 'success', WITHIN);
		expect(execution.items('Render').map(({ json }) => json.status)).toEqual(['COMPLETED']);
		expect(world.simulator.ledger).toEqual(paidBefore);
	});
});
