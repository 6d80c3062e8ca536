import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import { deadlineIn } from '../../wait/deadline';
import type { PollLimits } from '../../wait/poll';

/** Seconds. */
const DEFAULT_INTERVAL = 15;

/** The parameter Wait Method of the waits for jobs. */
export const waitMethodProperty: INodeProperties = {
	displayName: 'Wait Method',
	name: 'waitMethod',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'Webhook where Swiftia can call this n8n, otherwise polling',
		},
		{
			name: 'Polling',
			value: 'polling',
			description: 'Keeps the execution running and reads the jobs from time to time',
		},
		{
			name: 'Webhook',
			value: 'webhook',
			description: 'Parks the execution until Swiftia calls back',
		},
	],
	default: 'auto',
	description: 'How to learn that the jobs have ended',
};

/** The parameter Max Wait of all waits. */
export const maxWaitProperty: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description: 'After this time the items go on with their last known status, and timedOut set to true',
};

/** The option Poll Interval of all waits. */
export const pollIntervalOption: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollInterval',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_INTERVAL,
	description: 'Time between two looks while polling',
};

/**
 * The limits of a wait. They are those of the first item, since all items wait together.
 *
 * @throws BadInput for a time that is not a positive number
 */
export function readPollLimits(context: IExecuteFunctions): PollLimits {
	const minutes = positive(context.getNodeParameter('maxWaitMinutes', 0), maxWaitProperty);
	const seconds = positive(
		context.getNodeParameter('options.pollInterval', 0, DEFAULT_INTERVAL),
		pollIntervalOption,
	);
	return {
		deadline: deadlineIn(minutes),
		interval: seconds * 1000,
		signal: context.getExecutionCancelSignal(),
	};
}

function positive(value: unknown, { displayName }: INodeProperties): number {
	const number = Number(value);
	if (number > 0 && Number.isFinite(number)) return number;
	throw new BadInput(`'${displayName}' is "${String(value)}"`, 'Set a number above zero.');
}
