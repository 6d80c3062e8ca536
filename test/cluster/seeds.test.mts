/** @jest-environment ./test/oneRealm.mjs */
// Single seeds: CLUSTER_SEED shows the trace of one, and those that once found something are run again.
import { KEPT_SEEDS } from './keptSeeds.mts';
import { type Verdict, runSchedule } from './run.mts';
import { expectNone } from './schedules.mts';

const { CLUSTER_SEED } = process.env;

test('the same seed gives the same trace', async () => {
	const [once, again] = [await runSchedule(7), await runSchedule(7)];
	expect(again.trace).toBe(once.trace);
});

test('nothing is broken under schedules that once showed a fault', async () => {
	const verdicts: Verdict[] = [];
	for (const { seed } of KEPT_SEEDS) verdicts.push(await runSchedule(seed));
	expectNone(verdicts);
});

if (CLUSTER_SEED !== undefined)
	test('one seed', async () => {
		const verdict = await runSchedule(Number(CLUSTER_SEED));
		process.stdout.write(`${verdict.trace}\n`);
		expectNone([{ ...verdict, trace: '' }]);
	});
