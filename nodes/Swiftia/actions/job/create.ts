import type { INodeProperties } from 'n8n-workflow';
import { acceptedJob } from '../../api/job';
import { jobBody } from '../../api/jobRequest';
import type { JsonObject } from '../../api/json';
import { badInput } from '../../api/swiftiaError';
import { deadlineIn } from '../../wait/deadline';
import { expectCallback, noteStart } from '../../wait/executionState';
import { resumeWebhookUrl } from '../../wait/resumeWebhook';
import type { WaitMethod } from '../../wait/waitStrategy';
import type { Operation } from '../operation';
import { optionsProperty } from '../parameters/options';
import type { Parameters } from '../parameters/parameters';
import { simplifyProperty } from '../parameters/simplify';
import {
	maxWaitProperty,
	pollIntervalOption,
	readWaitLimits,
	waitMethodProperty,
} from '../parameters/waiting';
import type { Run, Task } from '../run/run';
import { type JobWaitOptions, waitForJobs, watchJobs } from './jobWait';
import { readPredefinedShorts, shortsProperties } from './predefinedShorts';
import { readVideoId, videoProperty } from './video';

const whenWaiting = { show: { waitForCompletion: [true] } };
const whenNotWaiting = { show: { waitForCompletion: [false] } };

const waitProperty: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: false,
	description: 'Whether to wait until the job has ended, and give it with its shorts',
};

const completionWebhookProperty: INodeProperties = {
	displayName: 'Completion Webhook',
	name: 'completionWebhook',
	type: 'options',
	displayOptions: whenNotWaiting,
	options: [
		{
			name: 'None',
			value: 'none',
			description: 'Swiftia calls nobody',
		},
		{
			name: 'Resume This Workflow',
			value: 'resume',
			description: 'Wakes a later Job: Wait for Completion of this workflow',
		},
		{
			name: 'URL',
			value: 'url',
			description: 'For example the production URL of a Swiftia Trigger in another workflow',
		},
	],
	default: 'resume',
	description: 'Whom Swiftia calls when the job is completed',
};

const webhookUrlProperty: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://n8n.example.com/webhook/swiftia',
	displayOptions: { show: { waitForCompletion: [false], completionWebhook: ['url'] } },
	description: 'The address that Swiftia calls when the job is completed',
};

const additionalFieldsProperty: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Function',
			name: 'functionName',
			type: 'options',
			allowArbitraryValues: true,
			options: [{ name: 'Video Shorts', value: 'VideoShorts' }],
			default: 'VideoShorts',
			description: 'What Swiftia does with the video. Another name can be given by expression.',
		},
	],
};

const optionsWhenWaiting = { ...optionsProperty([pollIntervalOption]), displayOptions: whenWaiting };

const properties: INodeProperties[] = [
	videoProperty,
	...shortsProperties,
	waitProperty,
	completionWebhookProperty,
	webhookUrlProperty,
	{ ...waitMethodProperty, displayOptions: whenWaiting },
	{ ...maxWaitProperty, displayOptions: whenWaiting },
	{ ...simplifyProperty, displayOptions: whenWaiting },
	additionalFieldsProperty,
	optionsWhenWaiting,
];

/** The job that one item asks for. */
interface JobOrder extends Task {
	/** Without the webhook where that is this execution's own, which changes from one execution to the next. */
	body: JsonObject;
	/** Whether Swiftia shall call this execution's resume webhook. */
	resumes: boolean;
	/** How to wait for all of them; undefined where the node does not. */
	wait: JobWaitOptions | undefined;
}

/** Job: Create. Starts one job per item and, if asked, waits for all of them together. */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create job',
		description: 'Start a job that turns a YouTube video into shorts',
	},
	properties,
	async execute(run) {
		const { firstItem } = run;
		const orders = run.prepare((parameters) => readOrder(parameters, firstItem));
		const done = await run.each(orders, async (order) => await start(run, order), run.isGoingOn);
		run.throwIfStopping();

		const started = done.map(({ task, result }) => ({ itemIndex: task.itemIndex, jobId: result }));
		const wait = orders[0]?.wait;
		if (wait) {
			const deadline = deadlineIn(wait.limits.minutes);
			const tasks = watchJobs(run, started, wait.simplify);
			return await waitForJobs(run, tasks, wait, { deadline, justRead: false });
		}
		started.forEach(({ itemIndex, jobId }) => run.addOutput(itemIndex, acceptedJob(jobId)));
	},
};

function readOrder(parameters: Parameters, firstItem: Parameters): Omit<JobOrder, 'itemIndex'> {
	const { functionName = 'VideoShorts' } = parameters.get<{ functionName?: string }>(
		additionalFieldsProperty,
	);
	const body = jobBody({
		functionName,
		videoId: readVideoId(parameters),
		predefinedShorts: readPredefinedShorts(parameters),
	});
	if (firstItem.get<boolean>(waitProperty)) return { body, resumes: true, wait: readWait(firstItem) };
	const webhook = parameters.get<'resume' | 'url' | 'none'>(completionWebhookProperty);
	return {
		body: webhook === 'url' ? { ...body, webhook: readWebhookUrl(parameters) } : body,
		resumes: webhook === 'resume',
		wait: undefined,
	};
}

function readWait(firstItem: Parameters): JobWaitOptions {
	const { pollInterval } = firstItem.get<{ pollInterval?: number }>(optionsWhenWaiting);
	return {
		method: firstItem.get<WaitMethod>(waitMethodProperty),
		limits: readWaitLimits(firstItem, pollInterval),
		simplify: firstItem.get<boolean>(simplifyProperty),
	};
}

function readWebhookUrl(parameters: Parameters): string {
	const url = parameters.get<string>(webhookUrlProperty);
	if (URL.canParse(url) && /^https?:/i.test(url)) return url;
	throw badInput(
		`'Webhook URL' is "${url}", which is not a web address`,
		'Give an address that starts with https://.',
	);
}

async function start(
	{ context, client, ledger }: Run,
	{ itemIndex, body, resumes }: JobOrder,
): Promise<string> {
	const purpose = `video ${String(body.youtubeVideoId)}, item ${itemIndex} of execution ${context.getExecutionId()}`;
	return await ledger.startOnce({
		kind: 'job',
		body,
		purpose,
		start: async () => {
			const jobId = await client.createJob(
				resumes ? { ...body, webhook: resumeWebhookUrl(context) } : body,
				purpose,
			);
			noteStart(context, jobId);
			if (resumes) expectCallback(context, jobId);
			return jobId;
		},
		hasFailed: async (jobId) => (await client.getJob(jobId, { keepBody: false })).record.status === 'FAILED',
	});
}
