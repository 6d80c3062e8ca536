import type { Plan } from '../simulator/options.mts';
import { LIMITS } from '../simulator/rateLimit.mts';
import { DURATIONS } from './bench.mts';

/**
 * Simulated seconds that nobody can beat: from the simulator's rate window, durations and render slots alone.
 * Every job costs two calls at least (create, read once ended), every render two (create, read once done).
 */
export function lowerBound(
	videos: number,
	shortsPerVideo: number,
	plan: Exclude<Plan, 'unlimited'>,
	executions = 1,
): number {
	const { requests, seconds } = LIMITS[plan];
	const perCall = seconds / requests;
	const { jobSeconds, renderSeconds, renderSlots } = DURATIONS;
	const jobs = videos * executions;
	const renders = jobs * shortsPerVideo;
	const calls = (2 * jobs + 2 * renders - 1) * perCall;
	const slots = jobSeconds + Math.ceil(renders / renderSlots) * renderSeconds;
	const lastJob = (jobs - 1) * perCall + jobSeconds + Math.ceil(shortsPerVideo / renderSlots) * renderSeconds;
	return Math.max(calls, slots, lastJob);
}
