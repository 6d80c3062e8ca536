import type { ExecutionStatus } from '../demo/n8n/execution.mts';
import type { StoredWorkflow } from '../demo/n8n/workflow.mts';
import type { Bench } from './bench.mts';
import { TRIGGER } from '../demo/n8n/nodes.mts';

/** How long a run may take, in simulated seconds. */
const LONGEST = 4 * 3600;

/** A run of a workflow. */
export interface Measured {
	/** Simulated seconds from start to end. */
	seconds: number;
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
		everyMs: 500,
		seen: (status: ExecutionStatus) => {
			if (status === 'waiting') parkedAt ??= Date.now();
		},
	});
	if (execution.status !== 'success')
		throw new Error(`"${workflow.name}" ended as ${execution.status}: ${execution.failure}`);
	const { startedAt, stoppedAt } = execution.summary;
	const ended = stoppedAt ? Date.parse(stoppedAt) : Date.now();
	return {
		seconds: ((ended - Math.min(started, startedAt ? Date.parse(startedAt) : started)) / 1000) * timeScale,
		parkedAt,
	};
}
