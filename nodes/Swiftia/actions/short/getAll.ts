import type { INodeProperties } from 'n8n-workflow';
import { outputOf } from '../../api/answer';
import type { Short } from '../../api/short';
import { badInput } from '../../api/swiftiaError';
import { requireCompleted } from '../job/completedJob';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../parameters/ids';
import { limitProperties, readLimit } from '../parameters/limit';
import type { Parameters } from '../parameters/parameters';
import { simplifyProperty } from '../parameters/simplify';

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
		const tasks = run.prepare((parameters) => ({
			jobId: readId(parameters, jobIdProperty),
			limit: readLimit(parameters),
			fits: readFilter(parameters),
			simplify: parameters.get<boolean>(simplifyProperty),
		}));
		await run.each(tasks, async ({ itemIndex, jobId, limit, fits, simplify }) => {
			const { record, shorts } = await run.client.getJob(jobId, { keepBody: !simplify });
			requireCompleted(record, 'give its shorts');
			shorts
				.filter((short) => fits(short.record))
				.slice(0, limit)
				.forEach((short) => run.addOutput(itemIndex, outputOf(short, simplify) as object));
		});
	},
};

function readFilter(parameters: Parameters): (short: Short) => boolean {
	const { minDuration: min = 0, maxDuration: max = Infinity } = parameters.get<{
		minDuration?: number;
		maxDuration?: number;
	}>(filtersProperty);
	if (min > max) {
		throw badInput(
			`'Minimum Duration' is "${min}" and 'Maximum Duration' is "${max}", so no short can fit`,
			'Set the minimum not above the maximum.',
		);
	}
	// A short without times cannot be judged, and is only kept where nothing is asked.
	return ({ duration }) =>
		duration === null ? min === 0 && max === Infinity : min <= duration && duration <= max;
}
