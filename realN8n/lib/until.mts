import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until there is an answer; undefined if there is none within the time. */
export async function until<T>(
	look: () => Promise<T | undefined> | T | undefined,
	{ withinMs, everyMs }: { withinMs: number; everyMs: number },
): Promise<T | undefined> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await look();
		if (answer !== undefined || Date.now() > deadline) return answer;
		await sleep(everyMs);
	}
}
