import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import { SwiftiaError } from '../../api/swiftiaError';
import { outcomeUnknown } from '../../transport/messages';
import { isTool } from '../../wait/waitStrategy';

/** One paid piece of work. */
export interface PaidWork {
	kind: 'job' | 'render';
	/** The request without what changes from one execution to the next. */
	body: JsonObject;
	/** What of it is paid for: an address in it may change from one try to the next. The whole body unless told. */
	essence?: JsonObject;
	/** Which one in words, for n8n's log. */
	purpose: string;
	/** Sends the request and returns the ID of what was started. */
	start: () => Promise<string>;
	/** Whether what an earlier execution started has FAILED since, and so is no use now. */
	hasFailed: (id: string) => Promise<boolean>;
}

interface Entry extends IDataObject {
	/** Missing until an answer names it, and so where the answer was lost. */
	id?: string;
	executionId: string;
	/** Fingerprint of what is paid for, where that is less than the whole request. */
	essence?: string;
}

/** What is kept in the node's context. */
interface Stored extends IDataObject {
	version: 1;
	entries: Record<string, Entry>;
}

/**
 * What this node has started and paid for. It lives in the node's context, which survives Retry On Fail and a retry from the
 * executions list; so work that was started once is taken up again instead of paid again. One run starts the same request once,
 * whichever items ask for it; an edited request is new work. A tool of an AI agent does so in one execution: n8n counts each try of one
 * call as a run.
 */
export class RunLedger {
	private readonly entries: Record<string, Entry>;
	private readonly runIndex: number;
	private readonly executionId: string;
	/** By key: what runs of this execution that go on at the same time, such as two calls of one tool, are asking for. */
	private readonly underWay: Map<string, Promise<string>>;
	/** By key: what this run has asked for, so that the same request is not sent twice even while its answer is awaited. */
	private readonly asked = new Map<string, Promise<string>>();
	/** Keys of what earlier tries left and this run has not asked for. */
	private readonly unasked: Set<string>;
	/** Keys of what this run is going to ask for. */
	private readonly expected = new Set<string>();
	private readonly ids = new Set<string>();
	private repeats = 0;

	constructor(private readonly context: IExecuteFunctions) {
		this.entries = openEntries(context);
		this.underWay = underWayOf(this.entries);
		this.unasked = new Set(Object.keys(this.entries));
		this.runIndex = isTool(context) ? 0 : Number(context.evaluateExpression('{{ $runIndex }}', 0));
		this.executionId = context.getExecutionId();
	}

	/** IDs of all work that this run has started or taken up and that is not known to have FAILED, in words for a message; empty if there is none. */
	get started(): string {
		return [...this.ids].join(', ');
	}

	/** Work that was started has FAILED since: a retry starts it anew. */
	noteFailed(kind: PaidWork['kind'], id: string): void {
		this.ids.delete(`${kind} ${id}`);
	}

	/** How often this run was asked for what it had already asked for. */
	get shared(): number {
		return this.repeats;
	}

	/** Tells what the run is going to ask for, so that what an earlier try left goes to the very same request. */
	expect(requests: Array<Pick<PaidWork, 'kind' | 'body'>>): void {
		for (const request of requests) this.expected.add(this.keyOf(request));
	}

	/**
	 * Starts the work, or takes up what was started before.
	 *
	 * @returns the ID of the job or render
	 * @throws SwiftiaError (outcomeUnknown) where an earlier try of this execution may have started it
	 */
	async startOnce(work: PaidWork): Promise<string> {
		const key = this.keyOf(work);
		const before = this.asked.get(key);
		if (before) this.repeats++;
		const asking = before ?? this.underWay.get(key) ?? this.begin(key, work);
		this.asked.set(key, asking);
		const id = await asking;
		this.ids.add(`${work.kind} ${id}`);
		return id;
	}

	private async begin(key: string, work: PaidWork): Promise<string> {
		const asking = this.takeUpOrStart(this.leftKey(key, work), work);
		this.underWay.set(key, asking);
		try {
			return await asking;
		} finally {
			this.underWay.delete(key);
		}
	}

	private keyOf({ kind, body }: Pick<PaidWork, 'kind' | 'body'>): string {
		return [kind, this.runIndex, fingerprint(body)].join(':');
	}

	/** The key under which an earlier try left the same work: of the same request, or else of one for the same work. */
	private leftKey(key: string, { kind, essence }: PaidWork): string {
		const prefix = `${kind}:${this.runIndex}:`;
		const isSame = (other: string) =>
			!this.expected.has(other) &&
			other.startsWith(prefix) &&
			this.entries[other]!.essence === fingerprint(essence!);
		const left = this.unasked.has(key) || !essence ? key : ([...this.unasked].find(isSame) ?? key);
		this.unasked.delete(left);
		return left;
	}

	private async takeUpOrStart(key: string, work: PaidWork): Promise<string> {
		return (await this.takeUp(key, work)) ?? (await this.start(key, work));
	}

	private async takeUp(key: string, work: PaidWork): Promise<string | undefined> {
		const entry = this.entries[key];
		if (entry?.id === undefined) {
			if (!this.hasLostAnswer(key, work)) return undefined;
			throw outcomeUnknown('an earlier try of this execution got no answer', {
				doing: `start the ${work.kind}`,
			});
		}
		const isOfThisExecution = entry.executionId === this.executionId;
		return !isOfThisExecution && (await work.hasFailed(entry.id)) ? undefined : entry.id;
	}

	/** Whether a run of this execution may have started the same work: what a loop sends again would be paid twice. */
	private hasLostAnswer(own: string, { kind, body, essence }: PaidWork): boolean {
		return Object.entries(this.entries).some(([key, entry]) => {
			const [kindOf, , request] = key.split(':');
			const isSame = request === fingerprint(body) || (essence && entry.essence === fingerprint(essence));
			const isLost = entry.id === undefined && entry.executionId === this.executionId;
			// Another request of this run for the same work, perhaps under way, is work of its own.
			const isBeside = key !== own && (this.asked.has(key) || this.expected.has(key));
			return isLost && isSame && kindOf === kind && !isBeside;
		});
	}

	private async start(key: string, { kind, essence, purpose, start }: PaidWork): Promise<string> {
		const { executionId } = this;
		const entry: Entry = { executionId, ...(essence && { essence: fingerprint(essence) }) };
		const { logger } = this.context;
		this.entries[key] = entry;
		const [outcome] = await Promise.allSettled([start()]);
		if (outcome.status === 'fulfilled') {
			this.entries[key] = { ...entry, id: outcome.value };
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
}

/** By what is kept of them in their execution. */
const requestsUnderWay = new WeakMap<object, Map<string, Promise<string>>>();

function underWayOf(entries: Record<string, Entry>): Map<string, Promise<string>> {
	const known = requestsUnderWay.get(entries) ?? new Map<string, Promise<string>>();
	requestsUnderWay.set(entries, known);
	return known;
}

function mayHaveStarted(error: unknown): boolean {
	return error instanceof SwiftiaError && error.kind === 'outcomeUnknown';
}

/** The entries in the node's context. */
function openEntries(context: IExecuteFunctions): Record<string, Entry> {
	const kept = context.getContext('node');
	kept.swiftiaLedger ??= { version: 1, entries: {} } satisfies Stored;
	return (kept.swiftiaLedger as Stored).entries;
}

function fingerprint(body: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}
