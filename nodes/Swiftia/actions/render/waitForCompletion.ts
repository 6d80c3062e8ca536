import { mapLimited } from '../../time/limitConcurrency';
import type { WaitMethod } from '../../wait/waitMethod';
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
	waitMethodProperty,
} from '../parameters/waiting';
import { AT_ONCE, type Run } from '../run/run';
import { type WaitOptions, waitFor } from '../run/waitFor';
import { FileNames } from './fileNames';
import { downloadProperties, readOutcome } from './outcome';
import {
	type NamedRender,
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
		waitMethodProperty,
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
				method: firstItem.get<WaitMethod>(waitMethodProperty),
				limits: readWaitLimits(firstItem, options),
				outcome: readOutcome(parameters, fileName || known.fileName),
			};
		});
		const [first] = items;
		const takesFiles = items.some(({ outcome }) => outcome.binaryPropertyName !== undefined);
		if (first) await waitForRenders(run, items, { ...first, takesFiles });
	},
};

async function waitForRenders(run: Run, items: NamedRender[], wait: WaitOptions): Promise<void> {
	const { minutes } = wait.limits;
	const deadline = run.memory.deadlineIn(minutes);
	const names = new FileNames([...wantedNamesOf(items).values()], run.memory.fileNames);
	const all = watchRenders(run, items, names);
	const tasks = await readFirst(run, all, deadline);
	fileTaker(run, deadline)(tasks);
	const watches = all.map(({ watch }) => watch);
	run.hint(await waitFor(run, watches, wait, deadline));
	tellTimedOut(run, tasks, minutes);
	for (const task of tasks) {
		if (task.watch.failure === undefined) addRender(run, task);
		else run.addError(task.itemIndex, task.watch.failure);
	}
}

/** Reads each render that was not read before the execution was parked; gives the tasks of those that can be waited for. */
async function readFirst(run: Run, tasks: RenderTask[], deadline: number): Promise<RenderTask[]> {
	const unread = [...new Set(tasks.map(({ watch }) => watch))].filter(
		({ track, failure }) => !track && failure === undefined,
	);
	await mapLimited(unread, AT_ONCE, async (watch) => await look(watch, deadline));
	const failed = tasks.filter(({ watch }) => !watch.track && watch.failure !== undefined);
	failed.forEach(({ itemIndex, watch }) => run.addError(itemIndex, watch.failure));
	// What was lost while the execution was parked keeps none of the others back.
	if (!run.memory.hasParked) run.throwIfStopping();
	return tasks.filter((task) => !failed.includes(task));
}
