import type { Timer } from './clock.mts';
import type { Database } from './database.mts';
import type { JobQueue } from './jobQueue.mts';
import { AlreadyResumed, type N8nProcess } from './n8nProcess.mts';
import { resumeExecution } from './runner.mts';
import type { Trace } from './trace.mts';

/** Milliseconds between two looks for executions whose wait is over. */
const EVERY = 60_000;

/** n8n's wait-tracker: looks once a minute, arms exact timers, and does not disarm one when a call resumes the execution before it. */
export class WaitTracker {
	private readonly armed = new Map<string, Timer>();
	private next: Timer | undefined;
	private isEnded = false;

	constructor(
		private readonly process: N8nProcess,
		private readonly database: Database,
		private readonly queue: JobQueue | undefined,
		private readonly trace: Trace,
	) {}

	/** Looks at once, and from then on once a minute. */
	start(): void {
		void this.track();
		this.next = this.process.runtime.after(EVERY, () => this.start());
	}

	/** Arms nothing any more. */
	end(): void {
		this.isEnded = true;
		this.next?.cancel();
		for (const timer of this.armed.values()) timer.cancel();
	}

	private async track(): Promise<void> {
		const { process, armed } = this;
		const { runtime } = process;
		// n8n logs a query that failed, and looks again a minute later.
		const waiting = await process.ask(this.database.waiting(runtime.epoch)).catch(() => []);
		if (this.isEnded) return;
		for (const { id, waitTill } of waiting) {
			if (armed.has(id)) continue;
			const timer = runtime.after(waitTill! - runtime.epoch, () => void this.startExecution(id));
			armed.set(id, timer);
		}
	}

	private async startExecution(executionId: string): Promise<void> {
		const { process } = this;
		this.armed.delete(executionId);
		this.trace.add(process.name, `the timer of execution ${executionId} fires`);
		try {
			const stored = await process.ask(this.database.find(executionId));
			if (!stored || stored.status === 'success') return;
			await resumeExecution(process, this.queue, executionId, stored.data, 'waiting');
		} catch (error) {
			const why = error instanceof AlreadyResumed ? 'claimed already' : (error as Error).message;
			this.trace.add(process.name, `execution ${executionId} is not started: ${why}`);
		}
	}
}
