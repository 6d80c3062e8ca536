import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { type Subject, SwiftiaError, aboutSubject } from '../../api/swiftiaError';
import { isTool } from '../../n8n/tool';
import type { SwiftiaClient } from '../../transport/client';
import { pause } from '../../time/pause';
import { parkToExecuteAgain } from '../../n8n/reexecution';
import { resumeWebhookUrl } from '../../n8n/resumeWebhook';
import { cancelWake } from '../../wait/ownWakes';
import { type ItemRenders, WaitMemory } from '../../wait/waitMemory';
import { Parameters } from '../parameters/parameters';
import { ItemClients } from './itemClients';
import { itemError, nodeError } from './itemError';
import { RunLedger, runIndexOf } from './ledger';
import { noteWake } from './startedWork';
import { mapLimited } from '../../time/limitConcurrency';

/** Tasks that are worked on at the same time; the pace of the API key decides how many of their requests go out. */
export const AT_ONCE = 5;

/** Items whose parameters are read without a break. */
const IN_ONE_GO = 100;

/** Messages of other items that one error quotes. */
const MOST_QUOTED = 20;

/** Something to do for one item. */
export interface Task {
	itemIndex: number;
	/** With the item's own credential. */
	client: SwiftiaClient;
	/** What it is about, for messages that would not name it. */
	subject?: Subject;
}

/** A task whose step succeeded, with what the step gave. */
export interface Done<T extends Task, R> {
	task: T;
	result: R;
}

/** How the execution is to park. */
interface Park {
	/** When n8n goes on with it by itself. */
	until: Date;
	/** Done once it is parked. */
	arrange: () => void;
}

/** One execution of the node over all its items: what each item gave, or why it did not. */
export class Run {
	readonly ledger: RunLedger;
	/** By item: the renders that were asked for. */
	readonly renders = new Map<number, ItemRenders>();
	/** What was known when the execution was parked in this run. */
	readonly memory: WaitMemory;
	readonly itemCount: number;
	private readonly outputs: INodeExecutionData[][];
	private readonly errors: Array<Array<ReturnType<typeof itemError>>>;
	private readonly hints: string[] = [];
	private hasError = false;
	private park: Park | undefined;

	private constructor(
		readonly context: IExecuteFunctions,
		/** The second argument of execute(). */
		readonly response: unknown,
		readonly clients: ItemClients,
	) {
		this.memory = new WaitMemory(context, runIndexOf(context));
		if (this.memory.hasParked) {
			noteWake(context);
			cancelWake(resumeWebhookUrl(context));
		}
		this.ledger = new RunLedger(context, this.memory);
		this.itemCount = context.getInputData().length;
		this.outputs = Array.from({ length: this.itemCount }, () => []);
		this.errors = Array.from({ length: this.itemCount }, () => []);
	}

	/**
	 * A run over the items of this execution of the node.
	 *
	 * @param response the second argument of execute()
	 */
	static async open(context: IExecuteFunctions, response: unknown): Promise<Run> {
		return new Run(context, response, await ItemClients.open(context));
	}

	/**
	 * Reads and checks the parameters and the credential of every item before anything is sent.
	 *
	 * @throws one error that names all items with bad input, unless the node continues on error
	 */
	async prepare<T>(read: (parameters: Parameters) => T): Promise<Array<T & Task>> {
		const tasks: Array<T & Task> = [];
		for (let itemIndex = 0; itemIndex < this.itemCount; itemIndex++) {
			// Thousands of items take n8n seconds, in which others have their turn.
			if (itemIndex % IN_ONE_GO === IN_ONE_GO - 1) await pause(0);
			try {
				const client = this.clients.of(itemIndex);
				tasks.push({ ...read(new Parameters(this.context, itemIndex)), itemIndex, client });
			} catch (error) {
				this.addError(itemIndex, withStarted(error, this.memory.startedFor(itemIndex)));
			}
		}
		this.throwIfStopping();
		return tasks;
	}

	/** The parameters of the first item, for what concerns all items together. */
	get firstItem(): Parameters {
		return new Parameters(this.context, 0);
	}

	/**
	 * Does one step for all tasks, several at once. Where it throws, that is the item's error and the others go on.
	 *
	 * @param mayBegin asked before each step
	 * @returns the tasks whose step succeeded, in their order, with what it gave
	 */
	async each<T extends Task, R>(
		tasks: T[],
		step: (task: T) => Promise<R>,
		mayBegin: () => boolean = () => true,
	): Promise<Array<Done<T, R>>> {
		const attempts = await mapLimited(tasks, AT_ONCE, async (task): Promise<Array<Done<T, R>>> => {
			if (!mayBegin()) return [];
			try {
				return [{ task, result: await step(task) }];
			} catch (error) {
				this.addError(task.itemIndex, isOfAll(error) ? error : aboutSubject(error, task.subject));
				return [];
			}
		});
		return attempts.flat();
	}

	/** The same for steps of one task, whose errors are given instead of noted. */
	async settle<T extends Task, R>(
		tasks: T[],
		step: (task: T) => Promise<R>,
	): Promise<{ results: R[]; errors: unknown[] }> {
		const errors: unknown[] = [];
		const results = await mapLimited(tasks, AT_ONCE, async (task) => {
			const [attempt] = await Promise.allSettled([step(task)]);
			if (attempt.status === 'fulfilled') return [attempt.value];
			errors.push(isOfAll(attempt.reason) ? attempt.reason : aboutSubject(attempt.reason, task.subject));
			return [];
		});
		return { results: results.flat(), errors };
	}

	/** Whether no item has an error that stops the workflow: what costs money is not begun after one. */
	readonly isGoingOn = (): boolean => !this.hasError || this.context.continueOnFail();

	/** Adds an output item that comes from this input item. */
	addOutput(itemIndex: number, json: object, binary?: IBinaryKeyData): void {
		this.outputs[itemIndex]!.push({
			json: json as IDataObject,
			...(binary && { binary }),
			pairedItem: { item: itemIndex },
		});
	}

	/** Notes why an item, or a part of it, gave nothing. */
	addError(itemIndex: number, error: unknown): void {
		const shown = error instanceof SwiftiaError ? error.reworded(this.clients.redact) : error;
		this.errors[itemIndex]!.push(itemError(this.context.getNode(), shown, itemIndex));
		this.hasError = true;
	}

	/** Throws the first error, with what the others say, unless the node continues on error. */
	throwIfStopping(): void {
		if (this.isGoingOn()) return;
		const [first, ...others] = this.errors.flat();
		if (!first) return;
		addNote(first, othersInWords(others.map(({ message }) => message)));
		throw first;
	}

	/** The error that ends the run, with what its execution has started and paid for. */
	failure(error: unknown): ReturnType<typeof nodeError> {
		const ofNode = nodeError(this.context.getNode(), error);
		const { started, startedInVain } = this.ledger;
		const unnamed = startedInVain.filter((name) => !ofNode.message.includes(name.split(' ')[1]!));
		addNote(ofNode, inWords('Already started (a retry does not repeat this)', started));
		addNote(ofNode, inWords('Failed', unnamed));
		this.close();
		return ofNode;
	}

	/** Tells the user, in the output panel, of a choice that was made for them or of what came of it. */
	hint(message: string | undefined): void {
		if (message !== undefined) this.hints.push(message);
	}

	/** From here on what the run gives is shown while the execution is parked, and the node is executed again. */
	willPark(park: Park): void {
		this.park = park;
	}

	/** The node's output: per input item what it gave, then its errors. Where the execution parks, what is known without the errors. */
	async finish(): Promise<INodeExecutionData[]> {
		if (this.park) return await this.parkNow(this.park);
		if (this.ledger.shared > 0) this.hint(sharedHint(this.ledger.shared));
		this.hints.forEach((message) =>
			this.context.addExecutionHints?.({ message: `Swiftia: ${message}.`, location: 'outputPane' }),
		);
		this.throwIfStopping();
		this.close();
		return this.outputs.flatMap((items, item) => [
			...items,
			...this.errors[item]!.map(({ message }) => errorItem(this.context, item, message)),
		]);
	}

	private async parkNow({ until, arrange }: Park): Promise<INodeExecutionData[]> {
		await parkToExecuteAgain(this.context, until);
		this.ledger.close(true);
		arrange();
		// An error among the items, which may be one of Swiftia's own body, would make n8n try the parked node again.
		return this.outputs.flat().filter(({ json }) => !('error' in json));
	}

	private close(): void {
		const mayBeTriedAgain = this.hasError && this.context.getNode().retryOnFail && !isTool(this.context);
		if (mayBeTriedAgain) this.memory.keepForRetry();
		else this.memory.forget();
		this.ledger.close(false);
	}
}

function inWords(what: string, names: string[]): string {
	return names.length === 0 ? '' : `${what}: ${names.join(', ')}.`;
}

function addNote(error: ReturnType<typeof nodeError>, note: string): void {
	error.description = [error.description, note].filter(Boolean).join(' ');
}

/** An error of an item, with what was started for it. */
function withStarted(error: unknown, started: string[]): unknown {
	if (started.length === 0) return error;
	const { kind, message, hint } =
		error instanceof SwiftiaError
			? error
			: { kind: 'unusable' as const, message: String((error as Error).message), hint: '' };
	return new SwiftiaError(kind, `${message} (started before: ${started.join(', ')})`, hint);
}

/** A key that is refused is refused for every task; what was paid for before is named by who waits for it. */
function isOfAll(error: unknown): boolean {
	return error instanceof SwiftiaError && error.kind === 'keyRefused';
}

function othersInWords(messages: string[]): string {
	if (messages.length === 0) return '';
	const more = messages.length > MOST_QUOTED ? '; …' : '.';
	return `${messages.length} more: ${messages.slice(0, MOST_QUOTED).join('; ')}${more}`;
}

function errorItem(context: IExecuteFunctions, item: number, message: string): INodeExecutionData {
	// An agent's model gets the error alone. With a paired item n8n would add the input: such as the headers of the call that came in.
	if (isTool(context)) return { json: { error: message } };
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const input = context.getInputData()[item]!.json;
	// For the error output n8n adds the item's fields itself, and finds the item by its having no others.
	return { json: { ...(hasErrorOutput ? {} : input), error: message }, pairedItem: { item } };
}

function sharedHint(repeats: number): string {
	const times = repeats === 1 ? 'One request was' : `${repeats} requests were`;
	return `${times} the same as another in this execution, so nothing is paid for twice`;
}
