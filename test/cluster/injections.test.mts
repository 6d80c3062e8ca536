/** @jest-environment ./test/oneRealm.mjs */
// Each fault of the kind that the cluster is there to find is put in on purpose, and has to be found.
import { INJECTIONS } from './injections.mts';
import { runSchedule } from './run.mts';

/** Schedules within which each has to be found. */
const WITHIN = 1_000;

test.each(Object.keys(INJECTIONS))('%s is found', async (name) => {
	for (let seed = 1; seed <= WITHIN; seed++) {
		const { broken } = await runSchedule(seed, INJECTIONS[name]);
		if (broken.length === 0) continue;
		process.stdout.write(`"${name}" is found by seed ${seed}: ${broken.join('; ')}\n`);
		return;
	}
	throw new Error(`${WITHIN} schedules did not find it`);
});
