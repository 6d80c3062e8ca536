import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import { SwiftiaError } from '../../api/swiftiaError';
import { outcomeUnknown } from '../../transport/messages';

/** One paid piece of work. */
export interface PaidWork {
	kind: 'job' | 'render';
	/** The request without what changes from one execution to the next. */
	body: JsonObject;
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
}

/** What is kept in the node's context. */
interface Stored extends IDataObject {
	version: 2;
	entries: Record<string, Entry>;
}

/**
 * What this node has started and paid for. It lives in the node's context, which survives Retry On Fail and a retry from the
 * executions list; so work that was started once is taken up again instead of paid again. One run starts the same request once,
 * whichever items ask for it; an edited request is new work.
 */
export class RunLedger {
	private readonly entries: Record<string, Entry>;
	private readonly runIndex: number;
	private readonly executionId: string;
	/** By key: what this run has asked for, so that the same request is not sent twice even while its answer is awaited. */
	private readonly asked = new Map<string, Promise<string>>();
	private readonly ids = new Set<string>();
	private repeats = 0;

	constructor(private readonly context: IExecuteFunctions) {
		this.entries = openEntries(context);
		this.runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0));
		this.executionId = context.getExecutionId();
	}

	/** IDs of all work that this run has started or taken up, in words for a message; empty if there is none. */
	get started(): string {
		return [...this.ids].join(', ');
	}

	/** How often this run was asked for what it had already asked for. */
	get shared(): number {
		return this.repeats;
	}

	/**
	 * Starts the work, or takes up what was started before.
	 *
	 * @returns the ID of the job or render
	 * @throws SwiftiaError (outcomeUnknown) where an earlier try of this execution may have started it
	 */
	async startOnce(work: PaidWork): Promise<string> {
		const key = [work.kind, this.runIndex, fingerprint(work.body)].join(':');
		const before = this.asked.get(key);
		if (before) this.repeats++;
		const asking = before ?? this.takeUpOrStart(key, work);
		this.asked.set(key, asking);
		return await asking;
	}

	private async takeUpOrStart(key: string, work: PaidWork): Promise<string> {
		const id = (await this.takeUp(key, work)) ?? (await this.start(key, work));
		this.ids.add(`${work.kind} ${id}`);
		return id;
	}

	private async takeUp(key: string, work: PaidWork): Promise<string | undefined> {
		const entry = this.entries[key];
		if (!entry) return undefined;
		const isOfThisExecution = entry.executionId === this.executionId;
		if (entry.id === undefined) {
			if (!isOfThisExecution) return undefined;
			throw outcomeUnknown('an earlier try of this execution got no answer', {
				doing: `start the ${work.kind}`,
			});
		}
		return !isOfThisExecution && (await work.hasFailed(entry.id)) ? undefined : entry.id;
	}

	private async start(key: string, { kind, purpose, start }: PaidWork): Promise<string> {
		const { executionId } = this;
		const { logger } = this.context;
		this.entries[key] = { executionId };
		const [outcome] = await Promise.allSettled([start()]);
		if (outcome.status === 'fulfilled') {
			this.entries[key] = { executionId, id: outcome.value };
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

function mayHaveStarted(error: unknown): boolean {
	return error instanceof SwiftiaError && error.kind === 'outcomeUnknown';
}

/** The entries in the node's context; those that version 0.1.0 of this package has left there among them. */
function openEntries(context: IExecuteFunctions): Record<string, Entry> {
	const kept = context.getContext('node');
	const stored = kept.swiftiaLedger as Stored | undefined;
	if (stored) return stored.entries;
	const entries = upgraded((kept.swiftiaStarted as Record<string, Entry> | undefined) ?? {});
	kept.swiftiaLedger = { version: 2, entries } satisfies Stored;
	return entries;
}

/** Version 0.1.0 had item and short in its keys as well: `kind:run:item:short:fingerprint`. */
function upgraded(old: Record<string, Entry>): Record<string, Entry> {
	const entries: Record<string, Entry> = {};
	for (const [key, entry] of Object.entries(old)) {
		const parts = key.split(':');
		const upgradedKey = [parts[0], parts[1], parts.at(-1)].join(':');
		if (entry.id !== undefined || !entries[upgradedKey]) entries[upgradedKey] = entry;
	}
	return entries;
}

function fingerprint(body: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}
