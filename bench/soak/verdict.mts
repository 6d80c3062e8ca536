import type { Execution } from '../../realN8n/execution.mts';
import type { Simulator } from '../../simulator/index.mts';
import type { BillableCall } from '../../simulator/ledger.mts';
import { brokenRules } from '../../test/invariants/index.mts';
import { factsOfReal } from '../../test/invariants/realExecutions.mts';
import type { MemorySample } from './memory.mts';
import { VIDEOS_EACH } from './soak.mts';

/** The nodes of an execution that are judged. */
const WORKFLOW = {
	waits: [
		{ name: 'Create', kind: 'job' as const },
		{ name: 'Render', kind: 'render' as const },
	],
	follows: 'Render',
	jobsOf: 'Create',
};

/** What a soak came to. */
export interface SoakResult {
	executions: Execution[];
	/** Seconds from the last start until all had ended. */
	tail: number;
	memory: MemorySample[];
	/** MiB per hour; undefined where it was too short to say. */
	slope: number | undefined;
	/** Of each sample: MiB of JavaScript heap that each process uses after a collection. */
	heaps: number[][];
	log: string;
}

/** The figures in lines, and whether the promises held; memory is told and not judged. */
export function verdict(
	{ executions, tail, memory, slope, heaps, log }: SoakResult,
	simulator: Simulator,
): { lines: string[]; good: boolean } {
	const outputs = executions.map((execution) => execution.items('Render'));
	const repeated = simulator.repeated();
	const paidTwice = repeated.length;
	const resumedTwice = executions.filter((execution) =>
		['Create', 'Render'].some((name) => execution.runs(name).length > 1),
	).length;
	const unfinished = executions.filter(({ status }) => status !== 'success');
	const wrongCount = outputs.filter((items) => items.length !== VIDEOS_EACH).length;
	const items = outputs.flat();
	const errors = items.filter(({ json }) => json.error !== undefined).length;
	const timedOut = items.filter(({ json }) => json.timedOut === true).length;
	const output = JSON.stringify(outputs);
	const untold = simulator.ledger.filter(({ id }) => !output.includes(id) && !log.includes(id));
	const lost = untold.filter(({ kind, request }) => !log.includes(wordsOf(kind, request)));
	const broken = brokenRules(factsOfReal(executions, simulator, log, WORKFLOW));
	return {
		lines: [
			`executions                      ${executions.length}, not ended well: ${unfinished.length}, wrong number of items: ${wrongCount}`,
			...unfinished.map((one) => `   ${one.status}: ${one.failure}`),
			`all had ended                   ${tail.toFixed(0)} s after the last was started`,
			`requests                        ${simulator.journal.length}`,
			`jobs and renders paid for       ${simulator.ledger.length}`,
			`paid twice                      ${paidTwice}`,
			...repeated.map(inWords),
			`nodes that ran twice            ${resumedTwice}`,
			`items with an error             ${errors} of ${items.length}`,
			`items whose limit passed        ${timedOut}`,
			`paid, in no output and no log   ${lost.length}`,
			`rules that do not hold          ${broken.length}`,
			...broken.map((rule) => `   ${rule}`),
			`memory, first and last sample   ${memory[0]?.mib.toFixed(0)} MiB, ${memory.at(-1)?.mib.toFixed(0)} MiB`,
			`memory, slope of second half    ${slope === undefined ? 'too short to say' : `${slope.toFixed(0)} MiB per hour`}`,
			'heap after collection, MiB, of each process',
			...heaps.map((sample) => `   ${sample.map((mib) => mib.toFixed(1).padStart(7)).join('')}`),
		],
		good: [
			paidTwice,
			resumedTwice,
			unfinished.length,
			wrongCount,
			timedOut,
			lost.length,
			broken.length,
		].every((count) => count === 0),
	};
}

/** What was asked for again, and what was started each time. */
function inWords(calls: BillableCall[]): string {
	const [{ kind, request, at }] = calls as [BillableCall];
	const ids = calls.map((call) => `${call.id} (${((call.at - at) / 1000).toFixed(1)} s)`);
	return `   ${kind} ${JSON.stringify(request)}: ${ids.join(', ')}`;
}

/** How the log names what was asked for and got no answer. */
function wordsOf(kind: 'job' | 'render', request: Record<string, unknown>): string {
	return kind === 'job'
		? `video ${String(request.youtubeVideoId)}`
		: `of job ${String(request.id ?? request.jobId)}`;
}
