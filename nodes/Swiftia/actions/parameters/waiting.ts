import type { INodeProperties } from 'n8n-workflow';
import { badInput } from '../../api/swiftiaError';
import type { WaitLimits } from '../../wait/loop';
import { notInTools } from './notInTools';
import type { Parameters } from './parameters';

/** Seconds. */
const DEFAULT_INTERVAL = 15;
/** Minutes: thirty days. */
const LONGEST_WAIT = 43_200;

/** The parameter Wait Method of all waits. */
export const waitMethodProperty: INodeProperties = {
	displayName: 'Wait Method',
	name: 'waitMethod',
	type: 'options',
	displayOptions: notInTools,
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'Use Parked where nothing is lost by it, otherwise Polling',
		},
		{
			name: 'Parked',
			value: 'parked',
			description: 'Park the execution (status Waiting) between checks. It survives a restart of n8n.',
		},
		{
			name: 'Polling',
			value: 'polling',
			description: 'Keep the execution running and check from time to time',
		},
	],
	default: 'auto',
	description: 'How to wait',
};

/** The parameter Max Wait of all waits. */
export const maxWaitProperty: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST_WAIT },
	default: 60,
	description:
		'Longest wait, at most 43200 (30 days). Unfinished items then go on with timedOut set to true. The first item sets the limit for all.',
};

/** The option Poll Interval of all waits. */
export const pollIntervalOption: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollInterval',
	type: 'number',
	displayOptions: notInTools,
	typeOptions: { minValue: 1, maxValue: 86_400 },
	default: DEFAULT_INTERVAL,
	description: 'Longest time between two checks while polling. A low rate limit makes it longer.',
};

/**
 * The limits of a wait. They are those of the first item, since all items wait together.
 *
 * @param options the collection with the option Poll Interval
 * @throws SwiftiaError (badInput) for a time that is zero, below zero or beyond thirty days
 */
export function readWaitLimits(parameters: Parameters, options: INodeProperties): WaitLimits {
	const interval = parameters.option<number>(options, pollIntervalOption.name) ?? DEFAULT_INTERVAL;
	const minutes = parameters.get<number>(maxWaitProperty);
	if (minutes > 0) return { minutes, intervalMs: interval * 1000 };
	throw badInput(`'${maxWaitProperty.displayName}' is "0"`, 'Set a number above zero.');
}
