import type { StoredCredential } from '../realN8n/client.mts';
import type { Workflow } from '../realN8n/workflow.mts';
import type { Simulator } from '../simulator/index.mts';
import type { Profile, ProgressKind } from '../simulator/options.mts';
import { type LimitedPlan, windowOf } from '../simulator/rateLimit.mts';
import { type Bench, DURATIONS, simulatorFor } from './bench.mts';
import type { Batch } from './bound.mts';
import { measure } from './measure.mts';
import { videoIds } from './videoIds.mts';

/** Videos, and the account that they are made with. */
export interface Trial {
	/** Simulated seconds of each video's job, in the order in which the workflow is given them. */
	jobSeconds: number[];
	shortsPerJob: number;
	plan: LimitedPlan;
	profile?: Profile;
	progress?: ProgressKind;
}

/** What a workflow is made with. */
export interface Given {
	credential: StoredCredential;
	videoIds: string[];
	/** The simulator's, with `/api`. */
	apiUrl: string;
	timeScale: number;
}

/** What a batch came to. */
export interface BatchRun {
	batch: Batch;
	timeScale: number;
	/** Simulated seconds from the first start to the last end. */
	seconds: number;
	/** Simulated seconds until the first MP4 was asked for. */
	toFirstFile: number;
	/** Real epoch milliseconds. */
	startedAt: number;
	/** Calls of the API; files are none. */
	calls: Simulator['journal'];
}

/**
 * Runs a batch through the workflows that are made of it, all at the same time, with a simulator of its own. Throws if a short is
 * not rendered.
 */
export async function runBatch(
	bench: Bench,
	trial: Trial,
	make: (given: Given) => Workflow[],
): Promise<BatchRun> {
	const { jobSeconds, ...options } = trial;
	const { timeScale } = bench;
	const { simulator, credential } = await simulatorFor(bench, options);
	const ids = videoIds(jobSeconds.length);
	ids.forEach((videoId, index) => simulator.planJob({ videoId, seconds: jobSeconds[index] }));
	const workflows = make({ credential, videoIds: ids, apiUrl: simulator.apiUrl, timeScale });
	const stored = await Promise.all(
		workflows.map(async (workflow) => await bench.session.client.createWorkflow(workflow)),
	);
	const runs = await Promise.all(stored.map(async (workflow) => await measure(bench, workflow)));
	const startedAt = Math.min(...runs.map((run) => run.startedAt));
	const firstFile = simulator.journal.find(
		({ path, status }) => path.startsWith('/files/') && status === 200,
	);
	expectAllRendered(simulator, jobSeconds.length * trial.shortsPerJob);
	return {
		batch: batchOf(trial),
		timeScale,
		seconds: ((Math.max(...runs.map((run) => run.endedAt)) - startedAt) / 1000) * timeScale,
		toFirstFile: (((firstFile?.at ?? NaN) - startedAt) / 1000) * timeScale,
		startedAt,
		calls: simulator.journal.filter(({ path }) => path.startsWith('/api/')),
	};
}

function batchOf({ jobSeconds, shortsPerJob, plan, profile }: Trial): Batch {
	const { renderSeconds, renderSlots } = DURATIONS;
	const window = windowOf(plan, profile === 'g1');
	return { jobSeconds, shortsPerJob, renderSeconds, renderSlots, window };
}

function expectAllRendered({ renders }: Simulator, wanted: number): void {
	const completed = renders.filter(({ status }) => status === 'COMPLETED');
	const done = new Set(completed.map(({ jobId, short }) => `${jobId} ${short}`)).size;
	if (done !== wanted) throw new Error(`${done} of ${wanted} shorts were rendered`);
}

/** Simulated seconds of the jobs of so many videos of mixed length: evenly spread, and in an order that is none, the same in every run. */
export function mixedSeconds(count: number, shortest: number, longest: number): number[] {
	return Array.from({ length: count }, (_, index) => {
		// A factor prime to the count gives every place once.
		const place = (17 * index + 6) % count;
		return Math.round(shortest + (place / (count - 1)) * (longest - shortest));
	});
}
