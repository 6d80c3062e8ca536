import { until } from '../../realN8n/lib/until.mts';
import { ENDED, type Execution } from '../../realN8n/execution.mts';
import type { RunningN8n } from '../../realN8n/session.mts';
import type { SimulatedJob, SimulatedRender } from '../../simulator/records.mts';
import { type World, moment } from '../n8n/world.mts';
import type { End, ParkingNode } from './parkingNode.mts';

/** How the simulator must be for it: nothing ends by itself. */
export const FOR_PRODUCT = {
	timeScale: 1,
	jobSeconds: Infinity,
	renderSeconds: 1e6,
	renderSlots: 1_000,
	shortsPerJob: 2,
};

/** What the product can come to. A further try of Retry On Fail is told the same: only a retry from the list pays again for what has failed. */
export const ENDS_OF_PRODUCT: End[] = ['items', 'throw', 'errorItem', 'binary'];

/**
 * Create job -> Render shorts, which waits for the jobs, renders shorts of each, and waits for these.
 *
 * @param parksOnce whether all jobs end during its first park
 */
export function product<S extends RunningN8n>(world: World<S>, parksOnce = false): ParkingNode {
	const { simulator } = world;
	const { client } = world.session;
	/** Jobs of which one render has failed. */
	const failed = new Set<string>();

	function jobsOf(execution: Execution): SimulatedJob[] {
		const ids = execution.items('Create').map(({ json }) => json.jobId);
		return simulator.jobs.filter(({ id }) => ids.includes(id));
	}

	/** Ends a render as the node is to end. */
	function endRender({ id, jobId }: SimulatedRender, end: End, jobs: SimulatedJob[]): void {
		const isFirst = jobs[0]!.id === jobId && !failed.has(jobId);
		if (end === 'throw') return simulator.failRender(id, 'It failed');
		if (!isFirst || !['throwOnce', 'errorItem'].includes(end)) return simulator.completeRender(id);
		failed.add(jobId);
		simulator.failRender(id, end === 'errorItem' ? 'One failed' : 'It failed once');
	}

	return {
		before: () => [world.create()],
		node(name, { end = 'items', perItem = 1 } = {}) {
			const parameters = {
				resource: 'render',
				operation: 'create',
				jobId: '={{ $json.jobId }}',
				waitMethod: 'parked',
				download: end === 'binary',
				options: { maxShorts: perItem },
			};
			return { ...world.swiftia(name, parameters), notes: end };
		},
		async address(id) {
			return jobsOf(await client.execution(id))[0]!.webhook;
		},
		async finish(id) {
			let ended: unknown;
			return await until(
				() => `the end of execution ${id}, of whose jobs ${ended} ended`,
				async () => {
					const execution = await client.execution(id);
					if (ENDED.includes(execution.status)) return execution;
					const jobs = jobsOf(execution);
					const open = jobs.filter(({ status }) => status === 'PROCESSING');
					ended = jobs.length - open.length;
					// The first alone, so that it parks again for the others.
					if (execution.status === 'waiting')
						for (const job of ended === 0 && !parksOnce ? open.slice(0, 1) : open)
							simulator.completeJob(job.id);
					const end = (execution.node(execution.lastNode ?? '')?.notes ?? 'items') as End;
					for (const render of simulator.renders)
						if (
							jobs.some((job) => job.id === render.jobId) &&
							render.status !== 'COMPLETED' &&
							render.status !== 'FAILED'
						)
							endRender(render, end, jobs);
					await moment(500);
					return undefined;
				},
				{ seconds: 500, everyMs: 0 },
			);
		},
	};
}
