import type { INodeProperties, INodeTypeDescription, IWebhookDescription } from 'n8n-workflow';
import type { Status } from '../api/status';
import { simplifyProperty } from '../actions/parameters/simplify';

/** The trigger's URL. Nothing is registered at Swiftia: each job names the URL that it calls (Swiftia docs, post-job). */
export const triggerWebhooks: IWebhookDescription[] = [
	{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'swiftia' },
];

/** What the editor says beside the trigger: nothing that is done in Swiftia fires it, only a job that names its URL. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Start when a Swiftia job has ended',
	executionsHelp:
		"<b>While building</b>: click the button above and create a job whose Webhook URL is the <b>test URL</b>. It works for one call.<br /><br /><b>In production</b>: <a data-key='activate'>publish (activate)</a> the workflow. Jobs whose Webhook URL is the <b>production URL</b> start it.",
	activationHint: {
		inactive:
			"Once you <a data-key='activate'>publish (activate)</a> this workflow, jobs whose Webhook URL is the production URL start it.",
		active: 'Jobs whose Webhook URL is the production URL start this workflow.',
	},
};

/** What the parameter Trigger On can be. */
export type TriggerEvent = 'jobCompleted' | 'jobFailed' | 'jobEnded';

/** The trigger's parameters. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'In the workflow that creates the jobs, open <b>Create job</b>, set Completion Webhook to <b>URL</b> and paste the production URL. If you add <b>?row=17</b>, it comes out in the field query. Then publish (activate) this workflow.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Job Completed',
				value: 'jobCompleted',
				action: 'On job completed',
				description: 'Start when a job is completed',
			},
			{
				name: 'Job Completed or Failed',
				value: 'jobEnded',
				action: 'On job completed or failed',
				description: 'Start in both cases. The status field says which.',
			},
			{
				name: 'Job Failed',
				value: 'jobFailed',
				action: 'On job failed',
				description: 'Start when a job has failed. Swiftia may not call then.',
			},
		] satisfies Array<{ value: TriggerEvent } & Record<string, string>>,
		default: 'jobEnded',
		description: 'Which outcomes of a job start the workflow',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Job', value: 'job', description: 'One item with the job and its shorts' },
			{
				name: 'Shorts',
				value: 'shorts',
				description: 'One item per short. A job without shorts starts nothing.',
			},
		],
		default: 'job',
		description: 'Which items the workflow starts with',
	},
	simplifyProperty,
];

/** Whether a job that ended this way starts the workflow. */
export function startsOn(event: TriggerEvent, status: Status): boolean {
	if (event === 'jobCompleted') return status === 'COMPLETED';
	return event !== 'jobFailed' || status === 'FAILED';
}
