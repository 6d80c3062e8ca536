import type { INodeProperties } from 'n8n-workflow';
import { badInput } from '../../api/swiftiaError';
import type { WaitLimits } from '../../wait/limits';
import { notInTools } from './notInTools';
import type { Parameters } from './parameters';

/** Seconds. */
const DEFAULT_INTERVAL = 15;
/** Minutes: thirty days. */
const LONGEST_WAIT = 43_200;

/** The parameter Wait Method of the waits for jobs. */
export const waitMethodProperty: INodeProperties = {
	displayName: 'Wait Method',
	name: 'waitMethod',
	type: 'options',
	displayOptions: notInTools,
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'Use Webhook if Swiftia can call this n8n, otherwise Polling',
		},
		{
			name: 'Polling',
			value: 'polling',
			description: 'Keep the execution running and check from time to time',
		},
		{
			name: 'Webhook',
			value: 'webhook',
			description: 'Park the execution (status Waiting) until Swiftia calls back',
		},
	],
	default: 'auto',
	description: 'How to wait for the jobs',
};

/** The parameter Wait Method of the waits for renders. */
export const renderWaitMethodProperty: INodeProperties = {
	displayName: 'Wait Method',
	name: 'waitMethod',
	type: 'options',
	displayOptions: notInTools,
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'Use Parked if each item gives one render and On Error is Continue, otherwise Polling',
		},
		{
			name: 'Parked',
			value: 'parked',
			description: 'Park the execution (status Waiting). Failed renders come out as FAILED and stop nothing.',
		},
		{
			name: 'Polling',
			value: 'polling',
			description: 'Keep the execution running and check from time to time',
		},
	],
	default: 'auto',
	description: 'How to wait for the renders',
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
	if (minutes > 0) return { minutes, interval: interval * 1000 };
	throw badInput(`'${maxWaitProperty.displayName}' is "0"`, 'Set a number above zero.');
}
