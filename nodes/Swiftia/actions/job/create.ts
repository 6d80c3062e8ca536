import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import { readJob } from '../../api/job';
import { jobBody } from '../../api/jobRequest';
import type { JsonObject } from '../../api/json';
import { bellUrl } from '../../wait/bell';
import { noteRinging } from '../../wait/jobNotes';
import type { PollLimits } from '../../wait/poll';
import type { WaitMethod } from '../../wait/way';
import type { Operation } from '../operation';
import type { ItemWork, Run } from '../run';
import { type JobWork, jobWork, waitForJobs } from '../shared/jobWait';
import { simplifyProperty } from '../shared/simplify';
import { maxWaitProperty, pollIntervalOption, readPollLimits, waitMethodProperty } from '../shared/waiting';
import { readPredefinedShorts, shortsProperties } from './predefinedShorts';
import { readVideoId, videoProperty } from './video';

const whenWaiting = { show: { waitForCompletion: [true] } };
const whenNotWaiting = { show: { waitForCompletion: [false] } };

const properties: INodeProperties[] = [
	videoProperty,
	...shortsProperties,
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: false,
		description: 'Whether to wait until the job has ended, and give it with its shorts',
	},
	{
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
	},
	{
		displayName: 'Webhook URL',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/swiftia',
		displayOptions: { show: { waitForCompletion: [false], completionWebhook: ['url'] } },
		description: 'The address that Swiftia calls when the job is completed',
	},
	{ ...waitMethodProperty, displayOptions: whenWaiting },
	{ ...maxWaitProperty, displayOptions: whenWaiting },
	{ ...simplifyProperty, displayOptions: whenWaiting },
	{
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
				options: [{ name: 'Video Shorts', value: 'VideoShorts' }],
				default: 'VideoShorts',
				description: 'What Swiftia does with the video. Another name can be given by expression.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: whenWaiting,
		options: [pollIntervalOption],
	},
];

interface CreateWork extends ItemWork {
	/** Without the webhook where that is this execution's own bell, which changes from one execution to the next. */
	body: JsonObject;
	rings: boolean;
	/** Only where the node waits. */
	limits?: PollLimits;
	started?: JobWork;
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
		const { context } = run;
		const waits = context.getNodeParameter('waitForCompletion', 0) as boolean;
		const works = run.prepare((itemIndex) => prepare(context, itemIndex, waits));
		const started = await run.each(works, async (work) => await start(run, work), true);
		run.throwIfStopping();

		const jobs = started.map((work) => work.started!);
		const limits = works[0]?.limits;
		if (!limits) return jobs.forEach(({ itemIndex, record }) => run.put(itemIndex, record));
		await waitForJobs(
			run,
			jobs,
			{
				method: context.getNodeParameter('waitMethod', 0) as WaitMethod,
				limits,
				simplify: context.getNodeParameter('simplify', 0) as boolean,
			},
			false,
		);
	},
};

function prepare(
	context: IExecuteFunctions,
	itemIndex: number,
	waits: boolean,
): Omit<CreateWork, 'itemIndex'> {
	const body = jobBody({
		functionName: context.getNodeParameter(
			'additionalFields.functionName',
			itemIndex,
			'VideoShorts',
		) as string,
		videoId: readVideoId(context, itemIndex),
		predefinedShorts: readPredefinedShorts(context, itemIndex),
	});
	const webhook = waits
		? 'resume'
		: (context.getNodeParameter('completionWebhook', itemIndex) as 'resume' | 'url' | 'none');
	return {
		body: webhook === 'url' ? { ...body, webhook: readWebhookUrl(context, itemIndex) } : body,
		rings: webhook === 'resume',
		...(waits && { limits: readPollLimits(context) }),
	};
}

function readWebhookUrl(context: IExecuteFunctions, itemIndex: number): string {
	const url = (context.getNodeParameter('webhookUrl', itemIndex) as string).trim();
	if (URL.canParse(url) && /^https?:/i.test(url)) return url;
	throw new BadInput(
		`'Webhook URL' is "${url}", which is not a web address`,
		'Give an address that starts with https://.',
	);
}

async function start(run: Run, work: CreateWork): Promise<void> {
	const { context, client, ledger } = run;
	const jobId = await ledger.startOnce({
		kind: 'job',
		itemIndex: work.itemIndex,
		part: '',
		body: work.body,
		start: async () => {
			const id = await client.createJob(
				work.rings ? { ...work.body, webhook: bellUrl.call(context) } : work.body,
			);
			if (work.rings) noteRinging.call(context, id);
			return id;
		},
		hasFailed: async (id) => readJob(await client.getJob(id), id).status === 'FAILED',
	});
	work.started = jobWork(run, work.itemIndex, jobId);
}
