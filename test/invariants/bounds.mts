import type { Broken, ExecutionFact } from './facts.mts';

/** A record is looked at at most so often, and once more in so many milliseconds. */
const READS = { base: 15, every: 10_000 };
/** Looks at one record are a second apart, so no more than so many arrive within so many milliseconds. */
const CROWD = { most: 14, within: 10_000 };
/** The same for wakes of an execution that is parked. */
const WAKES = { base: 6, every: 10_000 };

/** Nothing is read too often, however often somebody calls. */
export function readsAreBounded({ work }: ExecutionFact): Broken[] {
	return work.flatMap(({ id, reads }) => {
		const most = mostIn(READS, reads[0], reads.at(-1));
		return reads.length > most
			? [{ rule: 'reads are bounded', why: `${id}: ${reads.length} instead of ${most}` }]
			: [];
	});
}

/** Looks at one record are apart, also when the time is nearly over. */
export function readsAreApart({ work }: ExecutionFact): Broken[] {
	return work
		.filter(({ reads }) =>
			reads.some((at, index) => (reads[index + CROWD.most] ?? Infinity) < at + CROWD.within),
		)
		.map(({ id }) => ({ rule: 'looks are a second apart', why: `${id}: over ${CROWD.most} in ten seconds` }));
}

/** Where nothing goes wrong, each try takes a file once, however often the execution parks. */
export function filesAreTakenOnce({ work, isCalm, tries }: ExecutionFact): Broken[] {
	return work
		.filter(({ fileReads = 0 }) => isCalm && fileReads > tries)
		.map(({ id, fileReads }) => ({ rule: 'a file is taken once', why: `${id}: ${fileReads} times` }));
}

/** No execution is woken too often. */
export function wakesAreBounded({ waits }: ExecutionFact): Broken[] {
	return waits.flatMap(({ name, begins }) => {
		const most = mostIn(WAKES, begins[0], begins.at(-1));
		return begins.length > most
			? [{ rule: 'wakes are bounded', why: `${name}: ${begins.length} instead of ${most}` }]
			: [];
	});
}

function mostIn({ base, every }: typeof READS, from = 0, to = 0): number {
	return base + Math.floor((to - from) / every);
}
