import { createHash } from 'crypto';
import { type IContextObject, type IExecuteFunctions, type IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../api/json';
import { MayHaveHappened, mayHaveHappened } from './explain';

/** One paid piece of work. */
export interface PaidWork {
	kind: 'job' | 'render';
	itemIndex: number;
	/** What tells two pieces of one item apart, such as the short's id; empty if there is only one. */
	part: string;
	/** The request without what changes from one execution to the next. */
	body: JsonObject;
	/** Sends the request and returns the id of what was started. */
	start: () => Promise<string>;
	/** Whether what an earlier execution started has FAILED since, and so is no use now. */
	hasFailed: (id: string) => Promise<boolean>;
}

interface Entry extends IDataObject {
	/** Missing until an answer names it, and so where the answer was lost. */
	id?: string;
	executionId: string;
}

/**
 * What this node has started and paid for. It lives in the node's context, which survives Retry On Fail and a retry from the
 * executions list; so work that was started once is taken up again instead of paid again. An edited request is new work.
 */
export class RunLedger {
	private readonly entries: Record<string, Entry>;
	private readonly runIndex: number;
	private readonly ids: string[] = [];

	constructor(private readonly context: IExecuteFunctions) {
		const kept: IContextObject = context.getContext('node');
		kept.swiftiaStarted ??= {};
		this.entries = kept.swiftiaStarted;
		this.runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0));
	}

	/** Ids of all work that this run has started or taken up, in words for a message; empty if there is none. */
	get started(): string {
		return this.ids.join(', ');
	}

	/**
	 * Starts the work, or takes up what was started before.
	 *
	 * @returns the id of the job or render
	 * @throws MayHaveHappened where an earlier try of this execution may have started it
	 */
	async startOnce(work: PaidWork): Promise<string> {
		const key = [work.kind, this.runIndex, work.itemIndex, work.part, fingerprint(work.body)].join(':');
		const executionId = this.context.getExecutionId();
		const entry = this.entries[key];
		const id = (entry && (await this.takeUp(entry, work))) ?? (await this.start(key, executionId, work));
		this.ids.push(`${work.kind} ${id}`);
		return id;
	}

	private async takeUp({ id, executionId }: Entry, work: PaidWork): Promise<string | undefined> {
		const sameExecution = executionId === this.context.getExecutionId();
		if (id === undefined) {
			if (!sameExecution) return undefined;
			throw mayHaveHappened(this.context.getNode(), 'an earlier try of this execution got no answer', {
				doing: `start the ${work.kind}`,
			});
		}
		if (!sameExecution && (await work.hasFailed(id))) return undefined;
		return id;
	}

	private async start(key: string, executionId: string, work: PaidWork): Promise<string> {
		this.entries[key] = { executionId };
		const [outcome] = await Promise.allSettled([work.start()]);
		if (outcome.status === 'rejected') {
			if (!(outcome.reason instanceof MayHaveHappened)) delete this.entries[key];
			throw outcome.reason;
		}
		this.entries[key] = { executionId, id: outcome.value };
		this.context.logger.info(
			`Swiftia started ${work.kind} ${outcome.value} for item ${work.itemIndex} of execution ${executionId}`,
		);
		return outcome.value;
	}
}

function fingerprint(body: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}
