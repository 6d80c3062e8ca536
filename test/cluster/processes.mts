import type { SimulatedTime } from './clock.mts';
import type { Database } from './database.mts';
import type { JobQueue } from './jobQueue.mts';
import { N8nProcess, type Roles, type Surroundings } from './n8nProcess.mts';
import type { Random } from './random.mts';
import { Runtime } from './runtime.mts';
import type { Topology } from './scenario.mts';
import { WaitTracker } from './waitTracker.mts';

/** The processes of each way to run n8n. */
const PROCESSES: Record<Topology, Record<string, Roles>> = {
	regular: { main: { tracks: true, listens: true, executes: true } },
	queue: {
		main: { tracks: true, listens: true, executes: false },
		'webhook-1': { tracks: false, listens: true, executes: false },
		'webhook-2': { tracks: false, listens: true, executes: false },
		'worker-1': { tracks: false, listens: false, executes: true },
		'worker-2': { tracks: false, listens: false, executes: true },
	},
};

/** Milliseconds that n8n gives its executions once it was asked to end. */
const GRACE = 30_000;
const GRACE_STEP = 500;

interface Place {
	roles: Roles;
	process: N8nProcess;
	tracker: WaitTracker | undefined;
	/** Whether it takes nothing new. */
	isLeaving: boolean;
}

/** What the processes need to know of the rest. */
export interface ProcessesOptions {
	topology: Topology;
	time: SimulatedTime;
	random: Random;
	around: Surroundings;
	/** Told whenever a process has come or gone. */
	onChange: () => void;
}

/** The n8n processes of a cluster: they end and are started again. */
export class Processes {
	/** Of the workers; none where n8n runs as one process. Set before anything starts. */
	queue: JobQueue | undefined;
	private isOver = false;
	private readonly places = new Map<string, Place>();

	constructor(private readonly options: ProcessesOptions) {}

	/** Starts all. */
	start(): void {
		for (const [name, roles] of Object.entries(PROCESSES[this.options.topology])) this.startOne(name, roles);
	}

	/** Those that live, and do not leave. */
	with(role: keyof Roles): N8nProcess[] {
		return [...this.places.values()]
			.filter(({ roles, process, isLeaving }) => roles[role] && process.runtime.isAlive && !isLeaving)
			.map(({ process }) => process);
	}

	/** Those that live. */
	get alive(): N8nProcess[] {
		return [...this.places.values()].map(({ process }) => process).filter(({ runtime }) => runtime.isAlive);
	}

	/** One of all places, by a share. */
	nameAt(share: number): string {
		const names = [...this.places.keys()];
		return names[Math.floor(share * names.length)]!;
	}

	/** The process at a place. */
	at(name: string): N8nProcess {
		return this.places.get(name)!.process;
	}

	/** Ends a process at once, and starts it again after so many milliseconds. */
	kill(name: string, away: number): void {
		const { roles, process, tracker } = this.places.get(name)!;
		if (!process.runtime.isAlive) return;
		const { around, onChange, time } = this.options;
		tracker?.end();
		process.kill();
		if (this.queue) this.queue.workerDied(process);
		else for (const id of process.running) around.observer.lost(id, `${name} died while it ran it`);
		onChange();
		time.after(away, () => this.startOne(name, roles, process));
	}

	/** Asks a process to end. It takes nothing new, and is given time for what it runs. */
	async stop(name: string, away: number): Promise<void> {
		const place = this.places.get(name)!;
		const { process, tracker } = place;
		if (place.isLeaving || !process.runtime.isAlive) return;
		place.isLeaving = true;
		tracker?.end();
		this.options.onChange();
		for (let left = GRACE; left > 0 && process.running.size > 0; left -= GRACE_STEP)
			await this.options.time.passes(GRACE_STEP);
		this.kill(name, away);
	}

	/** Ends what n8n itself does by the clock. */
	endTracking(): void {
		this.isOver = true;
		for (const { tracker } of this.places.values()) tracker?.end();
	}

	private startOne(name: string, roles: Roles, before?: N8nProcess): void {
		const { time, random, around, onChange } = this.options;
		const runtime = new Runtime(time, random.fork());
		if (before) runtime.ahead = before.runtime.ahead;
		const process = new N8nProcess(name, roles, runtime, around);
		const tracks = roles.tracks && !this.isOver && !around.injection.hasNoTimer;
		const tracker = tracks ? new WaitTracker(process, around.database, this.queue, around.trace) : undefined;
		this.places.set(name, { roles, process, tracker, isLeaving: false });
		if (before) this.recover(before, around.database);
		tracker?.start();
		this.queue?.distribute();
		onChange();
	}

	/** What n8n does with what its event log says is unfinished: where it runs by its status and nobody has it, it has crashed. */
	private recover({ unfinished, name, roles }: N8nProcess, database: Database): void {
		for (const id of unfinished) {
			// A worker takes what it once ran and is queued again for its own that has crashed (seen on 2.41.1).
			const isQueued = !roles.executes && this.queue?.has(id) === true;
			const isInHands = isQueued || this.alive.some(({ running }) => running.has(id));
			if (!isInHands && database.markCrashed(id))
				this.options.around.observer.lost(id, `${name} found it unfinished when it started`);
		}
	}
}
