import { readJob } from '../../api/job';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../shared/ids';
import { simplifyProperty } from '../shared/simplify';

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
		const { context, client } = run;
		const works = run.prepare((itemIndex) => ({
			jobId: readId(context, jobIdProperty, itemIndex),
			simplify: context.getNodeParameter('simplify', itemIndex) as boolean,
		}));
		await run.each(works, async ({ itemIndex, jobId, simplify }) => {
			const body = await client.getJob(jobId);
			run.put(itemIndex, simplify ? readJob(body, jobId) : (body as object));
		});
	},
};
