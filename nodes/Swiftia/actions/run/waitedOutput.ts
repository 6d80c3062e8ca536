import type { IDataObject } from 'n8n-workflow';
import { type Answer, outputOf } from '../../api/answer';
import type { Job } from '../../api/job';
import type { Render } from '../../api/render';

/** What a wait says of a record: whether it had not ended when Max Wait was over, and for a job when that was, ISO 8601. */
export interface Outcome {
	timedOut: boolean;
	waitUntil?: string;
}

/** A record with what a wait says of it right after its status, where a table shows it without scrolling. */
export function withOutcome(record: Job | Render, outcome: Outcome): IDataObject {
	const fields = Object.entries(record).map(([name, value]) =>
		name === 'status' ? { status: value as string, ...outcome } : { [name]: value as unknown },
	);
	return Object.assign({}, ...fields) as IDataObject;
}

/** What a wait puts out of a record that was read: with Simplify off the API's own body, to which nothing is added. */
export function waitedOutput(answer: Answer<Job | Render>, simplify: boolean, outcome: Outcome): IDataObject {
	const output = outputOf(answer, simplify);
	return output === answer.record ? withOutcome(answer.record, outcome) : (output as IDataObject);
}
