import { runStep } from '../realN8n/lib/progress.mts';
import type { ExecutionStatus, Execution } from '../realN8n/execution.mts';
import type { StoredWorkflow } from '../realN8n/workflow.mts';
import type { RunningN8n } from '../realN8n/session.mts';
import { savedVideos, type SavedVideo } from './videos.mts';
import { demoWorkflow, NODES } from './workflow.mts';

/** The main job, done: one video became files. */
export interface MainJob {
	workflow: StoredWorkflow;
	execution: Execution;
	/** Every status the execution was seen in, in order. */
	statuses: ExecutionStatus[];
	/** How long it was seen parked. */
	parkedSeconds: number;
	videos: SavedVideo[];
	/** n8n's verdict on the credential, and on one with another key. */
	credentialTests: { right: string; wrong: string };
}

const ENDS_WITHIN_MS = 300_000;

const SAID: Partial<Record<ExecutionStatus, string>> = {
	running: 'n8n is working',
	waiting: 'parked until Swiftia calls back',
};

/** Puts the demo's credential and workflow into n8n, runs the workflow and waits for its end. */
export async function runMainJob(
	{ client, outputFolder }: RunningN8n,
	api: { url: string; key: string },
): Promise<MainJob> {
	const data = { apiKey: api.key, baseUrl: api.url };
	const credential = await client.createCredential('Swiftia (simulator)', 'swiftiaApi', data);
	const test = async (apiKey: string) =>
		(await client.testCredential(credential, 'swiftiaApi', { ...data, apiKey })).status;
	const credentialTests = { right: await test(api.key), wrong: await test('another key') };
	const workflow = await client.createWorkflow(demoWorkflow({ credential, outputFolder }));

	const statuses: ExecutionStatus[] = [];
	let parkedAt = 0;
	let parkedSeconds = 0;
	const execution = await runStep(
		'From a YouTube video to shorts',
		async (step) => {
			const id = await client.run(workflow, NODES.trigger);
			return await client.waitForEnd(id, {
				withinMs: ENDS_WITHIN_MS,
				everyMs: 100,
				seen: (status) => {
					if (status === 'waiting') parkedAt = Date.now();
					else if (statuses.at(-1) === 'waiting') parkedSeconds += (Date.now() - parkedAt) / 1000;
					statuses.push(status);
					step.update(SAID[status] ?? status);
				},
			});
		},
		({ status }) => `${status} (${statuses.join(' > ')})`,
	);
	const videos = execution.status === 'success' ? await savedVideos(execution) : [];
	return { workflow, execution, statuses, parkedSeconds, videos, credentialTests };
}
