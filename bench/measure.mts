import type { ExecutionStatus } from '../realN8n/execution.mts';
import type { StoredWorkflow } from '../realN8n/workflow.mts';
import type { Bench } from './bench.mts';
import { TRIGGER } from '../realN8n/nodes.mts';

/** How long a run may take, in simulated seconds. */
const LONGEST = 4 * 3600;
/** Simulated seconds between two looks at it, and the real milliseconds of the longest: dozens of executions are watched at the same time. */
const LOOKS = { seconds: 15, longestMs: 2000 };

/** A run of a workflow. */
export interface Measured {
	/** Simulated seconds from start to end. */
	seconds: number;
	/** Real epoch milliseconds. */
	startedAt: number;
	/** Real epoch milliseconds. */
	endedAt: number;
	/** Real epoch milliseconds at which it was first seen parked. */
	parkedAt: number | undefined;
}

/** Runs a workflow to its end. Throws if it does not end well. */
export async function measure({ session, timeScale }: Bench, workflow: StoredWorkflow): Promise<Measured> {
	const started = Date.now();
	let parkedAt: number | undefined;
	const id = await session.client.run(workflow, TRIGGER);
	const execution = await session.client.waitForEnd(id, {
		withinMs: (LONGEST / timeScale) * 1000,
		everyMs: Math.min((LOOKS.seconds / timeScale) * 1000, LOOKS.longestMs),
		seen: (status: ExecutionStatus) => {
			if (status === 'waiting') parkedAt ??= Date.now();
		},
	});
	if (execution.status !== 'success')
		throw new Error(`"${workflow.name}" ended as ${execution.status}: ${execution.failure}`);
	const { summary } = execution;
	const startedAt = summary.startedAt ? Math.min(started, Date.parse(summary.startedAt)) : started;
	const endedAt = summary.stoppedAt ? Date.parse(summary.stoppedAt) : Date.now();
	return { seconds: ((endedAt - startedAt) / 1000) * timeScale, startedAt, endedAt, parkedAt };
}
