/** @jest-environment ./test/oneRealm.mjs */
import { type Verdict, runSchedule } from './run.mts';
import { expectNone } from './schedules.mts';

/** Schedules that are run so. */
const SCHEDULES = 200;

test('nothing depends on the calls of an n8n to itself', async () => {
	const verdicts: Verdict[] = [];
	for (let seed = 1; seed <= SCHEDULES; seed++)
		verdicts.push(await runSchedule(seed, { hasNoOwnCalls: true }));
	expectNone(verdicts);
});
