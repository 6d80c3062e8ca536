import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { KnownRender } from '../api/render';
import { type ErrorKind, SwiftiaError } from '../api/swiftiaError';
import { ticks, ticksAt } from '../time/clock';
import type { Progressing, Track } from './looks/track';
import type { Watched } from './watched';

/*
 * What a wait knows is kept in the node's context while the execution is parked, since n8n executes the node from its begin again.
 * What is not there is read again.
 */

/** Characters of JSON of one record, and of all together: n8n writes them at each park. */
const MOST_CHARACTERS = { ofOne: 100_000, ofAll: 1_000_000 };

/** Milliseconds for a last look where n8n comes late. */
const LONGEST_GRACE_MS = 60_000;

/** An error as it is kept. */
interface KeptError {
	kind: ErrorKind;
	message: string;
	hint: string;
	concernsAccount: boolean;
}

/** A record as it is kept; all times are epoch milliseconds. */
interface KeptRecord extends Pick<Watched<Progressing>, 'file' | 'unknown'> {
	id: string;
	track?: Track;
	readAt?: number;
	/** Missing where it is too large. */
	latest?: Watched<Progressing>['latest'];
	failure?: KeptError;
}

/** What is kept of one wait; all times are epoch milliseconds. */
export interface KeptWait {
	version: 1;
	executionId: string;
	/** Of the node. */
	runIndex: number;
	/** When Max Wait is over. */
	deadline: number;
	parkedAt: number;
	/** When the next look is worth it. */
	wakeAt: number;
	/** IDs of jobs that calls have named since. */
	called: string[];
	/** Renders that Swiftia works on together, as far as its queue told; missing while it did not. */
	slots?: number;
	records: Record<string, KeptRecord>;
	/** By the place of a paid request in the run: the ID of what was started, or why nothing was. */
	outcomes: Record<string, string | KeptError>;
	/** By the number of an item: the renders that were asked for, and why others were not started. */
	renders: Record<string, { known: KnownRender[]; errors: KeptError[] }>;
	/** How often a request was found to be the same as another. */
	shared: number;
}

/** The renders of one item that were asked for, and why others were not started. */
export interface ItemRenders {
	known: KnownRender[];
	errors: unknown[];
}

/** What the loop knows of a wait when the execution parks. */
export interface WaitKnowledge {
	/** Epoch milliseconds. */
	parkedAt: number;
	/** By `ticks`. */
	wakeAt: number;
	slots: number;
	records: Array<{ watch: Watched<Progressing>; track: Track | undefined }>;
	outcomes: ReadonlyMap<string, PromiseSettledResult<string>>;
	renders: ReadonlyMap<number, ItemRenders>;
	shared: number;
}

/** What the node keeps of its wait; undefined where it waits for nothing. */
export function keptWait(context: IDataObject | undefined): KeptWait | undefined {
	const wait = context?.swiftiaWait as KeptWait | undefined;
	return wait?.version === 1 ? wait : undefined;
}

/** Notes that a call named these jobs. */
export function noteCalls(wait: KeptWait, ids: string[]): void {
	wait.called = [...new Set([...wait.called, ...ids])];
}

/** Those of these IDs that are waited for. */
export function watchedIds({ records }: KeptWait, ids: string[]): string[] {
	const watched = new Set(Object.values(records).map(({ id }) => id));
	return ids.filter((id) => watched.has(id));
}

/** Whether it is waited for, and was seen to have ended. */
export function isKnownToHaveEnded({ records }: KeptWait, id: string): boolean {
	const named = Object.values(records).filter((record) => record.id === id);
	return named.length > 0 && named.every(({ track }) => track?.endedAt !== undefined);
}

/** What this run of the node knew when its execution was parked, if it was. */
export class WaitMemory {
	private readonly kept: KeptWait | undefined;
	/** Epoch milliseconds; undefined while nothing waits. */
	private deadline: number | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly runIndex: number,
	) {
		const wait = keptWait(context.getContext('node'));
		const isOwn = wait?.executionId === context.getExecutionId() && wait.runIndex === runIndex;
		this.kept = isOwn ? wait : undefined;
	}

	/** Whether the execution was parked in this run of the node. */
	get hasParked(): boolean {
		return this.kept !== undefined;
	}

	/** Whether a call woke it before the next look was due, and named nothing that it waits for. */
	get isCalledByUnknown(): boolean {
		const { kept } = this;
		if (!kept || Date.now() >= kept.wakeAt - 1_000) return false;
		return !Object.values(kept.records).some(({ id }) => kept.called.includes(id));
	}

	get slots(): number {
		return this.kept?.slots ?? Infinity;
	}

	/**
	 * When Max Wait is over, by `ticks`: counted from when everything was started, once. Where n8n comes late, as after a restart, there
	 * is time for a last look.
	 */
	deadlineIn(minutes: number): number {
		const now = Date.now();
		this.deadline = this.kept?.deadline ?? now + minutes * 60_000;
		const lateness = this.kept ? Math.min(Math.max(0, now - this.kept.wakeAt), LONGEST_GRACE_MS) : 0;
		return ticksAt(Math.max(this.deadline, now + lateness));
	}

	/** Names that files of the run have already. */
	get fileNames(): string[] {
		const records = Object.values(this.kept?.records ?? {});
		return records.flatMap(({ latest }) => fileNameOf(latest) ?? []);
	}

	/** What was known of a record. */
	recall<R extends Progressing>(key: string): Partial<Watched<R>> {
		const kept = this.kept?.records[key];
		if (!kept) return {};
		const { id, track, failure, ...record } = inTime(kept, ticksAt);
		if (isToBeReadAgain(kept))
			return { ...(track && { track: { ...track, endedAt: undefined, isCalled: true } }) };
		const isCalled = this.kept!.called.includes(id) && track?.endedAt === undefined;
		return {
			...(record as Partial<Watched<R>>),
			...(track && { track: { ...track, ...(isCalled && { isCalled }) } }),
			...(failure && { failure: restored(failure) }),
		};
	}

	/** How often a request was found to be the same as another before the execution was parked. */
	get shared(): number {
		return this.kept?.shared ?? 0;
	}

	/** What came of a paid request before the execution was parked. */
	outcomeAt(place: string): PromiseSettledResult<string> | undefined {
		const outcome = this.kept?.outcomes[place];
		if (outcome === undefined) return undefined;
		return typeof outcome === 'string'
			? { status: 'fulfilled', value: outcome }
			: { status: 'rejected', reason: restored(outcome) };
	}

	/** The renders of an item that were asked for before the execution was parked. */
	rendersOf(itemIndex: number): ItemRenders | undefined {
		const kept = this.kept?.renders[itemIndex];
		return kept && { known: kept.known, errors: kept.errors.map(restored) };
	}

	/** What was started for an item before the execution was parked, such as `job abc`. */
	startedFor(itemIndex: number): string[] {
		const job = this.outcomeAt(String(itemIndex));
		const renders = this.rendersOf(itemIndex)?.known ?? [];
		return [
			...(job?.status === 'fulfilled' ? [`job ${job.value}`] : []),
			...renders.map(({ renderId }) => `render ${renderId}`),
		];
	}

	/** Keeps what is known, for the next time that n8n executes the node: also of items that could not be worked on this time. */
	keep({ parkedAt, wakeAt, slots, records, outcomes, renders, shared }: WaitKnowledge): void {
		const toEpoch = (time: number) => Math.round(Date.now() + time - ticks());
		const wait: KeptWait = {
			version: 1,
			executionId: this.context.getExecutionId(),
			runIndex: this.runIndex,
			deadline: this.deadline!,
			parkedAt,
			wakeAt: toEpoch(wakeAt),
			called: [],
			...(slots < Infinity && { slots }),
			records: { ...this.kept?.records, ...keptRecords(records, toEpoch) },
			outcomes: { ...this.kept?.outcomes, ...keptOutcomes(outcomes) },
			renders: { ...this.kept?.renders, ...keptRenders(renders) },
			shared,
		};
		this.context.getContext('node').swiftiaWait = wait as unknown as IDataObject;
	}

	/**
	 * The wait ends with errors, after which n8n may try the node again (Retry On Fail): what has ended stays known, and the limit stays
	 * what it was, since a try that parks is not counted by n8n.
	 */
	keepForRetry(): void {
		if (this.deadline === undefined) return;
		this.context.getContext('node').swiftiaWait = {
			version: 1,
			executionId: this.context.getExecutionId(),
			runIndex: this.runIndex,
			deadline: this.deadline,
			parkedAt: Date.now(),
			wakeAt: Date.now(),
			called: [],
			records: mapValues(this.kept?.records ?? {}, (record) => ({
				...record,
				failure: undefined,
				unknown: undefined,
			})),
			outcomes: {},
			renders: {},
			shared: 0,
		} satisfies KeptWait as unknown as IDataObject;
	}

	/** The wait is over. */
	forget(): void {
		delete this.context.getContext('node').swiftiaWait;
	}
}

function fileNameOf(latest: KeptRecord['latest']): string | undefined {
	return (latest?.record as { fileName?: string } | undefined)?.fileName;
}

function mapValues<T, R>(values: Record<string, T>, change: (value: T) => R): Record<string, R> {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

/** Whether a record was read, and is too large to be kept. */
function isToBeReadAgain({ readAt, latest, failure }: KeptRecord): boolean {
	return readAt !== undefined && latest === undefined && failure === undefined;
}

function keptRecords(records: WaitKnowledge['records'], toEpoch: (time: number) => number) {
	let left = MOST_CHARACTERS.ofAll;
	return Object.fromEntries(
		records.map(({ watch, track }) => {
			const { key, subject, latest, readAt, failure, file, unknown } = watch;
			const size = JSON.stringify(latest).length;
			const isSmall = size <= Math.min(MOST_CHARACTERS.ofOne, left);
			if (isSmall) left -= size;
			const record: KeptRecord = {
				id: subject.id,
				...(track && { track }),
				...(readAt !== undefined && { readAt }),
				...(isSmall && { latest }),
				...(failure !== undefined && { failure: keptError(failure) }),
				...(unknown && { unknown }),
				// A file in n8n's memory is its content.
				...(file?.id !== undefined && { file }),
			};
			return [key, inTime(record, toEpoch)];
		}),
	);
}

/** The same record by another clock. */
function inTime(
	{ track, readAt, unknown, ...record }: KeptRecord,
	convert: (time: number) => number,
): KeptRecord {
	return {
		...record,
		...(track && { track: trackInTime(track, convert) }),
		...(readAt !== undefined && { readAt: convert(readAt) }),
		...(unknown && { unknown: { ...unknown, since: convert(unknown.since) } }),
	};
}

const TIMES = ['since', 'lookedAt', 'queuedAt', 'endedAt'] as const;
const POINTS = ['first', 'last'] as const;

function trackInTime(track: Track, convert: (time: number) => number): Track {
	const times = TIMES.flatMap((name) => (track[name] === undefined ? [] : [[name, convert(track[name])]]));
	const points = POINTS.flatMap((name) =>
		track[name] ? [[name, { ...track[name], at: convert(track[name].at) }]] : [],
	);
	return { ...track, ...Object.fromEntries([...times, ...points]) } as Track;
}

function keptOutcomes(outcomes: WaitKnowledge['outcomes']): KeptWait['outcomes'] {
	return Object.fromEntries(
		[...outcomes].map(([place, outcome]) => [
			place,
			outcome.status === 'fulfilled' ? outcome.value : keptError(outcome.reason),
		]),
	);
}

function keptRenders(renders: WaitKnowledge['renders']): KeptWait['renders'] {
	return Object.fromEntries(
		[...renders].map(([itemIndex, { known, errors }]) => [
			itemIndex,
			{ known, errors: errors.map(keptError) },
		]),
	);
}

function keptError(error: unknown): KeptError {
	if (!(error instanceof SwiftiaError))
		return { kind: 'unusable', message: String((error as Error).message), hint: '', concernsAccount: false };
	const { kind, message, hint, concernsAccount } = error;
	return { kind, message, hint, concernsAccount };
}

function restored({ kind, message, hint, concernsAccount }: KeptError): SwiftiaError {
	return new SwiftiaError(kind, message, hint, concernsAccount);
}
