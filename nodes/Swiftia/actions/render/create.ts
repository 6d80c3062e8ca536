import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import { jobIdProperty, readId } from '../parameters/ids';
import { knownJob } from '../parameters/known';
import { optionsProperty } from '../parameters/options';
import { fileNameOption } from '../parameters/outputFile';
import type { Parameters } from '../parameters/parameters';
import { simplifyProperty } from '../parameters/simplify';
import type { WaitMethod } from '../../wait/waitMethod';
import {
	maxWaitProperty,
	pollIntervalOption,
	readWaitLimits,
	waitMethodProperty,
} from '../parameters/waiting';
import { type GivenOptions, readVideoOptions, videoOptions } from './options';
import { downloadProperties, readOutcome } from './outcome';
import { RenderBatch } from './renderBatch';
import { type MaxShorts, maxShortsOptions, readRenderTarget, renderTargetProperties } from './shorts';
import { readStyle, styleProperties } from './style';

const whenWaiting = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: { ...property.displayOptions?.show, waitForCompletion: [true] },
	},
});

const waitProperty: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description: 'Whether to wait for the jobs and their renders',
};

const options = optionsProperty(
	[...videoOptions, fileNameOption, ...maxShortsOptions, pollIntervalOption].sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	),
);

const properties: INodeProperties[] = [
	jobIdProperty,
	...renderTargetProperties,
	...styleProperties,
	waitProperty,
	...[waitMethodProperty, maxWaitProperty, ...downloadProperties, simplifyProperty].map(whenWaiting),
	options,
];

/** Render: Create. Renders are started as soon as their jobs have ended; jobs and renders are watched together. */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Render shorts',
		builderHint: {
			propertyHint:
				'Waits for the jobs of its items, and gives one item per short. Turn on Download to get files.',
		},
		description: 'Render one short or all shorts of a job to MP4',
	},
	properties,
	async execute(run) {
		const { firstItem } = run;
		const orders = await run.prepare((parameters) => readOrder(parameters, firstItem));
		const wait = orders[0]?.wait;
		const batch = new RenderBatch(run, orders);
		const takesFiles = orders.some(({ outcome }) => outcome.binaryPropertyName !== undefined);
		if (wait) await batch.startAndWait({ ...wait, takesFiles });
		else await batch.start();
	},
};

function readOrder(parameters: Parameters, firstItem: Parameters) {
	const given = parameters.get<GivenOptions & MaxShorts & { fileName?: string }>(options);
	const job = knownJob(parameters, readId(parameters, jobIdProperty));
	const waits = firstItem.get<boolean>(waitProperty);
	return {
		job,
		target: readRenderTarget(parameters, job.jobId, given),
		request: { style: readStyle(parameters), ...readVideoOptions(given) },
		outcome: readOutcome(parameters, given.fileName),
		wait: waits
			? {
					method: firstItem.get<WaitMethod>(waitMethodProperty),
					limits: readWaitLimits(firstItem, options),
				}
			: undefined,
	};
}
