import type { IExecuteFunctions } from 'n8n-workflow';
import type { Job } from '../api/job';
import { bellUrl } from './bell';
import { parkedUntil } from './deadline';
import { writeParked } from './parked';
import { watch } from './watcher';

/**
 * Parks the execution until its bell finds all jobs ended, or the limit passes. Has to be the last thing that execute() does.
 *
 * @param jobs one per item, in the order of the items
 * @param deadline the user's limit, epoch milliseconds
 */
export async function park(
	this: IExecuteFunctions,
	jobs: Array<Job & { notStarted?: string }>,
	deadline: number,
): Promise<void> {
	const { httpRequest } = this.helpers;
	void watch(httpRequest, bellUrl.call(this), deadline);
	writeParked(this.getInputData(), jobs, deadline);
	await this.putExecutionToWait(parkedUntil(deadline));
}
