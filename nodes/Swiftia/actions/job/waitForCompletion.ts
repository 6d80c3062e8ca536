import type { WaitMethod } from '../../wait/way';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../shared/ids';
import { jobWork, waitForJobs } from '../shared/jobWait';
import { simplifyProperty } from '../shared/simplify';
import { maxWaitProperty, pollIntervalOption, readPollLimits, waitMethodProperty } from '../shared/waiting';

/** Job: Wait for Completion. Reads every job once, then waits for those that are open. */
export const waitForCompletion: Operation = {
	option: {
		name: 'Wait for Completion',
		value: 'waitForCompletion',
		action: 'Wait for job completion',
		description: 'Wait until jobs have ended. A failed job comes out with its reason.',
	},
	properties: [
		jobIdProperty,
		waitMethodProperty,
		maxWaitProperty,
		simplifyProperty,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [pollIntervalOption],
		},
	],
	async execute(run) {
		const { context } = run;
		const prepared = run.prepare((itemIndex) => ({
			jobId: readId(context, jobIdProperty, itemIndex),
			limits: readPollLimits(context),
		}));
		const jobs = prepared.map(({ itemIndex, jobId }) => jobWork(run, itemIndex, jobId));
		const known = await run.each(jobs, async (work) => {
			work.record = await work.read();
		});
		run.throwIfStopping();
		const limits = prepared[0]?.limits;
		if (!limits) return;
		await waitForJobs(
			run,
			known,
			{
				method: context.getNodeParameter('waitMethod', 0) as WaitMethod,
				limits,
				simplify: context.getNodeParameter('simplify', 0) as boolean,
			},
			known.length === 1,
		);
	},
};
