import { parse, stringify } from 'flatted';
import type { IRunExecutionData } from 'n8n-workflow';
import type { Random } from './random.mts';
import type { SimulatedTime } from './clock.mts';

/** What n8n calls the state of an execution. */
export type RowStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed';

/** An execution as n8n's database keeps it. */
interface Row {
	id: string;
	status: RowStatus;
	/** Epoch milliseconds. */
	waitTill: number | null;
	stoppedAt: number | null;
	/** As text, so that nothing is shared between who wrote and who reads. */
	data: string;
}

/** An execution as it was read. */
export interface StoredExecution extends Omit<Row, 'data'> {
	data: IRunExecutionData;
}

/** What is written of an execution. */
export type RowUpdate = Partial<Omit<StoredExecution, 'id'>>;

/** What has to hold for a row to be written. */
export interface Condition {
	/** n8n's claim: one conditional UPDATE. */
	requireStatus?: RowStatus;
	requireNotCanceled?: boolean;
}

/** How the database is at a moment. */
export interface DatabaseState {
	isSlow: boolean;
	fails: boolean;
}

/** Milliseconds ahead that n8n looks for executions whose wait is over (`getWaitingExecutions`). */
const AHEAD = 70_000;
const USUAL = 4;
const SLOW = { usual: 3_000, longest: 19_000 };

/** One row per execution. Reads and writes take their time, may fail, and write nothing in part. */
export class Database {
	private readonly rows = new Map<string, Row>();
	/** Writes that were not done because the condition did not hold. */
	refusedClaims = 0;

	constructor(
		private readonly time: SimulatedTime,
		private readonly random: Random,
		private readonly stateNow: () => DatabaseState,
		/** What is done to an execution's data before it is stored. */
		private readonly beforeStored: (data: IRunExecutionData) => void,
	) {}

	/** Stores a new execution. */
	insert(id: string, data: IRunExecutionData): void {
		this.rows.set(id, { id, status: 'new', waitTill: null, stoppedAt: null, data: stringify(data) });
	}

	/** What is stored, without a query: for who judges. */
	look(id: string): StoredExecution {
		return read(this.rows.get(id)!);
	}

	/** The status that is stored, without a query. */
	statusOf(id: string): RowStatus {
		return this.rows.get(id)!.status;
	}

	async find(id: string): Promise<StoredExecution | undefined> {
		return await this.query(() => {
			const row = this.rows.get(id);
			return row && read(row);
		});
	}

	/**
	 * Writes an execution.
	 *
	 * @returns whether it was written: the condition may not hold
	 */
	async update(id: string, { data, ...update }: RowUpdate, condition: Condition = {}): Promise<boolean> {
		const text = data && this.serialized(data);
		return await this.query(() => {
			const row = this.rows.get(id);
			if (!row || !holds(row, condition)) {
				this.refusedClaims++;
				return false;
			}
			Object.assign(row, update, text !== undefined && { data: text });
			return true;
		});
	}

	/** Executions whose wait is over soon, those first that end first. */
	async waiting(now: number): Promise<Array<Pick<Row, 'id' | 'waitTill'>>> {
		return await this.query(() =>
			[...this.rows.values()]
				.filter(({ status, waitTill }) => status === 'waiting' && waitTill! <= now + AHEAD)
				.map(({ id, waitTill }) => ({ id, waitTill }))
				.sort((a, b) => a.waitTill! - b.waitTill!),
		);
	}

	/** Marks executions of a process that died as n8n does when it finds them: as crashed, where they still run. */
	markCrashed(id: string): boolean {
		const row = this.rows.get(id)!;
		if (row.status !== 'running') return false;
		Object.assign(row, { status: 'crashed', stoppedAt: this.time.now, waitTill: null });
		return true;
	}

	private serialized(data: IRunExecutionData): string {
		this.beforeStored(data);
		return stringify(data);
	}

	private async query<T>(act: () => T): Promise<T> {
		const { isSlow, fails } = this.stateNow();
		const { usual, longest } = isSlow ? SLOW : { usual: USUAL, longest: 100 };
		const takes = this.random.latency(usual, longest);
		const failsNow = fails && this.random.chance(0.5);
		await this.time.passes(takes / 2);
		const result = failsNow ? undefined : act();
		await this.time.passes(takes / 2);
		if (failsNow) throw new Error('timeout exceeded when trying to connect');
		return result as T;
	}
}

function read({ data, ...row }: Row): StoredExecution {
	return { ...row, data: parse(data) as IRunExecutionData };
}

function holds({ status }: Row, { requireStatus, requireNotCanceled }: Condition): boolean {
	if (requireStatus !== undefined && status !== requireStatus) return false;
	return !(requireNotCanceled && status === 'canceled');
}
