import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { Job } from '../api/job';
import type { Render } from '../api/render';
import { withOutcome } from './outcome';

/** What an item is to carry while its execution is parked: what it waits for. */
export type ParkedItem = (WaitingJob | WaitingRender) & {
	/** Why the item has nothing to wait for, under Continue On Fail; it comes out of the wait as the item's error. */
	notStarted?: string;
};

/** How a job is put out once it has ended. */
export interface JobOutput {
	simplify: boolean;
	includeTranscription: boolean;
}

/** What is wanted of a job where nothing says otherwise. */
export const USUAL_JOB_OUTPUT: JobOutput = { simplify: true, includeTranscription: false };

/** A job that an item waits for. */
export interface WaitingJob extends Job {
	/** Missing where it is the usual one. By the time it is needed the item no longer holds what an expression would ask for. */
	jobWait?: JobOutput;
}

/** What an item has to carry for its job to be put out so. */
export function jobWaitOf(output: JobOutput): Pick<WaitingJob, 'jobWait'> {
	return output.simplify && !output.includeTranscription ? {} : { jobWait: output };
}

/** A render that an item waits for, with what is to be done once it has ended. */
export interface WaitingRender extends Render {
	renderWait: {
		/** The input item that it comes from. */
		itemIndex: number;
		simplify: boolean;
		/** Whether a failed render is an error of its item, as for Render: Create. */
		failureIsError: boolean;
		/** Field for the MP4; missing where nobody wants it. */
		binaryPropertyName?: string;
		/** When it was started, ISO 8601; missing where that is not known. */
		startedAt?: string;
	};
}

/** What a park adds to an item; it goes on with it if the limit passes. */
interface ParkMarks {
	timedOut: true;
	/** The user's limit as ISO 8601; with the execution's id it names the park. */
	waitUntil: string;
	/** Form of what is parked; an execution wakes in whatever version of the package is installed by then. */
	parkVersion: 1;
	/** The item's own fields where they may have to go on beside an error. */
	input?: IDataObject;
}

/** A parked item that waits for a job. */
export type ParkedJob = WaitingJob & Pick<ParkedItem, 'notStarted'> & ParkMarks;
/** A parked item that waits for a render. */
export type ParkedRender = WaitingRender & Pick<ParkedItem, 'notStarted'> & ParkMarks;

/** What tells a park from all others of this n8n: an execution can park again, with another limit. */
export function parkKey(executionId: string, waitUntil: string): string {
	return `${executionId} ${waitUntil}`;
}

/**
 * Makes the items carry what they wait for; there are more of them where one input item waits for several renders, fewer where several mean the same. The engine's own
 * copy of the items is changed, so what the previous node put out stays as it was.
 */
export function writeParked(items: INodeExecutionData[], waiting: ParkedItem[], waitUntil: string): void {
	const carried = waiting.map((one, index) => {
		const marks: Omit<ParkMarks, 'timedOut' | 'waitUntil'> = { parkVersion: 1 };
		const mayFail =
			'renderWait' in one && (one.renderWait.failureIsError || one.renderWait.binaryPropertyName);
		const itemIndex = 'renderWait' in one ? one.renderWait.itemIndex : index;
		if (one.notStarted !== undefined || mayFail) marks.input = items[itemIndex]!.json;
		return { ...withOutcome(one, { timedOut: true, waitUntil }), ...marks } as IDataObject;
	});
	if (carried.length !== items.length) items.splice(0, items.length, ...carried.map((json) => ({ json })));
	else carried.forEach((json, index) => (items[index]!.json = json));
}

/** What is parked, by item index; items that Execute Once left out carry nothing. An execution waits for jobs or for renders, not for both. */
export function readParked(items: Array<{ json: IDataObject }>): ParkedJob[] | ParkedRender[] {
	const carried = items.map(({ json }) => json as unknown as ParkedJob);
	// One that was left out may carry the limit of another wait.
	const limit = carried[0]?.waitUntil;
	return typeof limit === 'string' ? carried.filter(({ waitUntil }) => waitUntil === limit) : [];
}

/** Whether renders are waited for. */
export function areRenders(parked: ParkedJob[] | ParkedRender[]): parked is ParkedRender[] {
	return parked.some((one) => 'renderWait' in one);
}

/** Whether an item of this node can be an error: n8n goes on with the items of a parked node, whatever they say. */
export function continuesOnError({ onError, continueOnFail }: INode): boolean {
	return onError === 'continueErrorOutput' || onError === 'continueRegularOutput' || continueOnFail === true;
}

/** What goes on in place of an item that has an error: its own fields, and the message beside them. */
export function errorJson(
	{ input }: Pick<ParkMarks, 'input'>,
	error: string,
	hasErrorOutput: boolean,
): IDataObject {
	// For the error output n8n adds the item's fields itself, and finds the item by its having no others.
	return { ...(hasErrorOutput ? {} : input), error };
}

const MARKS = new Set(['timedOut', 'waitUntil', 'parkVersion', 'input', 'jobWait', 'renderWait']);

/** The record of an item without what its park has added. */
export function withoutMarks<P extends ParkedJob | ParkedRender>(
	parked: P,
): Omit<P, keyof ParkMarks | 'jobWait' | 'renderWait'> {
	const fields = Object.entries(parked).filter(([name]) => !MARKS.has(name));
	return Object.fromEntries(fields) as Omit<P, keyof ParkMarks | 'jobWait' | 'renderWait'>;
}
