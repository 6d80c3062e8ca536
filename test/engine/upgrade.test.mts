/** @jest-environment ./test/oneRealm.mjs */
// What version 0.1.0 stored in n8n, as its own code wrote it (test/fixtures/0.1.0), is taken up by the present code.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import axios from 'axios';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';
import type { Engine } from './engine.mts';
import { LiveWebhook } from './liveWebhook.mts';
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, videoId, videoOfItem, waitForJob } from './world.mts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/0.1.0');
const JOB_ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;
const LIMIT = /"waitUntil": "[^"]+"/g;
const HOUR = 3_600_000;

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: Infinity })));
afterEach(async () => await world.close());

/** What was stored, with these jobs instead of those of then, and a limit that is still to come. */
function stored(file: string, jobIds: string[]): object {
	const text = readFileSync(path.join(FOLDER, `${file}.json`), 'utf8');
	const old = [...new Set(text.match(JOB_ID))];
	const waitUntil = `"waitUntil": "${new Date(Date.now() + HOUR).toISOString()}"`;
	const renewed = old.reduce((now, id, index) => now.replaceAll(id, jobIds[index]!), text);
	return JSON.parse(renewed.replace(LIMIT, waitUntil)) as object;
}

/** Starts two jobs as the stored executions had done. */
async function twoJobs(): Promise<string[]> {
	const engine = await world.engine([createJob({ video: videoOfItem, completionWebhook: 'none' })]);
	await engine.execute([{ id: videoId(0) }, { id: videoId(1) }]);
	return engine.json().map(({ jobId }) => String(jobId));
}

/** An execution of these nodes that was stored. */
async function restored(
	file: string,
	jobIds: string[],
	nodes: Parameters<World['engine']>[0],
): Promise<Engine> {
	const engine = await world.engine(nodes);
	engine.restore(stored(file, jobIds) as IRunExecutionData);
	return engine;
}

async function call({ executionId }: Engine): Promise<void> {
	await axios.post(`${world.webhooks.waitingUrl}/${executionId}/swiftia`, {});
}

const ended = (engine: Engine) => until('the end of the execution', () => engine.run?.finished === true);

const createAndWait = {
	...createJob({ video: videoOfItem, waitForCompletion: true, waitMethod: 'webhook' }),
	onError: 'continueRegularOutput' as const,
};

describe('What version 0.1.0 stored', () => {
	it('is a parked Wait for Completion that wakes', async () => {
		const jobIds = await twoJobs();
		const engine = await restored('parkedWait', jobIds, [createJob({ video: videoOfItem }), waitForJob()]);
		for (const jobId of jobIds) world.simulator.completeJob(jobId);
		await call(engine);
		await ended(engine);
		expect(engine.json()).toEqual(
			jobIds.map((jobId) => expect.objectContaining({ jobId, status: 'COMPLETED', timedOut: false })),
		);
	});

	it('is a parked Create that wakes, with the item whose job could not be started', async () => {
		const jobIds = await twoJobs();
		const engine = await restored('parkedCreate', jobIds, [createAndWait]);
		for (const jobId of jobIds) world.simulator.completeJob(jobId);
		await call(engine);
		await ended(engine);
		const [first, second, third] = engine.json();
		expect([first, second]).toEqual(
			jobIds.map((jobId) => expect.objectContaining({ jobId, status: 'COMPLETED' })),
		);
		expect(third).toEqual({ error: expect.stringContaining('not enough Swiftia credits') });
	});

	it('is a park whose limit passes', async () => {
		const jobIds = await twoJobs();
		const engine = await restored('parkedWait', jobIds, [createJob({ video: videoOfItem }), waitForJob()]);
		await engine.passLimit();
		expect(engine.json()).toEqual(
			jobIds.map((jobId) => expect.objectContaining({ jobId, status: 'PROCESSING', timedOut: true })),
		);
	});

	it('is a ledger, so that a retry pays for nothing again', async () => {
		const jobIds = await twoJobs();
		const create = createJob({ video: videoOfItem, completionWebhook: 'none' });
		const engine = await restored('failedCreate', jobIds, [create]);
		await engine.retry('retry-of-0.1.0');
		expect(engine.json().map(({ jobId }) => jobId)).toEqual([...jobIds, expect.any(String)]);
		expect(world.simulator.ledger).toHaveLength(3);
	});

	it('is a list of jobs that a Trigger starts no workflow for again', async () => {
		const jobIds = await twoJobs();
		const credential = { apiKey: world.simulator.key, baseUrl: world.simulator.apiUrl };
		const host = await LiveWebhook.start({
			credential,
			staticData: stored('staticData', jobIds) as IDataObject,
		});
		for (const jobId of jobIds) world.simulator.completeJob(jobId);
		for (const jobId of jobIds) await axios.post(host.url, { id: jobId });
		await until('all calls are followed', () => host.pending === 0);
		expect(host.starts).toEqual([]);
		await host.close();
	});
});
