import type { INodeProperties, IWebhookDescription } from 'n8n-workflow';
import { simplifyProperty } from '../actions/parameters/simplify';

/** The trigger's URL. Nothing is registered at Swiftia: each job names the URL that it calls (Swiftia docs, post-job). */
export const triggerWebhooks: IWebhookDescription[] = [
	{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'swiftia' },
];

/** The trigger's parameters. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Copy the production URL from above into the workflow that creates the jobs: <b>Create job</b>, Completion Webhook: <b>URL</b>. Then activate (publish) this workflow.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
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
				description: 'One item per short; a job without shorts starts nothing',
			},
		],
		default: 'job',
		description: 'What the workflow starts with',
	},
	simplifyProperty,
];
