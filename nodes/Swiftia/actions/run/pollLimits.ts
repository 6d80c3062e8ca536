import type { WaitLimits } from '../../wait/limits';
import type { PollLimits } from '../../wait/poll';
import type { Run } from './run';

/**
 * What bounds the polling of this run.
 *
 * @param deadline when it ends, by `ticks`
 */
export function pollLimits(
	{ clients, context }: Run,
	{ interval }: WaitLimits,
	deadline: number,
): PollLimits {
	return { deadline, interval, spacing: () => clients.spacing, signal: context.getExecutionCancelSignal() };
}
