import { acceptedRender } from '../../api/render';
import { deadlineIn } from '../../wait/deadline';
import { mapLimited } from '../../transport/limitConcurrency';
import { poll } from '../../wait/poll';
import type { RenderWaitMethod } from '../../wait/waitStrategy';
import { look } from '../../wait/watched';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { optionsProperty } from '../parameters/options';
import { fileNameOption } from '../parameters/outputFile';
import { simplifyProperty } from '../parameters/simplify';
import {
	maxWaitProperty,
	pollIntervalOption,
	readWaitLimits,
	renderWaitMethodProperty,
} from '../parameters/waiting';
import { AT_ONCE, type Run } from '../run/run';
import { pollLimits } from '../run/pollLimits';
import { downloadProperties, readOutcome } from './outcome';
import { canPark, choosesToPark, parkRenders } from './renderPark';
import { type RenderTask, addRender, downloadsOf, fileTaker, watchRenders } from './renderWait';

const options = optionsProperty([fileNameOption, pollIntervalOption]);

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
		renderWaitMethodProperty,
		maxWaitProperty,
		...downloadProperties,
		simplifyProperty,
		options,
	],
	async execute(run) {
		const { firstItem } = run;
		const items = run.prepare((parameters) => {
			const { fileName } = parameters.get<{ fileName?: string }>(options);
			const { pollInterval } = firstItem.get<{ pollInterval?: number }>(options);
			return {
				known: acceptedRender({ renderId: readId(parameters, renderIdProperty) }),
				method: firstItem.get<RenderWaitMethod>(renderWaitMethodProperty),
				limits: readWaitLimits(firstItem, pollInterval),
				outcome: readOutcome(parameters, fileName),
			};
		});
		const [first] = items;
		if (!first) return;
		const { method, limits } = first;
		const deadline = deadlineIn(limits.minutes);
		const known = await readAll(run, watchRenders(run, items), deadline);
		const fileNames = downloadsOf(known).map(({ outcome }) => outcome.fileName);
		fileTaker(run, fileNames, deadline)(known);
		const plan = { method, hasSeveralPerItem: false, failureIsError: false, deadline };
		if (canPark(run, known, deadline) && (await choosesToPark(run, plan)))
			return await parkRenders(run, known, deadline, false);
		await poll(
			known.map(({ watch }) => watch),
			pollLimits(run, limits, deadline),
		);
		for (const task of known) {
			if (task.watch.failure === undefined) addRender(run, task);
			else run.addError(task.itemIndex, task.watch.failure);
		}
	},
};

/** Reads each render once; gives the tasks of those that can be waited for. */
async function readAll(run: Run, tasks: RenderTask[], deadline: number): Promise<RenderTask[]> {
	const watches = [...new Set(tasks.map(({ watch }) => watch))];
	await mapLimited(watches, AT_ONCE, async (watch) => await look(watch, deadline));
	for (const { itemIndex, watch } of tasks) {
		if (watch.failure !== undefined) run.addError(itemIndex, watch.failure);
	}
	run.throwIfStopping();
	return tasks.filter(({ watch }) => watch.failure === undefined);
}
