import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Job } from '../api/job';

/** What an item is to carry while its execution is parked. */
export interface ParkedItem extends Job {
	/** Why the item has no job to wait for, under Continue On Fail; it comes out of the wait as the item's error. */
	notStarted?: string;
}

/** What a waiting item carries while its execution is parked, and goes on with if the limit passes. */
export interface ParkedJob extends ParkedItem {
	timedOut: true;
	/** The user's limit as ISO 8601; with the execution's id it names the park. */
	waitUntil: string;
	/** Form of what is parked; an execution wakes in whatever version of the package is installed by then. Missing in what 0.1.0 parked. */
	parkVersion: 2;
	/** With `notStarted`: the item's fields, which go on beside the error. */
	input?: IDataObject;
}

/** What tells a park from all others of this n8n: an execution can park again, with another limit. */
export function parkKey(executionId: string, waitUntil: string): string {
	return `${executionId} ${waitUntil}`;
}

/** Makes the items carry their jobs. The engine's own copy of the items is changed, so what the previous node put out stays as it was. */
export function writeParked(items: INodeExecutionData[], jobs: ParkedItem[], waitUntil: string): void {
	jobs.forEach((job, index) => {
		const item = items[index]!;
		const parked: ParkedJob = { ...job, timedOut: true, waitUntil, parkVersion: 2 };
		if (job.notStarted !== undefined) parked.input = item.json;
		item.json = parked as unknown as IDataObject;
	});
}

/** The parked jobs by item index; items that Execute Once left out carry none. */
export function readParked(items: Array<{ json: IDataObject }>): ParkedJob[] {
	return items
		.map(({ json }) => json as unknown as ParkedJob)
		.filter(({ waitUntil }) => typeof waitUntil === 'string');
}
