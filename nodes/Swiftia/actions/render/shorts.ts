import type { INodeProperties } from 'n8n-workflow';
import { toId } from '../../api/id';
import { type JobAnswer, jobInWords, jobName } from '../../api/job';
import { type AllShorts, allShortsOf, fieldOfShort } from '../../api/jobRecord';
import type { JsonObject } from '../../api/json';
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
	description: 'The short to render. Its ID is shortId in the output of Get many shorts.',
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
			description: 'Every short, or as many as Max Shorts allows',
		},
		{
			name: 'From the Item',
			value: 'item',
			description: "The item's shortId, or all shorts if the item is the job itself",
		},
		{
			name: 'One Short',
			value: 'one',
			description: 'A short from the list or by ID',
		},
	],
	default: 'item',
	description: 'Which shorts to render',
};

/** The parameters that choose what is rendered. */
export const renderTargetProperties: INodeProperties[] = [renderTargetProperty, shortIdProperty];

/** The options Max Shorts and Max Shorts Order. */
export const maxShortsOptions: INodeProperties[] = [
	{
		displayName: 'Max Shorts',
		name: 'maxShorts',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 10,
		description: 'Most shorts to render per job. Without it, all are rendered.',
	},
	{
		displayName: 'Max Shorts Order',
		name: 'maxShortsOrder',
		type: 'options',
		options: [
			{ name: 'First', value: 'first', description: 'The first, in the order of the job' },
			{ name: 'Longest', value: 'longest', description: 'The longest, in the order of the job' },
			{ name: 'Shortest', value: 'shortest', description: 'The shortest, in the order of the job' },
		],
		default: 'first',
		description: 'Which shorts to render if a job has more',
	},
];

/** Which of a job's shorts are taken where it has too many. */
type ShortsOrder = 'first' | 'longest' | 'shortest';

/** The options Max Shorts and Max Shorts Order as they are given. */
export interface MaxShorts {
	maxShorts?: number;
	maxShortsOrder?: ShortsOrder;
}

/** IDs that a message lists. */
const MOST_NAMED = 20;

/** Where an item does not say which short it means. */
const WAYS_OUT =
	"Pass the shortId in the item, as Get many shorts does, or set 'Shorts to Render' to All Shorts of the Job or One Short.";

/** Which of a job's shorts the item wants: one, or so many. */
export type RenderTarget = { shortId: string } | ({ most: number; order: ShortsOrder } & Partial<AllShorts>);

/**
 * Which of a job's shorts the item wants.
 *
 * @param jobId the job that the item names
 * @throws SwiftiaError (badInput) if one is wanted and none is named, or it is not clear whether all are
 */
export function readRenderTarget(
	parameters: Parameters,
	jobId: string,
	{ maxShorts = Infinity, maxShortsOrder = 'first' }: MaxShorts,
): RenderTarget {
	const several = { most: maxShorts, order: maxShortsOrder };
	switch (parameters.get<'all' | 'item' | 'one'>(renderTargetProperty)) {
		case 'one':
			return { shortId: readId(parameters, shortIdProperty) };
		case 'item':
			return readItemTarget(parameters.json, jobId) ?? allOfItem(parameters.json, jobId, several);
		case 'all':
			return several;
	}
}

/** The short that the item itself names; undefined where it has no field for one. */
function readItemTarget(item: Record<string, unknown>, jobId: string): RenderTarget | undefined {
	if (!Object.hasOwn(item, 'shortId')) return undefined;
	const shortId = toId(item.shortId);
	// Neither is taken for all shorts, which might cost many times as much as was meant.
	if (shortId === undefined) {
		throw badInput(
			`The item's field shortId is ${inWords(item.shortId)}, so it is not clear which short to render`,
			WAYS_OUT,
		);
	}
	const itemJobId = toId(item.jobId);
	if (itemJobId === undefined || itemJobId === jobId) return { shortId };
	throw badInput(
		`The item's short ${shortId} belongs to job ${itemJobId}, but 'Job ID' is ${jobId}`,
		"Set 'Job ID' to the job of the item, or 'Shorts to Render' to All Shorts of the Job or One Short.",
	);
}

/** All shorts of a job are meant by its record alone: each is a render, which costs. */
function allOfItem(item: Record<string, unknown>, jobId: string, all: RenderTarget): RenderTarget {
	const json = item as JsonObject;
	const ofRecord = allShortsOf(json, jobId);
	if (ofRecord) return { ...all, ...ofRecord };
	const field = fieldOfShort(json);
	throw badInput(
		field === undefined
			? `The item has no field shortId, and is not the record of job ${jobId}, so it is not clear which shorts to render`
			: `The item has no field shortId, but ${field}, so it is not clear which shorts to render`,
		WAYS_OUT,
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
 * @throws SwiftiaError (unusable) for a job that is not completed, that failed, or that has no such short; (badInput) where the item
 * lists other than all of its shorts
 */
export function selectShorts(job: IndexedJob, wanted: RenderTarget): Selection {
	requireCompleted(job.record, 'be rendered');
	if (job.shorts.length === 0)
		throw new SwiftiaError(
			'unusable',
			`${jobName(job.record)} has no shorts to render`,
			'Try another video, or define the shorts in Create job.',
		);
	if ('most' in wanted && (wanted.listed ?? job.shorts.length) !== job.shorts.length) {
		throw badInput(
			`The item has ${wanted.listed} of the ${job.shorts.length} shorts of ${jobInWords(job.record)}, so it is not clear which shorts to render`,
			WAYS_OUT,
		);
	}
	const selection: Selection = { shorts: [], errors: [] };
	for (const one of wantedShorts(job, wanted)) {
		const { record: short, target } = one;
		if (target === undefined) selection.errors.push(withoutId(job, job.shorts.indexOf(one)));
		else selection.shorts.push({ short, target });
	}
	return selection;
}

function wantedShorts({ record, shorts, byId }: IndexedJob, wanted: RenderTarget): ShortAnswer[] {
	if ('most' in wanted) return take(shorts, wanted);
	const short = byId.get(wanted.shortId);
	if (short) return [short];
	const first = shorts.slice(0, MOST_NAMED).map(({ record: { shortId } }) => shortId);
	const named = [...new Set(first)].join(', ');
	throw new SwiftiaError(
		'unusable',
		`${jobName(record)} has no short with the ID "${wanted.shortId}". It has these: ${named}${shorts.length > MOST_NAMED ? ' and more' : ''}`,
		'Choose one of these. Get many shorts shows them.',
	);
}

/** So many of the shorts, in their order; a short whose length is not known is taken last. */
function take(shorts: ShortAnswer[], { most, order }: { most: number; order: ShortsOrder }): ShortAnswer[] {
	if (order === 'first') return shorts.slice(0, most);
	const sign = order === 'longest' ? -1 : 1;
	const rank = ({ record }: ShortAnswer) => (record.duration === null ? Infinity : sign * record.duration);
	const taken = new Set([...shorts].sort((a, b) => compare(rank(a), rank(b))).slice(0, most));
	return shorts.filter((short) => taken.has(short));
}

/** Two that are infinite are alike. */
function compare(a: number, b: number): number {
	return a === b ? 0 : a - b;
}

function withoutId({ record }: IndexedJob, index: number): SwiftiaError {
	return new SwiftiaError(
		'unusable',
		`Short ${index + 1} of ${jobInWords(record)} cannot be rendered: Swiftia gave no ID for it`,
		'Read the job again with Get job, or create a new one; it costs again.',
	);
}
