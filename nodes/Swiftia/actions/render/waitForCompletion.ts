import { deadlineIn } from '../../wait/deadline';
import { mapLimited } from '../../time/limitConcurrency';
import { poll } from '../../wait/poll';
import type { RenderWaitMethod } from '../../wait/waitStrategy';
import { giveUpUnseen } from '../../wait/unseen';
import { look } from '../../wait/watched';
import type { Operation } from '../operation';
import { readId, renderIdProperty } from '../parameters/ids';
import { knownRender } from '../parameters/known';
import { optionsProperty } from '../parameters/options';
import { fileNameOfItemOption } from '../parameters/outputFile';
import { simplifyProperty } from '../parameters/simplify';
import {
	maxWaitProperty,
	pollIntervalOption,
	readWaitLimits,
	renderWaitMethodProperty,
} from '../parameters/waiting';
import { AT_ONCE, type Run } from '../run/run';
import { pollLimits } from '../run/pollLimits';
import { FileNames } from './fileNames';
import { downloadProperties, readOutcome } from './outcome';
import { canPark, chooseWay, parkRenders, pollUntilParkable } from './renderPark';
import {
	type RenderTask,
	addRender,
	fileTaker,
	tellTimedOut,
	wantedNamesOf,
	watchRenders,
} from './renderWait';

const options = optionsProperty([fileNameOfItemOption, pollIntervalOption]);

/** Render: Wait for Completion. All renders are watched in one loop. */
export const waitForCompletion: Operation = {
	option: {
		name: 'Wait for Completion',
		value: 'waitForCompletion',
		action: 'Wait for render completion',
		builderHint: {
			propertyHint: 'Only needed if Wait for Completion was off in Render: Create.',
		},
		description: 'Wait until renders have ended. Failed renders come out as FAILED with the reason.',
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
		const items = await run.prepare((parameters) => {
			const { fileName } = parameters.get<{ fileName?: string }>(options);
			const known = knownRender(parameters, readId(parameters, renderIdProperty));
			return {
				known,
				method: firstItem.get<RenderWaitMethod>(renderWaitMethodProperty),
				limits: readWaitLimits(firstItem, options),
				outcome: readOutcome(parameters, fileName || known.fileName),
			};
		});
		const [first] = items;
		if (!first) return;
		const { method, limits } = first;
		const deadline = deadlineIn(limits.minutes);
		const names = new FileNames([...wantedNamesOf(items).values()]);
		const known = await readAll(run, watchRenders(run, items, names), deadline);
		const mayHaveError = known.some(({ outcome }) => outcome.binaryPropertyName !== undefined);
		const plan = { method, hasSeveralPerItem: false, mayHaveError, deadline };
		const way = canPark(run, known, deadline) ? await chooseWay(run, plan) : undefined;
		if (way?.park && (await pollUntilParkable(run, known, way, { limits, deadline })))
			return await parkRenders(run, known, deadline, false);
		fileTaker(run, deadline)(known);
		await poll(
			known.map(({ watch }) => watch),
			pollLimits(run, limits, deadline),
		);
		known.forEach(({ watch }) => giveUpUnseen(watch));
		tellTimedOut(run, known, limits.minutes);
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
