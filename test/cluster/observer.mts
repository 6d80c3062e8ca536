import { getEventListeners } from 'node:events';
import type { INodeExecutionData } from 'n8n-workflow';
import type { SimulatedTime } from './clock.mts';
import type { RowStatus } from './database.mts';
import type { HostAnswer } from './network.mts';
import type { Trace } from './trace.mts';

/** One execution of a Swiftia node, from its first begin to its last end. Times are epoch milliseconds. */
interface NodeRuns {
	begins: number[];
	ends: number[];
}

/** What reached the node behind the waits. */
interface Collected {
	at: number;
	items: INodeExecutionData[];
}

/** What was seen of one execution. */
export interface Seen {
	nodes: Map<string, NodeRuns>;
	collected: Collected[];
	/** Processes that ran it, each time. */
	runs: string[];
	log: string[];
	/** Calls into its resume webhook that reached the node. */
	calls: number;
	/** When it was stored as parked. */
	parkedAt: number[];
	endedAt?: number;
	/** What n8n itself made of it that no node can help, such as a killed process. */
	lostBy?: string;
}

/** Sees what happens, and keeps it for who judges. */
export class Observer {
	readonly executions = new Map<string, Seen>();
	/** IDs of paid work of which the answer reached a process that lived. */
	readonly answeredIds = new Set<string>();
	/** Signals by which n8n ends what an execution does. */
	private readonly signals = new Map<AbortSignal, { of: string; isAlive: () => boolean }>();

	constructor(
		private readonly time: SimulatedTime,
		private readonly trace: Trace,
	) {}

	/** What was seen of an execution. */
	of(executionId: string): Seen {
		const known = this.executions.get(executionId);
		if (known) return known;
		const seen: Seen = { nodes: new Map(), collected: [], runs: [], log: [], calls: 0, parkedAt: [] };
		this.executions.set(executionId, seen);
		return seen;
	}

	/** n8n begins to run an execution. */
	runBegins(executionId: string, process: string): void {
		this.of(executionId).runs.push(process);
		this.trace.add(process, `runs execution ${executionId}`);
	}

	/** A Swiftia node begins; gives what is to be called when it has ended. */
	nodeBegins(executionId: string, name: string, process: string): () => void {
		const { nodes } = this.of(executionId);
		const runs = nodes.get(name) ?? { begins: [], ends: [] };
		nodes.set(name, runs);
		runs.begins.push(this.time.now);
		this.trace.add(process, `${executionId}: ${name} begins`);
		return () => {
			runs.ends.push(this.time.now);
			this.trace.add(process, `${executionId}: ${name} gives its output or parks`);
		};
	}

	/** What follows the waits was reached. */
	collected(executionId: string, items: INodeExecutionData[]): void {
		this.of(executionId).collected.push({ at: this.time.now, items: structuredClone(items) });
		this.trace.add('collect', `${executionId}: ${items.map(({ json }) => JSON.stringify(json)).join(' ')}`);
	}

	/** A call reached the node's webhook(). */
	called(executionId: string, process: string): void {
		this.of(executionId).calls++;
		this.trace.add(process, `${executionId}: webhook() is called`);
	}

	/** n8n has stored what came of a run. */
	stored(executionId: string, status: RowStatus, waitTill: number | null, error = ''): void {
		const seen = this.of(executionId);
		if (status === 'waiting') seen.parkedAt.push(this.time.now);
		else seen.endedAt = this.time.now;
		const until = waitTill === null ? '' : ` for ${((waitTill - this.time.now) / 1000).toFixed(1)} s`;
		this.trace.add('database', `${executionId} is ${status}${until} ${error}`.trimEnd());
	}

	/** The database was not there to store what came of a run. */
	storingFailed(executionId: string): void {
		this.lost(executionId, 'n8n could not store what came of a run');
	}

	/** From here on n8n itself has spoilt an execution. */
	lost(executionId: string, why: string): void {
		const seen = this.of(executionId);
		seen.lostBy ??= why;
		this.trace.add('n8n', `${executionId} is lost: ${why}`);
	}

	/** A node wrote to n8n's log. */
	logged(executionId: string, process: string, line: string): void {
		this.of(executionId).log.push(line);
		this.trace.add(process, `${executionId}: ${line}`);
	}

	/** An answer reached a process. */
	answered({ status, body }: HostAnswer): void {
		if (status !== 200 || typeof body !== 'object' || body === null) return;
		const { id, renderId } = body as { id?: string; renderId?: string };
		for (const one of [id, renderId]) if (one !== undefined) this.answeredIds.add(one);
	}

	/** An execution's node was given this signal. */
	given(executionId: string, signal: AbortSignal | undefined, isAlive: () => boolean): void {
		if (signal) this.signals.set(signal, { of: `execution ${executionId}`, isAlive });
	}

	/** What is still listened for, in words. */
	get listeners(): string[] {
		return [...this.signals]
			.filter(([signal, { isAlive }]) => isAlive() && getEventListeners(signal, 'abort').length > 0)
			.map(([, { of }]) => of);
	}
}
