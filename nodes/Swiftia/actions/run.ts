import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SwiftiaClient } from '../transport/client';
import { RunLedger } from '../transport/ledger';
import { type ItemError, itemError } from './itemError';

/** Items that are worked on at the same time; the pace of the API key decides how many of their requests go out. */
const AT_ONCE = 5;

/** Work on one item. */
export interface ItemWork {
	itemIndex: number;
}

/** One execution of the node over all its items: what each item gave, or why it did not. */
export class Run {
	readonly ledger: RunLedger;
	readonly itemCount: number;
	private readonly outputs: INodeExecutionData[][];
	private readonly errors: ItemError[][];
	private parked = false;

	constructor(
		readonly context: IExecuteFunctions,
		readonly client: SwiftiaClient,
	) {
		this.ledger = new RunLedger(context);
		this.itemCount = context.getInputData().length;
		this.outputs = Array.from({ length: this.itemCount }, () => []);
		this.errors = Array.from({ length: this.itemCount }, () => []);
	}

	/**
	 * Reads and checks the parameters of every item before anything is sent.
	 *
	 * @throws ItemError for the first item with bad input, unless the node continues on error
	 */
	prepare<T>(read: (itemIndex: number) => T): Array<T & ItemWork> {
		const prepared: Array<T & ItemWork> = [];
		for (let itemIndex = 0; itemIndex < this.itemCount; itemIndex++) {
			try {
				prepared.push({ ...read(itemIndex), itemIndex });
			} catch (error) {
				this.fail(itemIndex, error);
				this.throwIfStopping();
			}
		}
		return prepared;
	}

	/**
	 * Does one step for all works, several at once. Where it throws, that is the item's error and the others go on.
	 *
	 * @param startingStops whether no further step is begun after an error that stops the workflow: right for steps that cost money
	 * @returns the works whose step succeeded, in their order
	 */
	async each<T extends ItemWork>(
		works: T[],
		step: (work: T) => Promise<void>,
		startingStops = false,
	): Promise<T[]> {
		const done = new Set<T>();
		const queue = works.values();
		const worker = async () => {
			for (const work of queue) {
				if (startingStops && this.isStopping) return;
				try {
					await step(work);
					done.add(work);
				} catch (error) {
					this.fail(work.itemIndex, error);
				}
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		return works.filter((work) => done.has(work));
	}

	/** Adds an output item that comes from this input item. */
	put(itemIndex: number, json: object, binary?: IBinaryKeyData): void {
		this.outputs[itemIndex]!.push({
			json: json as IDataObject,
			...(binary && { binary }),
			pairedItem: { item: itemIndex },
		});
	}

	/** Notes why an item, or a part of it, gave nothing. */
	fail(itemIndex: number, error: unknown): void {
		this.errors[itemIndex]!.push(itemError(this.context.getNode(), error, itemIndex));
	}

	/** The first error of an item, if it has one. */
	errorOf(itemIndex: number): ItemError | undefined {
		return this.errors[itemIndex]![0];
	}

	/** Throws the first error, unless the node continues on error. The message tells what was started and paid for before. */
	throwIfStopping(): void {
		const [first, ...others] = this.errors.flat();
		if (!first || this.context.continueOnFail()) return;
		const notes = [
			first.description,
			others.length > 0 ? `${others.length} more: ${others.map(({ message }) => message).join('; ')}.` : '',
			this.ledger.started ? `Already started, and not started again by a retry: ${this.ledger.started}.` : '',
		];
		first.description = notes.filter(Boolean).join(' ');
		throw first;
	}

	/** Tells the user of a choice that was made for them. */
	hint(message: string): void {
		this.context.addExecutionHints?.({ message, location: 'outputPane' });
	}

	/** From here on the items themselves are the state of the waiting execution. */
	markParked(): void {
		this.parked = true;
	}

	/** The node's output: per input item what it gave, then its errors. */
	finish(): INodeExecutionData[] {
		// A copy: where the error output is on, n8n empties the list that it gets, and the parked items would be gone.
		if (this.parked) return [...this.context.getInputData()];
		this.throwIfStopping();
		return this.outputs.flatMap((items, item) => [
			...items,
			...this.errors[item]!.map((error) => ({ json: { error: error.message }, error, pairedItem: { item } })),
		]);
	}

	private get isStopping(): boolean {
		return !this.context.continueOnFail() && this.errors.some((errors) => errors.length > 0);
	}
}
