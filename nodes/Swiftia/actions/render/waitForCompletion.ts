import { readRender } from '../../api/render';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../shared/ids';
import { downloadProperties, putRender, renderWork, waitForRenders } from '../shared/renderWait';
import { simplifyProperty } from '../shared/simplify';
import { maxWaitProperty, pollIntervalOption, readPollLimits } from '../shared/waiting';
import { fileNameOption } from '../shared/outputFile';
import { readOutcome } from './outcome';

/** Render: Wait for Completion. All renders are watched in one loop. */
export const waitForCompletion: Operation = {
	option: {
		name: 'Wait for Completion',
		value: 'waitForCompletion',
		action: 'Wait for render completion',
		description: 'Wait until renders have ended. A failed render comes out with its reason.',
	},
	properties: [
		renderIdProperty,
		maxWaitProperty,
		...downloadProperties,
		simplifyProperty,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [fileNameOption, pollIntervalOption],
		},
	],
	async execute(run) {
		const { context } = run;
		const prepared = run.prepare((itemIndex) => ({
			renderId: readId(context, renderIdProperty, itemIndex),
			limits: readPollLimits(context),
			outcome: readOutcome(context, itemIndex),
		}));
		const [first] = prepared;
		if (!first) return;

		const works = prepared.map(({ itemIndex, renderId }) =>
			renderWork(run, itemIndex, readRender({}, { renderId })),
		);
		const known = await run.each(works, async (work) => {
			work.record = await work.read();
		});
		run.throwIfStopping();
		const outcomeOf = (itemIndex: number) => prepared.find((item) => item.itemIndex === itemIndex)!.outcome;
		await waitForRenders(run, known, first.limits, outcomeOf);
		for (const work of known) {
			if (work.failure === undefined) putRender(run, work, outcomeOf(work.itemIndex), true);
			else run.fail(work.itemIndex, work.failure);
		}
	},
};
