// Time runs faster in the process of an engine test, for the package, the engine and the simulator alike: what waits fifteen seconds
// waits a fraction of one. Sockets keep real time. Import it before anything that looks at a clock.

/** Seconds of the test's time in one real second. */
export const SPEED = (globalThis as { testSpeed?: number }).testSpeed ?? 20;

/** Milliseconds of the test's time. */
const LONG = 1_000;
/** Real milliseconds between two looks at whether this process stands still, and how late one may be. */
const BEAT = { every: 20, late: 40 };

/** The clocks and timers of one realm; what has taken hold of them keeps them from one test file to the next. */
interface Clocks {
	Date: DateConstructor;
	setTimeout: typeof setTimeout;
	now: () => number;
	timeout: (milliseconds: number) => AbortSignal;
}

const KEPT = Symbol.for('swiftia.fastTime');
const realm = globalThis as unknown as Record<symbol, Clocks | undefined>;

// Not that of `performance`, which all realms share, so that it may run fast already.
const realNow = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * Milliseconds of the test's time. While this process stands still because others took the processor, it does not go on. It stops
 * at once, instead of running on and being held back afterwards.
 */
function fastTicks(): () => number {
	const startedAt = realNow();
	let stoodStill = 0;
	let lastBeat = startedAt;
	setInterval(() => {
		const now = realNow();
		const late = now - lastBeat - BEAT.every;
		if (late > BEAT.late) stoodStill += late;
		lastBeat = now;
	}, BEAT.every).unref();
	return () => startedAt + (Math.min(realNow(), lastBeat + BEAT.every) - startedAt - stoodStill) * SPEED;
}

function fastClocks(): Clocks {
	const realDate = globalThis.Date;
	const realSetTimeout = globalThis.setTimeout;
	const ticks = fastTicks();
	const offset = realDate.now() - ticks();
	const epoch = () => Math.floor(offset + ticks());

	class FastDate extends realDate {
		constructor(...given: unknown[]) {
			super(...((given.length === 0 ? [epoch()] : given) as []));
		}

		static override now(): number {
			return epoch();
		}
	}

	// A long timer, such as that of a watchdog beside a parked execution, shall not keep a test run alive.
	const fastTimeout = (act: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) => {
		const timer = realSetTimeout(act, milliseconds / SPEED, ...given);
		return milliseconds > LONG ? timer.unref() : timer;
	};

	return {
		Date: FastDate as DateConstructor,
		setTimeout: fastTimeout as typeof setTimeout,
		now: ticks,
		timeout(milliseconds) {
			const controller = new AbortController();
			const end = ticks() + milliseconds;
			const look = () => {
				const left = end - ticks();
				if (left <= 0) controller.abort(new DOMException('The time is over', 'TimeoutError'));
				else realSetTimeout(look, Math.ceil(left / SPEED)).unref();
			};
			realSetTimeout(look, milliseconds / SPEED).unref();
			return controller.signal;
		},
	};
}

const clocks = (realm[KEPT] ??= fastClocks());
globalThis.Date = clocks.Date;
globalThis.setTimeout = clocks.setTimeout;
performance.now = clocks.now;
AbortSignal.timeout = clocks.timeout;
