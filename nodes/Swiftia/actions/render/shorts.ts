import type { INodeProperties } from 'n8n-workflow';
import { toId } from '../../api/id';
import type { JobAnswer } from '../../api/job';
import type { Short, ShortAnswer } from '../../api/short';
import { SwiftiaError, badInput } from '../../api/swiftiaError';
import { requireCompleted } from '../job/completedJob';
import { inWords } from '../parameters/checkValue';
import { readId } from '../parameters/ids';
import type { Parameters } from '../parameters/parameters';

const shortIdProperty: INodeProperties = {
	displayName: 'Short',
	name: 'shortId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	displayOptions: { show: { renderTarget: ['one'] } },
	description: 'The short to render',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchShorts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3',
		},
	],
};

const renderTargetProperty: INodeProperties = {
	displayName: 'Shorts to Render',
	name: 'renderTarget',
	type: 'options',
	options: [
		{
			name: 'All Shorts of the Job',
			value: 'all',
			description: 'Every short, or as many as Max Shorts says',
		},
		{
			name: 'From the Item',
			value: 'item',
			description: "The item's own short where it names one, otherwise all shorts of its job",
		},
		{
			name: 'One Short',
			value: 'one',
			description: 'A short from the list, or by its ID',
		},
	],
	default: 'item',
	description: 'What to render',
};

/** The parameters that choose what is rendered. */
export const renderTargetProperties: INodeProperties[] = [renderTargetProperty, shortIdProperty];

/** The option Max Shorts. */
export const maxShortsOption: INodeProperties = {
	displayName: 'Max Shorts',
	name: 'maxShorts',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 10,
	description: 'Render only the first shorts of each job, as many as this. Without it all are rendered.',
};

/** IDs that a message lists. */
const MOST_NAMED = 20;

/** Which of a job's shorts the item wants: one, or the first so many. */
export type RenderTarget = { shortId: string } | { most: number };

/**
 * Which of a job's shorts the item wants.
 *
 * @param jobId the job that the item names
 * @throws SwiftiaError (badInput) if one is wanted and none is named
 */
export function readRenderTarget(parameters: Parameters, jobId: string, maxShorts = Infinity): RenderTarget {
	switch (parameters.get<'all' | 'item' | 'one'>(renderTargetProperty)) {
		case 'one':
			return { shortId: readId(parameters, shortIdProperty) };
		case 'item':
			return readItemTarget(parameters.json, jobId) ?? { most: maxShorts };
		case 'all':
			return { most: maxShorts };
	}
}

/** The short that the item itself names; undefined where it has no field for one. */
function readItemTarget(item: Record<string, unknown>, jobId: string): RenderTarget | undefined {
	if (item.shortId === undefined) return undefined;
	const shortId = toId(item.shortId);
	// Neither is taken for all shorts, which might cost many times as much as was meant.
	if (shortId === undefined) {
		throw badInput(
			`The item's field shortId is ${inWords(item.shortId)}, so it is not clear which short to render`,
			"Remove the field, or set 'Shorts to Render' to All Shorts of the Job or One Short.",
		);
	}
	const itemJobId = toId(item.jobId);
	if (itemJobId === undefined || itemJobId === jobId) return { shortId };
	throw badInput(
		`The item's short ${shortId} is of job ${itemJobId}, and 'Job ID' is ${jobId}`,
		"Set 'Job ID' to the job of the item, or 'Shorts to Render' to All Shorts of the Job or One Short.",
	);
}

/** A short with what a render request names it by. */
export interface RenderableShort {
	short: Short;
	target: string | number;
}

/** The shorts to render, and why some that were wanted cannot be. */
export interface Selection {
	shorts: RenderableShort[];
	errors: SwiftiaError[];
}

/** A job with its shorts by ID, so that many items can each find theirs. */
export interface IndexedJob extends JobAnswer {
	byId: Map<string, ShortAnswer>;
}

/** The job with its shorts by ID; of two with one ID, the first. */
export function indexShorts(job: JobAnswer): IndexedJob {
	return {
		...job,
		byId: new Map(job.shorts.map((short) => [short.record.shortId, short] as const).reverse()),
	};
}

/**
 * The shorts to render of a job that was just read.
 *
 * @throws SwiftiaError (unusable) for a job that is not completed, that failed, or that has no such short
 */
export function selectShorts(job: IndexedJob, wanted: RenderTarget): Selection {
	const { jobId } = job.record;
	requireCompleted(job.record, 'be rendered');
	if (job.shorts.length === 0)
		throw new SwiftiaError(
			'unusable',
			`Job ${jobId} has no shorts to render`,
			'Try another video, or define the shorts in Job: Create.',
		);
	const selection: Selection = { shorts: [], errors: [] };
	for (const [index, { record: short, target }] of wantedShorts(job, wanted).entries()) {
		if (target === undefined) selection.errors.push(withoutId(jobId, index));
		else selection.shorts.push({ short, target });
	}
	return selection;
}

function wantedShorts({ record, shorts, byId }: IndexedJob, wanted: RenderTarget): ShortAnswer[] {
	if ('most' in wanted) return shorts.slice(0, wanted.most);
	const short = byId.get(wanted.shortId);
	if (short) return [short];
	const ids = [...byId.keys()].slice(0, MOST_NAMED);
	throw new SwiftiaError(
		'unusable',
		`Job ${record.jobId} has no short with the ID "${wanted.shortId}"`,
		`It has these: ${ids.join(', ')}${byId.size > ids.length ? ' and more' : ''}.`,
	);
}

function withoutId(jobId: string, index: number): SwiftiaError {
	return new SwiftiaError(
		'unusable',
		`Short ${index + 1} of job ${jobId} cannot be rendered: Swiftia gave no ID for it`,
		'Read the job again with Job: Get, or start a new one.',
	);
}
