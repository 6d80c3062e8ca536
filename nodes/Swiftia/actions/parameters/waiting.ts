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
			description: 'Keep the execution running and check the jobs from time to time',
		},
		{
			name: 'Webhook',
			value: 'webhook',
			description: 'Park the execution (status Waiting) until Swiftia calls back',
		},
	],
	default: 'auto',
	description: 'How to find out that the jobs have ended',
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
			description:
				'Use Parked if each item gives one render, errors do not stop the workflow, and n8n can reach its own address; otherwise Polling',
		},
		{
			name: 'Parked',
			value: 'parked',
			description:
				'Park the execution (status Waiting) and wake it when the renders should have ended. A failed render then comes out as an item with the status FAILED, even if On Error is Stop Workflow.',
		},
		{
			name: 'Polling',
			value: 'polling',
			description: 'Keep the execution running and check the renders from time to time',
		},
	],
	default: 'auto',
	description:
		'How to find out that the renders have ended. A parked execution uses no memory and does not count toward the concurrency limit of n8n.',
};

/** The parameter Max Wait of all waits. */
export const maxWaitProperty: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST_WAIT },
	default: 60,
	description:
		'Longest wait in minutes, more than 0 and at most 43200 (30 days). Items not finished by then continue with their last known status and timedOut set to true; in Render shorts, an item whose job has not ended gets an error. The time counts from when everything was started, and the value of the first item applies to all.',
};

/** The option Poll Interval of all waits. */
export const pollIntervalOption: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollInterval',
	type: 'number',
	displayOptions: notInTools,
	typeOptions: { minValue: 1, maxValue: 86_400 },
	default: DEFAULT_INTERVAL,
	description:
		'Longest time in seconds between two checks of the same job or render while polling. Checks come sooner when the end is near, and later when your plan allows no more requests or a render waits for its turn at Swiftia.',
};

/**
 * The limits of a wait. They are those of the first item, since all items wait together.
 *
 * @param interval the option Poll Interval, in seconds
 * @throws SwiftiaError (badInput) for a time that is zero, below zero or beyond thirty days
 */
export function readWaitLimits(parameters: Parameters, interval = DEFAULT_INTERVAL): WaitLimits {
	const minutes = parameters.get<number>(maxWaitProperty);
	if (minutes > 0) return { minutes, interval: interval * 1000 };
	throw badInput(`'${maxWaitProperty.displayName}' is "0"`, 'Set a number above zero.');
}
