import { readFile } from 'node:fs/promises';
import axios from 'axios';
import { videos } from '../../realN8n/nodes.mts';
import type { BillableCall } from '../../simulator/ledger.mts';
import { until } from '../../realN8n/lib/until.mts';
import { RELEASES, World, moment } from './world.mts';

/** Items of the execution that is killed while it creates jobs, and how many of those were answered by then. */
const CREATING = Array.from({ length: 10 }, (_, index) => `creating-${index}0`);
const ANSWERED = 4;

/** Executions that are under way when n8n is killed, by what they are at. */
interface UnderWay {
	parked: string;
	abandoned: string;
	sleeping: string;
	resuming: string;
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
		await world.reaches(id, 'waiting');
		return id;
	}

	/** Create -> Render: Create of one short, until the render is started. */
	async function render(
		videoId: string,
		more: Record<string, unknown> = {},
		completionWebhook = 'none',
	): Promise<string> {
		world.simulator.planJob({ videoId, seconds: 0 });
		const node = world.swiftia('Render', {
			resource: 'render',
			operation: 'create',
			jobId: '={{ $json.jobId }}',
			options: { pollInterval: 1, maxShorts: 1 },
			...more,
		});
		const create = world.create({ completionWebhook });
		const id = await world.run([...videos(videoId), create, node]);
		await until('the render', () =>
			world.simulator.renders.some(({ jobId }) => jobId === jobOf(videoId)?.id),
		);
		return id;
	}

	async function bringUnderWay(): Promise<UnderWay> {
		const { simulator } = world;
		const parked = await park('video-parks');
		const resuming = await park('video-wakes');
		const wait = world.wait({ waitMethod: 'polling', options: { pollInterval: 1 } });
		const polling = await world.run([
			...videos('video-polls'),
			world.create({ completionWebhook: 'none' }),
			wait,
		]);
		const sleeping = await render('video-slee0', { waitMethod: 'parked' }, 'resume');
		await world.reaches(sleeping, 'waiting');
		const rendering = await render('video-rends');
		const downloading = await render('video-loads', { download: true });
		simulator.addFault({ path: '/files/', stallFile: 1000, times: 'always' });
		simulator.completeRender(simulator.renders.at(-1)!.id);
		await until('the download', () => read(`/files/${simulator.renders.at(-1)!.id}.mp4`));

		const wakes = jobOf('video-wakes').id;
		const before = simulator.journal.length;
		simulator.addFault({ method: 'GET', path: `/api/jobs/${wakes}`, stall: 'before' });
		simulator.completeJob(wakes);
		await until('the read of the job', () =>
			simulator.journal.slice(before).some(({ path }) => path.endsWith(wakes)),
		);

		const abandoned = await park('video-alon0', { maxWaitMinutes: 0.75 });
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
		return { parked, abandoned, sleeping, resuming, polling, rendering, downloading, creating };
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

	it('leaves a parked execution to its callback', async () => {
		world.simulator.completeJob(jobOf('video-parks').id);
		const execution = await world.reaches(at.parked, 'success');
		expect(execution.items('Wait').map(({ json }) => [json.status, json.timedOut])).toEqual([
			['COMPLETED', false],
		]);
	});

	it('leaves an execution that is parked for renders to the next call of its address', async () => {
		const job = jobOf('video-slee0');
		world.simulator.completeRender(world.simulator.renders.find(({ jobId }) => jobId === job.id)!.id);
		await axios.post(job.webhook, {});
		const execution = await world.reaches(at.sleeping, 'success');
		expect(execution.items('Render').map(({ json }) => json.status)).toEqual(['COMPLETED']);
	});

	it('leaves an execution that was being woken to the next call of its address', async () => {
		await world.reaches(at.resuming, 'waiting');
		await axios.post(jobOf('video-wakes').webhook, {});
		const execution = await world.reaches(at.resuming, 'success');
		expect(execution.items('Wait').map(({ json }) => json.status)).toEqual(['COMPLETED']);
		expect(execution.runs('Wait')).toHaveLength(1);
	});

	it('leaves a parked execution that nobody calls to n8n, which ends its wait after Max Wait', async () => {
		const execution = await world.reaches(at.abandoned, 'success', 200);
		// Only n8n's own timer leaves the version of the park.
		expect(execution.items('Wait').map(({ json }) => json)).toEqual([
			expect.objectContaining({ status: 'PROCESSING', timedOut: true, parkVersion: 1 }),
		]);
	});
});
