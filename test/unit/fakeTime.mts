// Import it before anything that is tested: all that is used of n8n-workflow here are these, and loading the whole takes seconds.
jest.mock('n8n-workflow', () => ({
	sleep: async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds)),
	LoggerProxy: { warn: () => {} },
}));

/** Time of day when a test with fake time begins. */
export const START = 1_800_000_000_000;

/** Gives each test of a file a time of its own that moves only when it is told to, time limits of signals included. */
export function useFakeTime(): void {
	beforeEach(() => {
		jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
			const controller = new AbortController();
			setTimeout(() => controller.abort(new DOMException('The time is over', 'TimeoutError')), milliseconds);
			return controller.signal;
		});
	});
	afterEach(() => {
		jest.restoreAllMocks();
		jest.useRealTimers();
	});
}

/** Moves time on, and lets happen what follows from it. */
export async function pass(milliseconds = 0): Promise<void> {
	await jest.advanceTimersByTimeAsync(milliseconds);
}
