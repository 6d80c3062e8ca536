import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import { type Short, rawShorts } from '../../api/short';
import type { Operation } from '../operation';
import { completedJob } from '../shared/completedJob';
import { jobIdProperty, readId } from '../shared/ids';
import { limitProperties, readLimit } from '../shared/limit';
import { simplifyProperty } from '../shared/simplify';

const filtersProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Maximum Duration',
			name: 'maxDuration',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60,
			description: 'Only shorts of at most this many seconds',
		},
		{
			displayName: 'Minimum Duration',
			name: 'minDuration',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 15,
			description: 'Only shorts of at least this many seconds',
		},
	],
};

/** Short: Get Many. One request per item, one item out per short. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many shorts',
		description: 'Retrieve the shorts of a completed job, one item each',
	},
	properties: [jobIdProperty, ...limitProperties, filtersProperty, simplifyProperty],
	async execute(run) {
		const { context, client } = run;
		const works = run.prepare((itemIndex) => ({
			jobId: readId(context, jobIdProperty, itemIndex),
			limit: readLimit(context, itemIndex),
			fits: readFilter(context, itemIndex),
			simplify: context.getNodeParameter('simplify', itemIndex) as boolean,
		}));
		await run.each(works, async ({ itemIndex, jobId, limit, fits, simplify }) => {
			const body = await client.getJob(jobId);
			const raw = rawShorts(body);
			completedJob(body, jobId, 'give its shorts')
				.shorts.map((short, index) => ({ short, given: simplify ? short : raw[index]! }))
				.filter(({ short }) => fits(short))
				.slice(0, limit)
				.forEach(({ given }) => run.put(itemIndex, given));
		});
	},
};

function readFilter(context: IExecuteFunctions, itemIndex: number): (short: Short) => boolean {
	const bound = (name: string, none: number) =>
		Number(context.getNodeParameter(`filters.${name}`, itemIndex, none));
	const min = bound('minDuration', 0);
	const max = bound('maxDuration', Infinity);
	if (!(min <= max)) {
		throw new BadInput(
			`'Minimum Duration' is "${min}" and 'Maximum Duration' is "${max}", so no short can fit`,
			'Give two numbers of seconds, the minimum not above the maximum.',
		);
	}
	// A short without times cannot be judged, and is only kept where nothing is asked.
	return ({ duration }) =>
		duration === null ? min === 0 && max === Infinity : min <= duration && duration <= max;
}
