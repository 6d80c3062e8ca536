import type { INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import type { JsonObject, JsonValue } from '../../api/json';
import { type Render, acceptedRender, readRender } from '../../api/render';
import { renderBody } from '../../api/renderRequest';
import { type Short, readTarget } from '../../api/short';
import type { Operation } from '../operation';
import type { ItemWork, Run } from '../run';
import { jobIdProperty, readId } from '../shared/ids';
import {
	type RenderWork,
	downloadProperties,
	putRender,
	renderWork,
	waitForRenders,
} from '../shared/renderWait';
import { simplifyProperty } from '../shared/simplify';
import { maxWaitProperty, pollIntervalOption, readPollLimits } from '../shared/waiting';
import { fileNameOption } from '../shared/outputFile';
import { readOutcome } from './outcome';
import { readVideoOptions, videoOptions } from './options';
import { maxShortsOption, readRenderTarget, renderTargetProperties, shortsToRender } from './shorts';
import { readStyle, styleProperties } from './style';

const whenWaiting = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, waitForCompletion: [true] } },
});

const properties: INodeProperties[] = [
	jobIdProperty,
	...renderTargetProperties,
	...styleProperties,
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether to wait until the renders have ended',
	},
	...[maxWaitProperty, ...downloadProperties, simplifyProperty].map(whenWaiting),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...videoOptions, fileNameOption, maxShortsOption, pollIntervalOption].sort((a, b) =>
			a.displayName.localeCompare(b.displayName),
		),
	},
];

/** One short that is to be rendered. */
interface Planned extends ItemWork {
	jobId: string;
	short: Short;
	body: JsonObject;
	started?: RenderWork;
}

/** Render: Create. Each job's renders are started as soon as it was read; then all are watched together. */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create render',
		description: 'Render one short or all shorts of a job to MP4',
	},
	properties,
	async execute(run) {
		const { context } = run;
		const items = run.prepare((itemIndex) => ({
			jobId: readId(context, jobIdProperty, itemIndex),
			target: readRenderTarget(context, itemIndex),
			request: { style: readStyle(context, itemIndex), ...readVideoOptions(context, itemIndex) },
			outcome: readOutcome(context, itemIndex),
			limits: context.getNodeParameter('waitForCompletion', 0) ? readPollLimits(context) : undefined,
		}));
		const [first] = items;
		if (!first) return;

		const readJobOnce = once(async (jobId) => await run.client.getJob(jobId));
		const works = new Map<number, RenderWork[]>();
		await run.each(items, async ({ itemIndex, jobId, target, request }) => {
			const job = await readJobOnce(jobId);
			const planned = shortsToRender(job, jobId, target).map((short) => {
				const body = renderBody({
					jobId,
					target: readTarget(job, short.shortId) ?? short.shortId,
					...request,
				});
				return { itemIndex, jobId, short, body };
			});
			works.set(itemIndex, await startAll(run, planned));
		});
		const started = items.flatMap(({ itemIndex }) => works.get(itemIndex) ?? []);
		const outcomeOf = (itemIndex: number) => items.find((item) => item.itemIndex === itemIndex)!.outcome;
		if (first.limits) await waitForRenders(run, started, first.limits, outcomeOf);
		for (const work of started) {
			if (work.failure !== undefined) run.fail(work.itemIndex, work.failure);
			else if (work.record.status === 'FAILED') run.fail(work.itemIndex, failedRender(work.record));
			else putRender(run, work, outcomeOf(work.itemIndex), first.limits !== undefined);
		}
	},
};

/** Starts the renders of one item; one that is refused is noted as the item's error. */
async function startAll(run: Run, planned: Planned[]): Promise<RenderWork[]> {
	const started = await run.each(planned, async (plan) => {
		const { itemIndex, jobId, short, body } = plan;
		const renderId = await run.ledger.startOnce({
			kind: 'render',
			itemIndex,
			part: short.shortId,
			body,
			start: async () => await run.client.createRender(body),
			hasFailed: async (id) =>
				readRender(await run.client.getRender(id), { renderId: id }).status === 'FAILED',
		});
		plan.started = renderWork(
			run,
			itemIndex,
			acceptedRender({ renderId, jobId, shortId: short.shortId, title: short.title }),
		);
	});
	return started.map((plan) => plan.started!);
}

function failedRender({ renderId, title, shortId, failureReason }: Render): BadInput {
	return new BadInput(
		`Render ${renderId} of short ${shortId}${title ? ` ("${title}")` : ''} did not succeed: ${failureReason}`,
		'Run the workflow again to start a new render of it.',
	);
}

/** The same job may stand in many items: it is read once. */
function once(read: (jobId: string) => Promise<JsonValue>): (jobId: string) => Promise<JsonValue> {
	const reads = new Map<string, Promise<JsonValue>>();
	return async (jobId) => {
		const reading = reads.get(jobId) ?? read(jobId);
		reads.set(jobId, reading);
		return await reading;
	};
}
