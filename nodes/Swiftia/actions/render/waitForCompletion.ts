import { acceptedRender } from '../../api/render';
import { deadlineIn } from '../../wait/deadline';
import { poll } from '../../wait/poll';
import { look } from '../../wait/watched';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { optionsProperty } from '../parameters/options';
import { fileNameOption } from '../parameters/outputFile';
import { simplifyProperty } from '../parameters/simplify';
import { maxWaitProperty, pollIntervalOption, readWaitLimits } from '../parameters/waiting';
import { mapLimited } from '../run/limitConcurrency';
import { AT_ONCE } from '../run/run';
import { pollLimits } from '../run/pollLimits';
import { downloadProperties, readOutcome } from './outcome';
import { addRender, downloadsOf, fileTaker, watchRenders } from './renderWait';

const options = optionsProperty([fileNameOption, pollIntervalOption]);

/** Render: Wait for Completion. All renders are watched in one loop. */
export const waitForCompletion: Operation = {
	option: {
		name: 'Wait for Completion',
		value: 'waitForCompletion',
		action: 'Wait for render completion',
		description: 'Wait until renders have ended. A failed render comes out with its reason.',
	},
	properties: [renderIdProperty, maxWaitProperty, ...downloadProperties, simplifyProperty, options],
	async execute(run) {
		const { firstItem } = run;
		const items = run.prepare((parameters) => {
			const { fileName } = parameters.get<{ fileName?: string }>(options);
			const { pollInterval } = firstItem.get<{ pollInterval?: number }>(options);
			return {
				known: acceptedRender({ renderId: readId(parameters, renderIdProperty) }),
				limits: readWaitLimits(firstItem, pollInterval),
				outcome: readOutcome(parameters, fileName),
			};
		});
		const [first] = items;
		if (!first) return;

		const deadline = deadlineIn(first.limits.minutes);
		const tasks = watchRenders(run, items);
		const watches = [...new Set(tasks.map(({ watch }) => watch))];
		await mapLimited(watches, AT_ONCE, async (watch) => await look(watch, deadline));
		tasks.forEach(
			({ itemIndex, watch }) => watch.failure !== undefined && run.addError(itemIndex, watch.failure),
		);
		run.throwIfStopping();
		const known = tasks.filter(({ watch }) => watch.failure === undefined);
		const fileNames = downloadsOf(known).map(({ outcome }) => outcome.fileName);
		fileTaker(run, fileNames, deadline)(known);
		await poll(
			known.map(({ watch }) => watch),
			pollLimits(run, first.limits, deadline),
		);
		for (const task of known) {
			if (task.watch.failure === undefined) addRender(run, task);
			else run.addError(task.itemIndex, task.watch.failure);
		}
	},
};
