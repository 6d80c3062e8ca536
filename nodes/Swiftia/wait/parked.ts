import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Job } from '../api/job';

/** What a waiting item carries while its execution is parked, and goes on with if the limit passes. */
export interface ParkedJob extends Job {
	timedOut: true;
	/** The user's limit as ISO 8601; with the execution's id it names the park. */
	waitUntil: string;
	/** Why the item has no job to wait for, under Continue On Fail; it comes out of the wait as the item's error. */
	notStarted?: string;
}

/** Makes the items carry their jobs. The engine's own copy of the items is changed, so what the previous node put out stays as it was. */
export function writeParked(
	items: INodeExecutionData[],
	jobs: Array<Job & { notStarted?: string }>,
	deadline: number,
): void {
	const waitUntil = new Date(deadline).toISOString();
	jobs.forEach((job, index) => {
		const parked: ParkedJob = { ...job, timedOut: true, waitUntil };
		items[index]!.json = parked as unknown as IDataObject;
	});
}

/** The parked jobs by item index; items that Execute Once left out carry none. */
export function readParked(items: Array<{ json: IDataObject }>): ParkedJob[] {
	return items
		.map(({ json }) => json as unknown as ParkedJob)
		.filter(({ waitUntil }) => typeof waitUntil === 'string');
}
