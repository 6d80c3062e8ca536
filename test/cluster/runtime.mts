import type { SimulatedTime, Timer } from './clock.mts';
import type { ProcessGlobals } from './modules.mts';
import type { Random } from './random.mts';

/** Node.js takes no longer timers: such a one fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Maps and sets that modules made while they were loaded: what a process keeps as long as it lives. */
type Store = Map<unknown, unknown> | Set<unknown>;

/** The clocks, timers and chance of one n8n process. With the process they are gone. */
export class Runtime {
	isAlive = true;
	/** Milliseconds that the machine's clock is ahead. */
	ahead = 0;
	private readonly stores: Store[] = [];
	private readonly timers = new Set<Timer>();
	private readonly startedAt: number;
	private isLoading = true;

	constructor(
		private readonly time: SimulatedTime,
		private readonly random: Random,
	) {
		this.startedAt = time.now;
	}

	/** What the machine's clock shows, epoch milliseconds. */
	get epoch(): number {
		return this.time.now + this.ahead;
	}

	/** Does something later, unless the process has ended by then. */
	readonly after = (milliseconds: number, act: () => void): Timer => {
		const isTooLong = milliseconds > LONGEST_TIMER;
		const inner = this.time.after(isTooLong ? 1 : milliseconds, () => {
			this.timers.delete(timer);
			act();
		});
		const timer = {
			cancel: () => {
				this.timers.delete(timer);
				inner.cancel();
			},
		};
		this.timers.add(timer);
		return timer;
	};

	/** Never comes back where the process has ended meanwhile. */
	readonly sleep = async (milliseconds: number): Promise<void> =>
		await new Promise<void>((resolve) => this.after(milliseconds, resolve));

	/** Timers that are armed. */
	get armed(): number {
		return this.timers.size;
	}

	/** Keys in stores of the package that name an execution, a job or a render. */
	get kept(): string[] {
		const keys = this.stores.flatMap((store) => [...store.keys()].map(String));
		return keys.filter((key) => /token-|job-\d|render-\d/.test(key));
	}

	/** What was asked of the world outside comes back only to a process that lives. */
	async onlyAlive<T>(answer: Promise<T>): Promise<T> {
		return await new Promise<T>((resolve, reject) => {
			answer.then(
				(value) => this.isAlive && resolve(value),
				(error: unknown) => this.isAlive && reject(error as Error),
			);
		});
	}

	/** The process ends at once: nothing that it has begun goes on. */
	kill(): void {
		this.isAlive = false;
		for (const timer of this.timers) timer.cancel();
	}

	/** From here on maps and sets are those of single executions. */
	endLoading(): void {
		this.isLoading = false;
	}

	/** What the package finds as globals in this process. */
	get globals(): ProcessGlobals {
		const { time, startedAt, random } = this;
		return {
			Date: this.dateOfMachine(),
			performance: { now: () => time.now - startedAt + 1 },
			Math: Object.create(Math, { random: { value: random.share } }) as Math,
			AbortSignal: Object.create(AbortSignal, { timeout: { value: this.timeoutSignal } }) as object,
			setTimeout: this.timerFunction,
			clearTimeout: (timer: Timer | undefined) => timer?.cancel(),
			Map: this.recorded(Map),
			Set: this.recorded(Set),
		};
	}

	private readonly timerFunction = (act: () => void, milliseconds = 0) => {
		const timer = this.after(milliseconds, act);
		return Object.assign(timer, { unref: () => timer, ref: () => timer });
	};

	private readonly timeoutSignal = (milliseconds: number): AbortSignal => {
		const controller = new AbortController();
		// Of a signal that nobody heeds any more nothing is left, as in Node.js.
		this.time.after(milliseconds, () => {
			if (this.isAlive) controller.abort(new DOMException('The time is over', 'TimeoutError'));
		});
		return controller.signal;
	};

	private dateOfMachine(): DateConstructor {
		const epoch = () => this.epoch;
		return class extends Date {
			constructor(...given: unknown[]) {
				super(...((given.length === 0 ? [epoch()] : given) as [number]));
			}

			static override now(): number {
				return epoch();
			}
		} as DateConstructor;
	}

	private recorded<T extends MapConstructor | SetConstructor>(collection: T): T {
		const record = (made: Store) => {
			if (this.isLoading) this.stores.push(made);
		};
		return new Proxy(collection, {
			construct(target, given, newTarget) {
				const made = Reflect.construct(target, given, newTarget) as Store;
				record(made);
				return made;
			},
		});
	}
}
