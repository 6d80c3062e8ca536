import type { INodeProperties } from 'n8n-workflow';
import { type KnownJob, acceptedJob } from '../../api/job';
import { jobBody, namesWebhook, requestedVideo, withoutWebhook } from '../../api/jobRequest';
import type { JsonObject, JsonValue } from '../../api/json';
import { resumeWebhookUrl } from '../../n8n/resumeWebhook';
import { isTool } from '../../n8n/tool';
import type { WaitMethod } from '../../wait/waitMethod';
import type { Operation } from '../operation';
import { customFieldsOption, readCustomFields } from '../parameters/customFields';
import { notInTools } from '../parameters/notInTools';
import { optionsProperty } from '../parameters/options';
import type { Parameters } from '../parameters/parameters';
import { checkWebAddress } from '../parameters/webAddress';
import {
	maxWaitProperty,
	pollIntervalOption,
	readWaitLimits,
	waitMethodProperty,
} from '../parameters/waiting';
import type { PaidRequest } from '../run/ledger';
import type { Run, Task } from '../run/run';
import { includeTranscriptionOfAll, readJobOutput, simplifyAll } from './jobOutput';
import { type JobWaitOptions, waitForJobs } from './jobWait';
import { readPredefinedShorts, shortsProperties } from './predefinedShorts';
import { readVideoId, videoProperty } from './video';
import { doubtAbout, webhookUrlProperty } from './webhookUrl';

/** The one function that Swiftia's docs name (post-job). */
const VIDEO_SHORTS = 'VideoShorts';

const whenWaiting = { show: { waitForCompletion: [true] } };
const whenNotWaiting = { show: { waitForCompletion: [false] }, ...notInTools };

const waitProperty: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	// All jobs are waited for together.
	noDataExpression: true,
	default: false,
	description: 'Whether to wait for the job and return it with its shorts',
	builderHint: {
		propertyHint: 'Leave this off if Render: Create follows: it waits itself.',
	},
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
			description: 'Swiftia calls no URL',
		},
		{
			name: 'Resume This Workflow',
			value: 'resume',
			description: 'Swiftia wakes this workflow where a later node is parked for the job',
		},
		{
			name: 'URL',
			value: 'url',
			description: 'Swiftia calls a URL, such as the production URL of a Swiftia Trigger',
		},
	],
	default: 'resume',
	description: 'What Swiftia calls when the job is completed',
	builderHint: {
		propertyHint: 'Keep the default. URL is for a Swiftia Trigger in another workflow.',
	},
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
			type: 'string',
			default: VIDEO_SHORTS,
			description: 'What Swiftia does with the video. Its docs name only VideoShorts.',
		},
	],
};

const optionWhenWaiting = { show: { '/waitForCompletion': [true] } };

const options = optionsProperty([
	customFieldsOption,
	{ ...includeTranscriptionOfAll, displayOptions: optionWhenWaiting },
	{ ...pollIntervalOption, displayOptions: { ...optionWhenWaiting, ...notInTools } },
]);

const properties: INodeProperties[] = [
	videoProperty,
	...shortsProperties,
	waitProperty,
	completionWebhookProperty,
	webhookUrlProperty,
	{ ...waitMethodProperty, displayOptions: { ...whenWaiting, ...notInTools } },
	{ ...maxWaitProperty, displayOptions: whenWaiting },
	{ ...simplifyAll, displayOptions: whenWaiting },
	additionalFieldsProperty,
	options,
];

/** The job that one item asks for. */
interface JobOrder extends Task {
	/** Without the webhook where that is this execution's own, which changes from one execution to the next. */
	body: JsonObject;
	/** The video that it is made of; null where the custom fields name something else. */
	videoId: string | null;
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
		builderHint: {
			propertyHint: 'Starts one paid job per item. Render: Create can follow directly.',
		},
		description: 'Start a job that turns a YouTube video into shorts',
	},
	properties,
	async execute(run) {
		const orders = await run.prepare((parameters) => readOrder(run, parameters));
		const [doubt] = orders.flatMap(({ body }) => doubtAbout(body.webhook) ?? []);
		if (doubt !== undefined) run.hint(doubt);
		run.ledger.expect(orders.map(requestOf));
		const done = await run.each(orders, async (order) => await start(run, order), run.isGoingOn);
		run.throwIfStopping();

		const started = done.map(({ task, result }) => ({
			itemIndex: task.itemIndex,
			client: task.client,
			known: { jobId: result, videoId: task.videoId } satisfies KnownJob,
		}));
		const wait = orders[0]?.wait;
		if (wait) return await waitForJobs(run, started, wait);
		started.forEach(({ itemIndex, known }) => run.addOutput(itemIndex, acceptedJob(known)));
	},
};

function readOrder(
	{ context, firstItem }: Run,
	parameters: Parameters,
): Omit<JobOrder, keyof Task> & Pick<Task, 'subject'> {
	const { functionName = '' } = parameters.get<{ functionName?: string }>(additionalFieldsProperty);
	const { customFields } = parameters.get<{ customFields?: JsonValue }>(options);
	const wait = firstItem.get<boolean>(waitProperty) ? readWait(firstItem) : undefined;
	const webhook = wait ? 'resume' : parameters.get<'resume' | 'url' | 'none'>(completionWebhookProperty);
	const body = jobBody({
		functionName: functionName.trim() || VIDEO_SHORTS,
		videoId: readVideoId(parameters),
		predefinedShorts: readPredefinedShorts(parameters),
		...(webhook === 'url' && {
			webhook: checkWebAddress("'Webhook URL'", parameters.get(webhookUrlProperty)),
		}),
		customFields: readCustomFields(customFields),
	});
	// The custom fields may name another video, or somebody else to call.
	const videoId = requestedVideo(body);
	return {
		body,
		videoId,
		...(videoId !== null && { subject: { kind: 'video', id: videoId } as const }),
		// An AI tool is never parked, so nothing of it is there to be woken.
		resumes: webhook === 'resume' && !namesWebhook(body) && !isTool(context),
		wait,
	};
}

function readWait(firstItem: Parameters): JobWaitOptions {
	return {
		method: firstItem.get<WaitMethod>(waitMethodProperty),
		limits: readWaitLimits(firstItem, options),
		output: readJobOutput(firstItem, options),
	};
}

async function start({ context, ledger }: Run, order: JobOrder): Promise<string> {
	const { itemIndex, client, body, videoId, resumes } = order;
	const purpose = `video ${videoId ?? 'of the custom fields'}, item ${itemIndex} of execution ${context.getExecutionId()}`;
	return await ledger.startOnce({
		...requestOf(order),
		place: String(itemIndex),
		purpose,
		start: async () =>
			await client.createJob(resumes ? { ...body, webhook: resumeWebhookUrl(context) } : body, purpose),
		readStatus: async (jobId) => (await client.getJob({ jobId }, { keepBody: false })).record.status,
	});
}

function requestOf({ client, body }: JobOrder): PaidRequest {
	return { kind: 'job', account: client.account, body, essence: withoutWebhook(body) };
}
