import { deadlineIn } from '../../wait/deadline';
import { willCall } from '../../wait/executionState';
import type { WaitMethod } from '../../wait/waitStrategy';
import { look } from '../../wait/watched';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../parameters/ids';
import { knownJob } from '../parameters/known';
import { optionsProperty } from '../parameters/options';
import {
	maxWaitProperty,
	pollIntervalOption,
	readWaitLimits,
	waitMethodProperty,
} from '../parameters/waiting';
import { mapLimited } from '../../time/limitConcurrency';
import { AT_ONCE } from '../run/run';
import { includeTranscriptionOfAll, readJobOutput, simplifyAll } from './jobOutput';
import { chooseJobStrategy, waitForJobs, watchJobs, watchesOf } from './jobWait';

const options = optionsProperty([includeTranscriptionOfAll, pollIntervalOption]);

/** Job: Wait for Completion, for jobs of this workflow or of any other. */
export const waitForCompletion: Operation = {
	option: {
		name: 'Wait for Completion',
		value: 'waitForCompletion',
		action: 'Wait for job completion',
		builderHint: {
			propertyHint:
				'Waits for all jobs at once, without a loop. Before Render: Create, only needed to park or to choose shorts.',
		},
		description: 'Wait until jobs have ended. Failed jobs come out as FAILED with the reason.',
	},
	properties: [jobIdProperty, waitMethodProperty, maxWaitProperty, simplifyAll, options],
	async execute(run) {
		const { context, firstItem } = run;
		const items = await run.prepare((parameters) => ({
			known: knownJob(parameters, readId(parameters, jobIdProperty)),
			wait: {
				method: firstItem.get<WaitMethod>(waitMethodProperty),
				limits: readWaitLimits(firstItem, options),
				output: readJobOutput(firstItem, options),
			},
		}));
		const [first] = items;
		if (!first) return;
		const { wait } = first;

		// Jobs of this execution that will call need no look each: one of them is read right before parking.
		const openJobIds = items.map(({ known }) => known.jobId);
		const deadline = deadlineIn(wait.limits.minutes);
		const { park } = await chooseJobStrategy(run, { method: wait.method, openJobIds, deadline });
		const tasks = watchJobs(run, items, wait.output);
		const watches = watchesOf(tasks);
		const toRead = watches.filter(({ latest }) => !park || !willCall(context, latest.record.jobId));
		await mapLimited(toRead, AT_ONCE, async (watch) => await look(watch, deadline));
		await waitForJobs(run, tasks, wait, {
			deadline,
			justRead: watches.length === 1 && toRead.length === 1,
		});
	},
};
