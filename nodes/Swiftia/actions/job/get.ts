import { outputOf } from '../../api/answer';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../parameters/ids';
import { simplifyProperty } from '../parameters/simplify';

/** Job: Get. One request per item. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get job',
		description: 'Retrieve a job with its status and, once completed, its shorts',
	},
	properties: [jobIdProperty, simplifyProperty],
	async execute(run) {
		const tasks = run.prepare((parameters) => ({
			jobId: readId(parameters, jobIdProperty),
			simplify: parameters.get<boolean>(simplifyProperty),
		}));
		await run.each(tasks, async ({ itemIndex, jobId, simplify }) => {
			const job = await run.client.getJob(jobId, { keepBody: !simplify });
			run.addOutput(itemIndex, outputOf(job, simplify) as object);
		});
	},
};
