import { willRing } from '../../wait/jobNotes';
import { type WaitMethod, chooseWay } from '../../wait/way';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../shared/ids';
import { jobWork, waitForJobs } from '../shared/jobWait';
import { simplifyProperty } from '../shared/simplify';
import { maxWaitProperty, pollIntervalOption, readPollLimits, waitMethodProperty } from '../shared/waiting';

/** Job: Wait for Completion, for jobs of this workflow or of any other. */
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
		const [first] = prepared;
		if (!first) return;
		const method = context.getNodeParameter('waitMethod', 0) as WaitMethod;

		// Jobs of this execution that ring need no look each: one of them is read right before parking.
		const { park } = chooseWay.call(
			context,
			method,
			prepared.map(({ jobId }) => jobId),
		);
		const jobs = prepared.map(({ itemIndex, jobId }) => jobWork(run, itemIndex, jobId));
		const unread = jobs.filter(({ record }) => park && willRing.call(context, record.jobId));
		const read = await run.each(
			jobs.filter((job) => !unread.includes(job)),
			async (job) => {
				job.record = await job.read();
			},
		);
		run.throwIfStopping();
		await waitForJobs(
			run,
			jobs.filter((job) => unread.includes(job) || read.includes(job)),
			{ method, limits: first.limits, simplify: context.getNodeParameter('simplify', 0) as boolean },
			jobs.length === 1 && read.length === 1,
		);
	},
};
