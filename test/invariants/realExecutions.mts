// The facts that a real n8n and the simulator tell.
import type { Execution, Item } from '../../realN8n/execution.mts';
import type { Simulator } from '../../simulator/index.mts';
import type { ExecutionFact, Facts, ItemFact, WaitFact, WorkFact } from './facts.mts';

/** A node that waits, in workflows that all look alike. */
interface WaitingNode {
	name: string;
	kind: 'job' | 'render';
}

/** How the executions of a test look. */
interface RealWorkflow {
	waits: WaitingNode[];
	/** What follows the last wait; the last wait itself where nothing does. */
	follows: string;
	/** Node whose items name the jobs, by `jobId`, in their order. */
	jobsOf: string;
}

/**
 * What is judged of executions that have ended, each with videos of its own. When nodes were begun and records ended a real n8n does not
 * tell, so the rules about times hold.
 *
 * @param log n8n's log
 */
export function factsOfReal(
	executions: Execution[],
	simulator: Simulator,
	log: string,
	workflow: RealWorkflow,
): Facts {
	const work = workOf(simulator, log);
	return {
		executions: executions.map((execution) => factOf(execution, work, log, workflow)),
		troubledBetween: () => 0,
		left: [],
	};
}

function factOf(
	execution: Execution,
	all: WorkFact[],
	log: string,
	{ waits, follows, jobsOf }: RealWorkflow,
): ExecutionFact {
	const jobIds = execution.items(jobsOf).map(({ json }) => String(json.jobId));
	const { id, status, failure: error } = execution;
	return {
		...{ id, status, error, log, isCalm: false, tries: 1 },
		followed: execution.runs(follows).length,
		waits: waits.map((wait): WaitFact => {
			const output = execution.items(wait.name).map(itemOf);
			return { ...wait, jobIds, output, most: Infinity, downloads: false, begins: [], endedAt: Infinity };
		}),
		data: JSON.stringify([
			error,
			...[jobsOf, ...waits.map(({ name }) => name)].map((name) => execution.items(name)),
		]),
		work: all.filter(({ id, jobId }) => jobIds.includes(jobId ?? id)),
	};
}

function itemOf({ json, pairedItem }: Item): ItemFact {
	const { item } = (pairedItem ?? {}) as { item?: number };
	return { json, from: item };
}

/** All jobs and renders of the simulator. What the package has started and got an answer for, it logs. */
function workOf(simulator: Simulator, log: string): WorkFact[] {
	const reads = new Map<string, number[]>();
	for (const { method, path, at } of simulator.journal) {
		const id = path.split('/').at(-1)!;
		if (method === 'GET') reads.set(id, [...(reads.get(id) ?? []), at]);
	}
	const firstOf = new Map(
		simulator.repeated().flatMap((calls) => calls.map(({ id }) => [id, calls[0]!.id] as const)),
	);
	const common = (kind: WorkFact['kind'], id: string, status: string) => ({
		...{
			kind,
			id,
			startedAt: 0,
			endsAt: 0,
			hasFailed: status === 'FAILED',
			mayBeRepeated: status === 'FAILED',
		},
		reads: reads.get(id) ?? [],
		paidFor: firstOf.get(id) ?? id,
		isAnswered: log.includes(id),
	});
	return [
		...simulator.jobs.map(({ id, status }) => common('job', id, status)),
		...simulator.renders.map(({ id, status, jobId, short }) => ({
			...common('render', id, status),
			...{ jobId, short },
		})),
	];
}
