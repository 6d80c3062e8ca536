import { outputOf } from '../../api/answer';
import { aboutJob } from '../../api/job';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../parameters/ids';
import { knownJob } from '../parameters/known';
import { optionsProperty } from '../parameters/options';
import { simplifyProperty } from '../parameters/simplify';
import { includeTranscriptionOption, jobExtras, readJobOutput } from './jobOutput';

const options = optionsProperty([includeTranscriptionOption]);

/** Job: Get. One request per item. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get job',
		builderHint: {
			propertyHint: 'Reads a job once. To wait, use Job: Wait for Completion or Render: Create, not a loop.',
		},
		description: 'Retrieve a job with its status and shorts',
	},
	properties: [jobIdProperty, simplifyProperty, options],
	async execute(run) {
		const tasks = await run.prepare((parameters) => {
			const known = knownJob(parameters, readId(parameters, jobIdProperty));
			return { known, subject: aboutJob(known), output: readJobOutput(parameters, options) };
		});
		await run.each(tasks, async ({ itemIndex, client, known, output }) => {
			const job = await client.getJob(known, jobExtras(output));
			run.addOutput(itemIndex, outputOf(job, output.simplify) as object);
		});
	},
};
