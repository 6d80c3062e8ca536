import type { JsonValue } from '../api/json';
import { readJob } from '../api/job';
import { isFinal } from '../api/status';
import { pause } from '../transport/pause';
import { LOOKS_AGAIN } from './lookAgain';

/** Milliseconds from a look that found something open to the first that a new bell may cause. */
const BETWEEN_LOOKS = 5_000;
/** Milliseconds between two looks at jobs that did not ring, while others do. */
const BETWEEN_STROLLS = 30_000;
/** Open jobs that one look reads at most, however many rang: what is not believed may not cost much either. */
const MOST_OPEN = 2;

/** Who rings: a job that is waited for, somebody that names none of them, or the watcher of this park. */
export type Ringer = { jobId: string } | 'unknown' | 'watcher';

/** What one look reads from. */
export interface Looking {
	/** Ids of the jobs that the park waits for. */
	jobIds: string[];
	read: (jobId: string) => Promise<JsonValue>;
	/** Epoch milliseconds. */
	deadline: number;
}

/**
 * Looks after one park in this process: one look at a time, what has ended is remembered, and one bell at most gets the result.
 * Bells make it look; none of them is believed.
 */
export class Lookout {
	private readonly finals = new Map<string, JsonValue>();
	/** Jobs that rang and were not found ended yet. */
	private readonly rung = new Set<string>();
	private unknownRang = false;
	private bells = 0;
	private restsUntil = 0;
	private nextStroll = 0;
	private owesStroll = false;
	private looking = false;
	private taken = false;
	private wake = () => {};

	/**
	 * A bell rang: looks until all jobs have ended, or until there is no reason to look again.
	 *
	 * @returns the jobs' bodies in the order of `jobIds`, to one bell only; undefined to all others
	 */
	async answer(ringer: Ringer, looking: Looking): Promise<JsonValue[] | undefined> {
		if (typeof ringer === 'object' && this.finals.has(ringer.jobId)) return undefined;
		if (typeof ringer === 'object') this.rung.add(ringer.jobId);
		if (ringer === 'unknown') this.unknownRang = true;
		this.bells++;
		this.wake();
		if (this.looking || this.taken) return undefined;
		this.looking = true;
		try {
			await pause(this.restsUntil - Date.now());
			return await this.lookUntilDone(looking);
		} finally {
			this.looking = false;
		}
	}

	private async lookUntilDone(looking: Looking): Promise<JsonValue[] | undefined> {
		for (let step = 0; Date.now() < looking.deadline; ) {
			const bells = this.bells;
			if (await this.look(looking)) return this.take(looking);
			this.restsUntil = Date.now() + BETWEEN_LOOKS;
			if (this.bells === bells) {
				const again = this.somebodyInsists
					? LOOKS_AGAIN[step++]
					: this.owesStroll
						? this.nextStroll - Date.now()
						: undefined;
				if (again === undefined) break;
				await Promise.race([pause(again), new Promise<void>((resolve) => (this.wake = resolve))]);
			}
			if (this.bells > bells) {
				step = 1;
				await pause(this.restsUntil - Date.now());
			}
		}
		this.rung.clear();
		this.unknownRang = false;
		return undefined;
	}

	private get somebodyInsists(): boolean {
		return this.rung.size > 0 || this.unknownRang;
	}

	/** Reads the jobs that rang; if all of them have ended, the newest of the others, and on while those have ended. Returns whether all have. */
	private async look(looking: Looking): Promise<boolean> {
		let open = 0;
		for (const jobId of this.open(looking)) {
			if (open < MOST_OPEN && this.rung.has(jobId) && !(await this.hasEnded(jobId, looking))) open++;
		}
		if (open > 0) return false;
		this.owesStroll = !this.unknownRang && Date.now() < this.nextStroll && this.open(looking).length > 0;
		if (this.owesStroll) return false;
		for (const jobId of this.open(looking).reverse()) {
			if (await this.hasEnded(jobId, looking)) continue;
			this.nextStroll = Date.now() + BETWEEN_STROLLS;
			return false;
		}
		return true;
	}

	private open({ jobIds }: Looking): string[] {
		return jobIds.filter((jobId) => !this.finals.has(jobId));
	}

	/** Reads a job and remembers its end. One that cannot be read counts as open. */
	private async hasEnded(jobId: string, { read }: Looking): Promise<boolean> {
		const body = await read(jobId).catch(() => null);
		if (body === null || !isFinal(readJob(body, jobId).status)) return false;
		this.finals.set(jobId, body);
		this.rung.delete(jobId);
		return true;
	}

	private take({ jobIds, deadline }: Looking): JsonValue[] | undefined {
		if (Date.now() >= deadline) return undefined;
		this.taken = true;
		const bodies = jobIds.map((jobId) => this.finals.get(jobId) ?? null);
		this.finals.clear();
		return bodies;
	}
}
