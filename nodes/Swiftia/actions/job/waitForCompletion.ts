import type { WaitMethod } from '../../wait/waitMethod';
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
import { includeTranscriptionOfAll, readJobOutput, simplifyAll } from './jobOutput';
import { waitForJobs } from './jobWait';

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
		const { firstItem } = run;
		const items = await run.prepare((parameters) => ({
			known: knownJob(parameters, readId(parameters, jobIdProperty)),
			wait: {
				method: firstItem.get<WaitMethod>(waitMethodProperty),
				limits: readWaitLimits(firstItem, options),
				output: readJobOutput(firstItem, options),
			},
		}));
		const [first] = items;
		if (first) await waitForJobs(run, items, first.wait);
	},
};
