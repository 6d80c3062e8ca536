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
	executionsHelp: {
		inactive:
			"<b>While building</b>: click the button above and create a job whose Webhook URL is the <b>test URL</b>. It works for one call, so listen again for the next one.<br /><br /><b>In production</b>: <a data-key='activate'>publish (activate)</a> the workflow and create jobs whose Webhook URL is the <b>production URL</b>.",
		active:
			"<b>While building</b>: click the button above and create a job whose Webhook URL is the <b>test URL</b>. It works for one call, so listen again for the next one.<br /><br /><b>In production</b>: this workflow runs whenever a job calls the <b>production URL</b>. See its runs in the <a data-key='executions'>executions list</a>.",
	},
	activationHint: {
		inactive:
			"Jobs start this workflow automatically once it is <a data-key='activate'>published (active)</a> and their Webhook URL is the production URL.",
		active: 'Jobs whose Webhook URL is the production URL start this workflow automatically.',
	},
};

/** What the parameter Trigger On can be. */
export type TriggerEvent = 'jobCompleted' | 'jobFailed' | 'jobEnded';

/** The trigger's parameters. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'In the workflow that creates the jobs, open <b>Create job</b>, set Completion Webhook to <b>URL</b> and paste the production URL from above. Then publish (activate) this workflow. Query parameters that you add to the URL, such as <b>?row=17</b>, are returned in the query field.',
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
				description: 'Start when a job is completed and its shorts are ready',
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
				description: 'Start when a job has failed. Swiftia does not document whether it calls in this case.',
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
			{ name: 'Job', value: 'job', description: 'One item with the job and the list of its shorts' },
			{
				name: 'Shorts',
				value: 'shorts',
				description: 'One item per short. A job without shorts does not start the workflow.',
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
