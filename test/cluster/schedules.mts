import { type Verdict, runSchedule } from './run.mts';

/** Test files among which the schedules are divided, so that each has a processor. */
const SHARES = 2;
/** Failing seeds after which no more are run. */
const ENOUGH = 5;

/** Declares the tests of one share of all schedules: CLUSTER_SCHEDULES in number, from the seed CLUSTER_FIRST on. */
export function testShare(share: number): void {
	const { CLUSTER_SCHEDULES = '2000', CLUSTER_FIRST = '1' } = process.env;
	const first = Number(CLUSTER_FIRST);

	test(`nothing is broken under schedules ${share} of ${SHARES}`, async () => {
		const failed: Verdict[] = [];
		for (let seed = first; seed < first + Number(CLUSTER_SCHEDULES); seed++) {
			if (seed % SHARES !== share - 1) continue;
			const verdict = await runSchedule(seed);
			if (verdict.broken.length > 0) failed.push(verdict);
			if (failed.length === ENOUGH) break;
		}
		expectNone(failed);
	});
}

/** Fails where something is broken, and shows the trace of it as it is, without Jest's frame around each line. */
export function expectNone(verdicts: Verdict[]): void {
	const failed = verdicts.filter(({ broken }) => broken.length > 0);
	for (const { seed, trace, broken } of failed)
		process.stdout.write(`${trace}\nSeed ${seed}: ${broken.join('; ')}\n\n`);
	expect(failed.map(({ seed, broken }) => ({ seed, broken }))).toEqual([]);
}
