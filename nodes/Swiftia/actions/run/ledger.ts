import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import type { Status } from '../../api/status';
import { SwiftiaError } from '../../api/swiftiaError';
import { isTool } from '../../n8n/tool';
import { outcomeUnknown } from '../../transport/messages';
import { noteStart, startedWork } from './startedWork';

/** One paid piece of work. */
export interface PaidWork {
	kind: 'job' | 'render';
	/** Whose it is: the same request of another account is other work. */
	account: string;
	/** The request without what changes from one execution to the next. */
	body: JsonObject;
	/** What of it is paid for: an address in it may change from one try to the next. The whole body unless told. */
	essence?: JsonObject;
	/** Where in the run it is asked for, such as the number of its item: there it is the same work, whatever an expression says when n8n executes the node again. */
	place: string;
	/** Which one in words, for n8n's log. */
	purpose: string;
	/** Sends the request and returns the ID of what was started. */
	start: () => Promise<string>;
	/** How far it is, with this account: what has FAILED since is no use now. */
	readStatus: (id: string) => Promise<Status>;
}

/** What tells a request from others. */
export type PaidRequest = Pick<PaidWork, 'kind' | 'account' | 'body' | 'essence'>;

/** What came of a paid request: the ID of what was started, or why nothing was. */
export type PaidOutcome = PromiseSettledResult<string>;

/** What is known of this run of the node from before its execution was parked. */
export interface PaidMemory {
	/** Whether the execution was parked in this run of the node. */
	readonly hasParked: boolean;
	/** How often a request was found to be the same as another. */
	readonly shared: number;
	outcomeAt(place: string): PaidOutcome | undefined;
}

interface Entry extends IDataObject {
	/** Missing until an answer names it, and so where the answer was lost. */
	id?: string;
	executionId: string;
	/** Run of the node that sent it. */
	run: number;
}

/** What is kept in the node's context. */
interface Stored extends IDataObject {
	version: 1;
	/** By `kind:account:request:essence`, the last two as fingerprints. */
	entries: Record<string, Entry>;
}

/**
 * What this node has started and paid for. It lives in the node's context, which survives Retry On Fail and a retry from the
 * executions list; so work that was started once is taken up again instead of paid again. An execution starts the same request once,
 * whichever items, runs or branches ask for it, unless what it started has FAILED; an edited request is new work.
 */
export class RunLedger {
	private readonly work: ExecutionWork;
	private readonly entries: Record<string, Entry>;
	/** Keys of entries by what they are found by. */
	private readonly index = new Map<string, string[]>();
	private readonly run: number;
	private readonly isTool: boolean;
	private readonly executionId: string;
	/** By key: what runs of this execution that go on at the same time, such as two calls of one tool, are asking for. */
	private readonly underWay: Map<string, Promise<string>>;
	/** By place, what came of each request of this run. */
	readonly outcomes = new Map<string, PaidOutcome>();
	/** By key: what this run has asked for, so that the same request is not sent twice even while its answer is awaited. */
	private readonly asked = new Map<string, Promise<string>>();
	/** Keys of what is left from before, and this run has not taken up. */
	private readonly left: Set<string>;
	/** Keys of what this run is going to ask for. */
	private readonly expected = new Set<string>();
	private readonly failed = new Set<string>();
	private repeats: number;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly memory: PaidMemory,
	) {
		this.work = openWork(context);
		this.entries = this.work.entries;
		this.underWay = this.work.underWay;
		this.repeats = memory.shared;
		for (const key of Object.keys(this.entries)) this.addToIndex(key);
		this.left = new Set(Object.keys(this.entries));
		this.isTool = isTool(context);
		this.run = runIndexOf(context);
		this.executionId = context.getExecutionId();
	}

	/** All work that this execution, or the one that it retries, has started and that is not known to have FAILED, such as `job abc`. */
	get started(): string[] {
		return this.all.filter((name) => !this.failed.has(name));
	}

	/** The same of what is known to have FAILED. */
	get startedInVain(): string[] {
		return this.all.filter((name) => this.failed.has(name));
	}

	private get all(): string[] {
		const own = Object.entries(this.entries).flatMap(([key, { id }]) =>
			id === undefined ? [] : [`${key.split(':')[0]} ${id}`],
		);
		return [...new Set([...startedWork(this.context), ...own])];
	}

	/** Work that was started has FAILED since: a retry starts it anew. */
	noteFailed(kind: PaidWork['kind'], id: string): void {
		this.failed.add(`${kind} ${id}`);
	}

	/** How often this run was asked for what this execution had asked for before. */
	get shared(): number {
		return this.repeats;
	}

	/** Tells what the run is going to ask for, so that what an earlier try left goes to the very same request. */
	expect(requests: PaidRequest[]): void {
		for (const request of requests) this.expected.add(keyOf(request));
	}

	/**
	 * Starts the work, or takes up what was started before.
	 *
	 * @returns the ID of the job or render
	 * @throws SwiftiaError (outcomeUnknown) where this execution may have started it before
	 */
	async startOnce(work: PaidWork): Promise<string> {
		const before = this.memory.outcomeAt(work.place);
		const [attempt] = before ? [before] : await Promise.allSettled([this.startOrShare(work)]);
		this.outcomes.set(work.place, attempt);
		if (attempt.status === 'rejected') throw attempt.reason;
		return attempt.value;
	}

	/** The run is over. */
	close(isParked: boolean): void {
		this.work.runs--;
		// Where it was parked, n8n may go on with it once more.
		const isOver = !isParked && !this.memory.hasParked && this.work.runs === 0;
		if (isOver) works.delete(keyOfWork(this.context));
	}

	private async startOrShare(work: PaidWork): Promise<string> {
		const key = keyOf(work);
		const before = this.asked.get(key);
		if (before) this.repeats++;
		const asking = before ?? this.underWay.get(key) ?? this.begin(key, work);
		this.asked.set(key, asking);
		return await asking;
	}

	private async begin(key: string, work: PaidWork): Promise<string> {
		const asking = this.takeUpOrStart(key, work);
		this.underWay.set(key, asking);
		try {
			return await asking;
		} finally {
			this.underWay.delete(key);
		}
	}

	private async takeUpOrStart(key: string, work: PaidWork): Promise<string> {
		const found = this.findBefore(key, work);
		const taken = found === undefined ? undefined : await this.takeUp(found, work);
		return taken ?? (await this.start(key, work));
	}

	/** Key of what was started before and is the same work: of the same request, or else of one for the same work. */
	private findBefore(key: string, work: PaidWork): string | undefined {
		const found = [key, ...this.leftFor(work)].find((other) => this.entries[other]?.id !== undefined);
		if (found !== undefined) {
			this.left.delete(found);
			return found;
		}
		if (!this.hasLostAnswer(key, work)) return undefined;
		throw outcomeUnknown('an earlier try of this execution got no answer', {
			doing: `start the ${work.kind}`,
		});
	}

	/**
	 * Keys of what an earlier try or another execution left, and no other request of this run has taken: the same request with a key that
	 * was replaced since, or one for the same work with another address in it.
	 */
	private leftFor(work: PaidWork): string[] {
		const isFree = (key: string) => this.left.has(key) && !this.expected.has(key);
		return this.similarTo(work).filter((key) => {
			const { run, executionId } = this.entries[key]!;
			const isOfAccount = accountOf(key) === work.account || executionId !== this.executionId;
			return isFree(key) && run === this.run && isOfAccount;
		});
	}

	private async takeUp(key: string, work: PaidWork): Promise<string | undefined> {
		const { id, executionId, run } = this.entries[key]!;
		const isOfThisExecution = executionId === this.executionId;
		// The tries of one run are told the same: setting them does not mean to pay for each.
		const mayBeTry = !this.isTool || this.context.getNode().retryOnFail;
		if (isOfThisExecution && run === this.run && mayBeTry) return id;
		if (await isOfNoUse(id!, work, accountOf(key))) return undefined;
		if (isOfThisExecution) this.repeats++;
		return id;
	}

	/** Whether this execution may have started the same work: what a loop sends again would be paid twice. */
	private hasLostAnswer(own: string, work: PaidWork): boolean {
		return [own, ...this.similarTo(work)].some((key) => {
			const { id, executionId } = this.entries[key] ?? {};
			// Another request of this run for the same work, perhaps under way, is work of its own.
			const isBeside = key !== own && (this.asked.has(key) || this.expected.has(key));
			const isLost = id === undefined && executionId === this.executionId;
			return isLost && accountOf(key) === work.account && !isBeside;
		});
	}

	private async start(key: string, { kind, purpose, start }: PaidWork): Promise<string> {
		const { executionId, run } = this;
		const { logger } = this.context;
		this.entries[key] = { executionId, run };
		this.addToIndex(key);
		const [outcome] = await Promise.allSettled([start()]);
		if (outcome.status === 'fulfilled') {
			this.entries[key] = { executionId, run, id: outcome.value };
			noteStart(this.context, kind, outcome.value);
			logger.info(`Swiftia started ${kind} ${outcome.value} (${purpose})`);
			return outcome.value;
		}
		if (mayHaveStarted(outcome.reason)) logger.warn(`Swiftia may have started a ${kind} (${purpose})`);
		else {
			delete this.entries[key];
			logger.info(`Swiftia started no ${kind} (${purpose})`);
		}
		throw outcome.reason;
	}

	/** Keys of entries with the same request, or with one for the same work. */
	private similarTo(request: PaidRequest): string[] {
		const keys = namesOf(keyOf(request)).flatMap((name) => this.index.get(name) ?? []);
		return keys.filter((key) => this.entries[key]);
	}

	private addToIndex(key: string): void {
		for (const name of namesOf(key)) {
			const keys = this.index.get(name) ?? [];
			this.index.set(name, keys);
			if (!keys.includes(key)) keys.push(key);
		}
	}
}

function keyOf({ kind, account, body, essence = body }: PaidRequest): string {
	return [kind, account, fingerprint(body), fingerprint(essence)].join(':');
}

function accountOf(key: string): string {
	return key.split(':')[1]!;
}

/** What an entry is found by, whosever it is. */
function namesOf(key: string): string[] {
	const [kind, , request, essence] = key.split(':');
	return [`${kind} request ${request}`, `${kind} essence ${essence}`];
}

/** Whether it has FAILED; what another account started may also be nothing to this one. */
async function isOfNoUse(id: string, { account, readStatus }: PaidWork, startedBy: string): Promise<boolean> {
	try {
		return (await readStatus(id)) === 'FAILED';
	} catch (error) {
		if (startedBy !== account && error instanceof SwiftiaError && error.kind === 'notFound') return true;
		return await Promise.reject(error);
	}
}

/** What one execution has paid for with one node, as this process knows it. */
interface ExecutionWork {
	entries: Record<string, Entry>;
	underWay: Map<string, Promise<string>>;
	/** Runs that go on at this time. */
	runs: number;
}

/**
 * By execution and node. n8n may go on with an execution twice from one park (where N8N_CONCURRENCY_PRODUCTION_LIMIT kept it waiting for
 * longer than a minute): the second time, its context lacks what the first has started.
 */
const works = new Map<string, ExecutionWork>();
/** Executions that are remembered: those that park and go on in another process are not heard of again. */
const MOST_REMEMBERED = 1_000;

function keyOfWork(context: IExecuteFunctions): string {
	return `${context.getExecutionId()} ${context.getNode().name}`;
}

function openWork(context: IExecuteFunctions): ExecutionWork {
	const kept = openKept(context);
	const key = keyOfWork(context);
	const known = works.get(key);
	const work = known ?? { entries: kept.entries, underWay: new Map<string, Promise<string>>(), runs: 0 };
	work.runs++;
	// Both write into the same, which is stored with either.
	for (const [entry, known] of Object.entries(kept.entries)) {
		if ((work.entries[entry]?.run ?? -1) < known.run) work.entries[entry] = known;
	}
	kept.entries = work.entries;
	works.delete(key);
	works.set(key, work);
	const [oldest] = works.keys();
	if (works.size > MOST_REMEMBERED) works.delete(oldest!);
	return work;
}

/** The run of the node. n8n counts each try of one call of a tool as a run. */
export function runIndexOf(context: IExecuteFunctions): number {
	return isTool(context) ? 0 : Number(context.evaluateExpression('{{ $runIndex }}', 0));
}

function mayHaveStarted(error: unknown): boolean {
	return error instanceof SwiftiaError && error.kind === 'outcomeUnknown';
}

/** What is in the node's context. */
function openKept(context: IExecuteFunctions): Stored {
	const kept = context.getContext('node');
	kept.swiftiaLedger ??= { version: 1, entries: {} } satisfies Stored;
	return kept.swiftiaLedger as Stored;
}

function fingerprint(body: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}
