// What has to hold of every wait, whatever goes wrong: for the simulated cluster and for every other test that knows the facts.
import { filesAreTakenOnce, readsAreApart, readsAreBounded, wakesAreBounded } from './bounds.mts';
import type { Broken, ExecutionFact, Facts } from './facts.mts';
import { ends, errorsHaveCauses, itemsAreRight, runsOnce } from './once.mts';
import { paidIsNamed, paidOnce } from './paid.mts';
import { isInTime } from './time.mts';

const RULES: Array<(execution: ExecutionFact, facts: Facts) => Broken[]> = [
	runsOnce,
	ends,
	itemsAreRight,
	errorsHaveCauses,
	paidOnce,
	paidIsNamed,
	isInTime,
	readsAreBounded,
	readsAreApart,
	filesAreTakenOnce,
	wakesAreBounded,
];

/** Every rule that does not hold, in words. */
export function brokenRules(facts: Facts): string[] {
	const broken = facts.executions.flatMap((execution) =>
		RULES.flatMap((rule) => rule(execution, facts)).map(
			({ rule, why }) => `execution ${execution.id}: ${rule} (${why})`,
		),
	);
	return [...broken, ...facts.left.map((what) => `nothing is left when all is over (${what})`)];
}
