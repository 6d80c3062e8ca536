import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { CallsAgain } from './callsAgain';

/** Job IDs that a trigger remembers. */
const KEPT = 500;

interface Memory {
	/** Jobs that calls are reading at the moment, with the further calls for them. */
	reading: Map<string, CallsAgain>;
	/** Jobs that the workflow was started for, newest last. */
	started: Set<string>;
}

/** By workflow and node: two calls at once do not see each other's static data. */
const memories = new Map<string, Memory>();

/** What tells a trigger from all others of this n8n. */
export function triggerKey(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}

/** The jobs that a trigger has started its workflow for; kept in the workflow's static data, so a restart of n8n does not lose them. */
export class StartedJobs {
	private readonly memory: Memory;
	private readonly stored: IDataObject;

	constructor(context: IWebhookFunctions) {
		this.stored = context.getWorkflowStaticData('node');
		const key = triggerKey(context);
		this.memory = memories.get(key) ?? { reading: new Map(), started: new Set() };
		memories.set(key, this.memory);
		const before = (this.stored.startedJobs as string[] | undefined) ?? [];
		this.memory.started = new Set([...before, ...this.memory.started]);
	}

	/**
	 * Takes a job for this call, and gives the further calls for it. Undefined if the workflow was started for it, or another call is
	 * reading it, which is told.
	 */
	claim(jobId: string): CallsAgain | undefined {
		const { reading, started } = this.memory;
		reading.get(jobId)?.note();
		if (reading.has(jobId) || started.has(jobId)) return undefined;
		const callsAgain = new CallsAgain();
		reading.set(jobId, callsAgain);
		return callsAgain;
	}

	/** Ends a claim. A job that the workflow was started for is remembered; for any other a later call may start it. */
	settle(jobId: string, hasStarted: boolean): void {
		this.memory.reading.delete(jobId);
		if (!hasStarted) return;
		const started = [...this.memory.started, jobId].slice(-KEPT);
		this.memory.started = new Set(started);
		Object.assign(this.stored, { version: 1, startedJobs: started });
	}
}
