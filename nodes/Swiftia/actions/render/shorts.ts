import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import type { JsonValue } from '../../api/json';
import type { Short } from '../../api/short';
import { completedJob } from '../shared/completedJob';
import { readId } from '../shared/ids';

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

/** The parameters that choose what is rendered. */
export const renderTargetProperties: INodeProperties[] = [
	{
		displayName: 'Shorts to Render',
		name: 'renderTarget',
		type: 'options',
		options: [
			{ name: 'All Shorts of the Job', value: 'all' },
			{ name: 'One Short', value: 'one' },
		],
		default: 'all',
		description: 'What to render',
	},
	shortIdProperty,
];

/** The option Max Shorts. */
export const maxShortsOption: INodeProperties = {
	displayName: 'Max Shorts',
	name: 'maxShorts',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10,
	description: 'Render only the first shorts of each job, as many as this. Without it all are rendered.',
};

/** Which of a job's shorts the item wants. */
export type RenderTarget = { shortId: string } | { most: number };

/**
 * Which of a job's shorts the item wants.
 *
 * @throws BadInput if one is wanted and none is named, or for a number below one
 */
export function readRenderTarget(context: IExecuteFunctions, itemIndex: number): RenderTarget {
	if (context.getNodeParameter('renderTarget', itemIndex) === 'one') {
		return { shortId: readId(context, shortIdProperty, itemIndex) };
	}
	const most = Number(context.getNodeParameter('options.maxShorts', itemIndex, Infinity));
	if (most >= 1) return { most };
	throw new BadInput(
		`'Max Shorts' is "${most}"`,
		'Set a number above zero, or remove the option to render all.',
	);
}

/**
 * The shorts to render of a job that was just read.
 *
 * @throws BadInput for a job that is not completed, that failed, or that has no such short
 */
export function shortsToRender(body: JsonValue, jobId: string, target: RenderTarget): Short[] {
	const job = completedJob(body, jobId, 'be rendered');
	if (job.shorts.length === 0)
		throw new BadInput(
			`Job ${jobId} has no shorts to render`,
			'Try another video, or define the shorts in Job: Create.',
		);
	if ('most' in target) return job.shorts.slice(0, target.most);
	const short = job.shorts.find(({ shortId }) => shortId === target.shortId);
	if (short) return [short];
	const ids = job.shorts.map(({ shortId }) => shortId).join(', ');
	throw new BadInput(`Job ${jobId} has no short with the ID "${target.shortId}"`, `It has these: ${ids}.`);
}
