import { type KnownRender, type Render, aboutRender, acceptedRender, failedRender } from '../../api/render';
import { isFinal } from '../../api/status';
import { download } from '../../transport/download/download';
import { type Watched, isOpen, watchedOf } from '../../wait/watched';
import { limitConcurrency } from '../../time/limitConcurrency';
import { timedOut } from '../run/hints';
import type { Run, Task } from '../run/run';
import { startOf } from '../run/startedWork';
import { waitedOutput } from '../run/waitedOutput';
import type { FileNames } from './fileNames';
import type { RenderOutcome } from './outcome';

/** MP4s that are taken at the same time, so that memory stays bounded however many end together. */
const DOWNLOADS_AT_ONCE = 4;

/** A render that one item puts out. Tasks that name the same render share its watch. */
export interface RenderTask extends Task {
	watch: Watched<Render>;
	outcome: RenderOutcome;
}

/** A render that an item names. */
export interface NamedRender extends Task {
	known: KnownRender;
	outcome: RenderOutcome;
}

/** The renders of these items, not read yet; each has a name of its own for its MP4. */
export function watchRenders(run: Run, items: NamedRender[], names: FileNames): RenderTask[] {
	const watches = new Map<string, Watched<Render>>();
	const wantedNames = wantedNamesOf(items);
	const rendersOf = countBy(items.map(({ itemIndex }) => itemIndex));
	return items.map((item) => {
		const { itemIndex, client, known, outcome } = item;
		const { renderId } = known;
		const key = `${client.account} ${renderId}`;
		const nameIt = () =>
			names.next(
				{ ...acceptedRender(known), wanted: wantedNames.get(renderId) ?? '' },
				rendersOf.get(itemIndex)! > 1,
			);
		const watch = watches.get(key) ?? watchRender(run, item, nameIt);
		watches.set(key, watch);
		return { itemIndex, client, watch, outcome };
	});
}

/** Each render once, with the first of the items that mean it; its MP4 goes into the field of the first that wants it. */
export function onePerRender(tasks: RenderTask[]): RenderTask[] {
	const kept = new Map<Watched<Render>, RenderTask>();
	for (const task of tasks) {
		const first = kept.get(task.watch) ?? task;
		const binaryPropertyName = first.outcome.binaryPropertyName ?? task.outcome.binaryPropertyName;
		kept.set(task.watch, { ...first, outcome: { ...first.outcome, binaryPropertyName } });
	}
	return [...kept.values()];
}

/** By render: the file name that is asked for. Of several items that name the same render, the first that asks for one has it. */
export function wantedNamesOf(items: Array<Pick<NamedRender, 'known' | 'outcome'>>): Map<string, string> {
	const asking = items.filter(({ outcome }) => outcome.fileName !== '').reverse();
	return new Map(asking.map(({ known, outcome }) => [known.renderId, outcome.fileName]));
}

function countBy(values: number[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

function watchRender(
	{ context, memory }: Run,
	{ client, known }: NamedRender,
	giveName: () => string,
): Watched<Render> {
	const { account } = client;
	let named = known;
	const watch = watchedOf<Render>(
		{
			account,
			subject: aboutRender(known),
			since: startOf(context, 'render', known.renderId),
			read: async (deadline) => await client.getRender(named, { deadline }),
		},
		acceptedRender(known),
		memory,
	);
	const givenName = watch.track && watch.latest.record.fileName;
	named = { ...known, fileName: givenName ?? giveName() };
	if (givenName === undefined) watch.latest = { record: acceptedRender(named) };
	return watch;
}

/** Each render that some item wants downloaded. */
function downloadsOf(tasks: RenderTask[]): Set<Watched<Render>> {
	const wanted = tasks.filter(({ outcome }) => outcome.binaryPropertyName !== undefined);
	return new Set(wanted.map(({ watch }) => watch));
}

/**
 * Sees to it that MP4s are taken as soon as their renders have ended.
 *
 * @param deadline when to give up, by `ticks`
 * @returns has those of more renders taken
 */
export function fileTaker(run: Run, deadline: number): (tasks: RenderTask[]) => void {
	const inTurn = limitConcurrency(DOWNLOADS_AT_ONCE);
	return (tasks) => {
		for (const watch of downloadsOf(tasks)) {
			watch.onEnd = async () => {
				const render = watch.latest.record;
				if (render.status === 'COMPLETED')
					watch.file ??= await inTurn(async () => await download(run.context, { render, deadline }));
				return [];
			};
		}
	};
}

/** Hints at renders that had not ended in time. */
export function tellTimedOut(run: Run, tasks: RenderTask[], minutes: number): void {
	const open = new Set(tasks.filter(({ watch }) => isOpen(watch)).map(({ watch }) => watch.subject.id));
	if (open.size > 0) run.hint(timedOut('render', [...open], minutes));
}

/** Puts out what is known of a render that was waited for, with its MP4 if it was taken. */
export function addRender(run: Run, { itemIndex, watch, outcome }: RenderTask): void {
	const { latest, file } = watch;
	const { simplify, binaryPropertyName } = outcome;
	const isOverdue = !isFinal(latest.record.status);
	run.addOutput(
		itemIndex,
		waitedOutput(latest, simplify || isOverdue, { timedOut: isOverdue }),
		file && binaryPropertyName !== undefined ? { [binaryPropertyName]: file } : undefined,
	);
}

/** Puts out a render that this run started and waited for; one that failed is an error of its item. */
export function addEnded(run: Run, task: RenderTask): void {
	const { itemIndex, watch } = task;
	const { record } = watch.latest;
	if (watch.failure !== undefined) run.addError(itemIndex, watch.failure);
	else if (record.status === 'FAILED') {
		run.ledger.noteFailed('render', record.renderId);
		run.addError(itemIndex, failedRender(record));
	} else addRender(run, task);
}
