import axios from 'axios';
import { node } from '../../realN8n/nodes.mts';
import { type StoredWorkflow, chain } from '../../realN8n/workflow.mts';
import { until } from '../../realN8n/lib/until.mts';
import { call, moment } from '../n8n/world.mts';
import { QueueWorld, STARTS_WITHIN, videoIds } from './world.mts';

const JOBS = 10;

describe('Two calls of the Swiftia Trigger at once in queue mode', () => {
	let world: QueueWorld;
	beforeAll(async () => void (world = await QueueWorld.open()), STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => {
		world.simulator.reset();
		world.stack.balancer.routing = 'roundRobin';
	});

	async function active(): Promise<{ workflow: StoredWorkflow; url: string }> {
		const webhookId = crypto.randomUUID();
		const type = 'n8n-nodes-swiftia.swiftiaTrigger';
		const workflow = await world.session.client.createWorkflow({
			name: 'Behind the trigger',
			nodes: [
				{ ...world.swiftia('Swiftia Trigger', { output: 'job' }), type, webhookId },
				node('After', 'n8n-nodes-base.noOp', 1, {}),
			],
			connections: chain('Swiftia Trigger', 'After'),
		});
		await world.session.client.activate(workflow);
		return { workflow, url: `${world.session.server.url}/webhook/${webhookId}/swiftia` };
	}

	/** A job that has ended; who calls for it is up to the test. */
	async function endedJob(youtubeVideoId: string): Promise<string> {
		const { apiUrl, key } = world.simulator;
		const body = { functionName: 'VideoShorts', youtubeVideoId };
		await axios.post(`${apiUrl}/jobs`, body, { headers: { authorization: `Bearer ${key}` } });
		const id = world.jobOf(youtubeVideoId);
		world.simulator.completeJob(id);
		return id;
	}

	/** How many executions two calls for each of the jobs start. */
	async function startsOf(beginning: string): Promise<number> {
		const { workflow, url } = await active();
		// n8n knows the webhook from now on.
		await call(url, { jobId: await endedJob(videoIds(beginning, JOBS + 1)[JOBS]!) });
		await world.executionsOf(workflow, 1);
		for (const videoId of videoIds(beginning, JOBS)) {
			const jobId = await endedJob(videoId);
			await Promise.all([call(url, { jobId }), call(url, { jobId })]);
		}
		// Nothing tells that no more will start, but that a while nothing has.
		let count = 0;
		await until(
			() => `no further start, after ${count}`,
			async () => {
				const before = count;
				await moment(3_000);
				count = (await world.executionsOf(workflow, 1)).length;
				return count >= JOBS && count === before;
			},
			{ seconds: 60, everyMs: 0 },
		);
		return count - 1;
	}

	it('start the workflow once where the load balancer keeps to one process for a path', async () => {
		world.stack.balancer.routing = 'byPath';
		expect(await startsOf('path')).toBe(JOBS);
	});

	it('may start it twice where they reach different processes, since n8n offers nothing that decides between them', async () => {
		const starts = await startsOf('robin');
		process.stderr.write(`    ${starts} starts for ${JOBS} jobs\n`);
		expect(starts).toBeGreaterThan(JOBS);
		expect(starts).toBeLessThanOrEqual(2 * JOBS);
	});
});
