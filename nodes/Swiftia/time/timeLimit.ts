/** Milliseconds of the longest timer of Node.js; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Does something with a signal that is given after so many milliseconds, or when another one is.
 *
 * @param milliseconds Infinity for no limit
 */
export async function withTimeLimit<T>(
	milliseconds: number,
	outer: AbortSignal | undefined,
	act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const limited = new AbortController();
	const sources = [outer, timeout(milliseconds)].filter((signal) => signal !== undefined);
	const abort = () => limited.abort();
	// Listeners of our own: Node.js 20 may collect a timeout that only AbortSignal.any() knows, and then it is never given.
	sources.forEach((signal) => signal.addEventListener('abort', abort, { once: true }));
	if (sources.some(({ aborted }) => aborted)) abort();
	try {
		return await act(limited.signal);
	} finally {
		sources.forEach((signal) => signal.removeEventListener('abort', abort));
	}
}

function timeout(milliseconds: number): AbortSignal | undefined {
	if (milliseconds === Infinity) return undefined;
	return AbortSignal.timeout(Math.min(Math.max(0, Math.ceil(milliseconds)), LONGEST_TIMER));
}
