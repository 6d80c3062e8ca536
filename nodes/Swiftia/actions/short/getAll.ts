import type { INodeProperties } from 'n8n-workflow';
import { outputOf } from '../../api/answer';
import { aboutJob } from '../../api/job';
import type { Short } from '../../api/short';
import { badInput } from '../../api/swiftiaError';
import { requireCompleted } from '../job/completedJob';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../parameters/ids';
import { knownJob } from '../parameters/known';
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
			displayName: 'Maximum Duration (Seconds)',
			name: 'maxDuration',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60,
			description: 'Only shorts of at most this length',
		},
		{
			displayName: 'Minimum Duration (Seconds)',
			name: 'minDuration',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 15,
			description: 'Only shorts of at least this length',
		},
	],
};

/** Short: Get Many. One request per item, one item out per short. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many shorts',
		builderHint: {
			propertyHint: 'Put it before Render: Create to choose shorts.',
		},
		description: 'Retrieve the shorts of a completed job',
	},
	properties: [jobIdProperty, ...limitProperties, filtersProperty, simplifyProperty],
	async execute(run) {
		const tasks = await run.prepare((parameters) => {
			const known = knownJob(parameters, readId(parameters, jobIdProperty));
			return {
				known,
				subject: aboutJob(known),
				limit: readLimit(parameters),
				fits: readFilter(parameters),
				simplify: parameters.get<boolean>(simplifyProperty),
			};
		});
		const hasOthers = tasks.some(({ known }) => known.jobId !== tasks[0]!.known.jobId);
		const mayContinue = hasOthers && !run.context.continueOnFail();
		await run.each(tasks, async ({ itemIndex, client, known, limit, fits, simplify }) => {
			const { record, shorts } = await client.getJob(known, { keepBody: !simplify });
			requireCompleted(record, 'return its shorts', mayContinue);
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
			`'Minimum Duration (Seconds)' is "${min}" and 'Maximum Duration (Seconds)' is "${max}", so no short can fit`,
			'Lower the minimum, or raise the maximum.',
		);
	}
	// A short without times cannot be judged, and is only kept where nothing is asked.
	return ({ duration }) =>
		duration === null ? min === 0 && max === Infinity : min <= duration && duration <= max;
}
