import type { IBinaryData } from 'n8n-workflow';
import { outputOf } from '../../api/answer';
import { type Render, failedRender } from '../../api/render';
import { isFinal } from '../../api/status';
import { download } from '../../transport/download/download';
import { type Watched, watchedOf } from '../../wait/watched';
import { limitConcurrency } from '../../transport/limitConcurrency';
import type { Run, Task } from '../run/run';
import { FileNames } from './fileNames';
import type { RenderOutcome } from './outcome';

/** MP4s that are taken at the same time, so that memory stays bounded however many end together. */
const DOWNLOADS_AT_ONCE = 4;

/** A render that is waited for. */
export interface RenderWatch extends Watched<Render> {
	/** The name of its MP4, where that is wanted. */
	fileName?: string;
	/** Its MP4, once that was taken. */
	binary?: IBinaryData;
}

/** A render that one item puts out. Tasks that name the same render share its watch. */
export interface RenderTask extends Task {
	watch: RenderWatch;
	outcome: RenderOutcome;
}

/** A render that an item names. */
export interface NamedRender extends Task {
	known: Render;
	/** When it was started, by `ticks`; missing where that is not known. */
	since?: number;
	outcome: RenderOutcome;
}

/** The renders of these items, not read yet. */
export function watchRenders(run: Run, items: NamedRender[]): RenderTask[] {
	const watches = new Map<string, RenderWatch>();
	return items.map(({ itemIndex, known, since, outcome }) => {
		const { renderId } = known;
		const watch = watches.get(renderId) ?? watchRender(run, known, since);
		watches.set(renderId, watch);
		return { itemIndex, watch, outcome };
	});
}

function watchRender({ client }: Run, known: Render, since: number | undefined): RenderWatch {
	const subject = { kind: 'render', id: known.renderId } as const;
	const read = async (deadline: number) => await client.getRender(known, { deadline });
	return watchedOf({ subject, since, read }, known);
}

/** For each render that some item wants downloaded, the first task that does. */
export function downloadsOf(tasks: RenderTask[]): RenderTask[] {
	const wanted = tasks.filter(({ outcome }) => outcome.binaryPropertyName !== undefined);
	return wanted.filter(({ watch }, index) => wanted.findIndex((other) => other.watch === watch) === index);
}

/**
 * Sees to it that MP4s are taken as soon as their renders have ended, each under a name of its own.
 *
 * @param wanted the file names that items ask for, each as often as they do
 * @param deadline when to give up, by `ticks`
 * @returns has those of more renders taken
 */
export function fileTaker(run: Run, wanted: string[], deadline: number): (tasks: RenderTask[]) => void {
	const names = new FileNames(wanted);
	const inTurn = limitConcurrency(DOWNLOADS_AT_ONCE);
	return (tasks) => {
		for (const { itemIndex, watch, outcome } of downloadsOf(tasks)) {
			const isOneOfSeveral = tasks.filter((task) => task.itemIndex === itemIndex).length > 1;
			const fileName = names.next({ ...watch.latest.record, wanted: outcome.fileName }, isOneOfSeveral);
			watch.fileName = fileName;
			watch.onEnd = async () => {
				const render = watch.latest.record;
				if (render.status === 'COMPLETED')
					watch.binary = await inTurn(
						async () => await download(run.context, { render, fileName, deadline }),
					);
				return [];
			};
		}
	};
}

/** Puts out what is known of a render that was waited for, with its MP4 if it was taken. */
export function addRender(run: Run, { itemIndex, watch, outcome }: RenderTask): void {
	const { latest, binary } = watch;
	const { simplify, binaryPropertyName } = outcome;
	const timedOut = !isFinal(latest.record.status);
	const output = outputOf(latest, simplify || timedOut);
	const json = output === latest.record ? { ...latest.record, timedOut } : (output as object);
	run.addOutput(
		itemIndex,
		json,
		binary && binaryPropertyName !== undefined ? { [binaryPropertyName]: binary } : undefined,
	);
}

/** Puts out a render that this run started and waited for; one that failed is an error of its item. */
export function addEnded(run: Run, task: RenderTask): void {
	const { itemIndex, watch } = task;
	const { record } = watch.latest;
	if (watch.failure !== undefined) run.addError(itemIndex, watch.failure);
	else if (record.status === 'FAILED') run.addError(itemIndex, failedRender(record));
	else addRender(run, task);
}
