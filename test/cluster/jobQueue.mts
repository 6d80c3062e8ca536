import type { SimulatedTime } from './clock.mts';
import type { Database } from './database.mts';
import type { Span } from './faults.mts';
import type { N8nProcess } from './n8nProcess.mts';
import type { Observer } from './observer.mts';
import type { Trace } from './trace.mts';

/** Milliseconds after which the queue notices that a worker died with a job in its hands. n8n lets no such job run again. */
const STALLED_AFTER = 35_000;

interface Job {
	executionId: string;
	enqueuedAt: number;
	worker?: N8nProcess;
}

/** The queue between main, webhook processes and workers (Bull on Redis). */
export class JobQueue {
	/** When jobs waited for a worker that had room. */
	readonly delays: Span[] = [];
	private readonly jobs: Job[] = [];

	constructor(
		private readonly time: SimulatedTime,
		private readonly database: Database,
		private readonly observer: Observer,
		private readonly trace: Trace,
		private readonly workers: () => N8nProcess[],
		/** Jobs that one worker takes at a time. */
		private readonly slots: number,
	) {}

	/** Puts an execution to the end of the queue. */
	add(executionId: string, by: N8nProcess): void {
		this.trace.add(by.name, `enqueues execution ${executionId}`);
		this.jobs.push({ executionId, enqueuedAt: this.time.now });
		this.distribute();
	}

	/** Whether an execution is queued, or in the hands of a worker. */
	has(executionId: string): boolean {
		return this.jobs.some((job) => job.executionId === executionId);
	}

	/** Gives jobs to the workers that have room, the least busy first. */
	distribute(): void {
		for (const job of this.jobs.filter(({ worker }) => !worker)) {
			const [worker] = this.workers()
				.filter(({ running }) => running.size < this.slots)
				.sort((a, b) => a.running.size - b.running.size);
			if (!worker) return;
			job.worker = worker;
			this.delays.push({ from: job.enqueuedAt, to: this.time.now });
			worker.running.add(job.executionId);
			void this.work(job, worker);
		}
	}

	/** A worker is dead: what it had in its hands ends with an error, and n8n stores it without its run data. */
	workerDied(worker: N8nProcess): void {
		for (const job of this.jobs.filter((one) => one.worker === worker)) {
			this.observer.lost(job.executionId, `${worker.name} died while it ran it`);
			this.time.after(STALLED_AFTER, () => {
				this.remove(job);
				this.database.markCrashed(job.executionId);
			});
		}
	}

	private async work(job: Job, worker: N8nProcess): Promise<void> {
		const { executionId } = job;
		try {
			const stored = await worker.ask(this.database.find(executionId));
			if (stored?.status === 'running') await worker.execute(executionId, stored.data);
		} catch (error) {
			this.observer.lost(executionId, `the worker could not load it: ${(error as Error).message}`);
			this.database.markCrashed(executionId);
		}
		worker.running.delete(executionId);
		this.remove(job);
		this.distribute();
	}

	private remove(job: Job): void {
		const at = this.jobs.indexOf(job);
		if (at >= 0) this.jobs.splice(at, 1);
	}
}
