import { type Given, type Trial, mixedSeconds, runBatch } from '../batch.mts';
import { makespanRow } from '../batchRows.mts';
import type { Bench, Row } from '../bench.mts';
import type { Workflow } from '../../realN8n/workflow.mts';
import { bothParkedWorkflow, ourWorkflow, parkedWorkflow } from '../workflows/ours.mts';

/** Simulated seconds of the jobs. */
const SHORTEST = 40;
const LONGEST = 400;
const SHORTS = 3;

/** The ways from videos to MP4s. The last is what a sub-workflow per video comes to that nobody waits for. */
const WAYS: Record<string, (given: Given) => Workflow[]> = {
	'Create Job -> Render': (given) => [ourWorkflow(given)],
	'Create Job -> Wait for Completion (parked) -> Render': (given) => [parkedWorkflow(given)],
	'the same with Get Many Shorts before Render, both waits parked': (given) => [bothParkedWorkflow(given)],
	'one parked execution per video': (given) =>
		given.videoIds.map((videoId) => parkedWorkflow({ ...given, videoIds: [videoId] })),
};

/** How long one batch takes on each way that workflows can go. */
export async function whichWay(bench: Bench): Promise<Row[]> {
	const jobSeconds = mixedSeconds(bench.quick ? 3 : 10, SHORTEST, LONGEST);
	const trial: Trial = { jobSeconds, shortsPerJob: SHORTS, plan: 'pro' };
	const batch = `${jobSeconds.length} videos, jobs of ${SHORTEST} to ${LONGEST} s, pro`;
	return await Promise.all(
		Object.entries(WAYS).map(async ([way, make]) =>
			makespanRow(`${batch}: ${way}`, await runBatch(bench, trial, make)),
		),
	);
}
