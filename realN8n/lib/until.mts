import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until there is an answer, and gives it; throws where there is none in time. Times are real ones, also where a
 * test's clock runs faster.
 *
 * @param what what is waited for, for the error
 * @param look gives undefined or false as long as it is not there
 * @param patience for how long, and the break between two looks; by default less than any test has, so that what is waited for
 * is said before Jest ends the test
 */
export async function until<T>(
	what: string | (() => string),
	look: () => Promise<T | undefined | false> | T | undefined | false,
	{ seconds = 60, everyMs = 20 }: { seconds?: number; everyMs?: number } = {},
): Promise<T> {
	const end = realSeconds() + seconds;
	for (;;) {
		const answer = await look();
		if (answer !== undefined && answer !== false) return answer;
		if (realSeconds() > end)
			throw new Error(`Not within ${seconds} s: ${typeof what === 'string' ? what : what()}`);
		await sleep(everyMs);
	}
}

// `Date` and `performance` run faster in the engine tests.
function realSeconds(): number {
	return Number(process.hrtime.bigint()) / 1e9;
}
