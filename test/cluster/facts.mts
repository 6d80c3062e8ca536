import type { IRunExecutionData, ITaskData } from 'n8n-workflow';
import type { ExecutionFact, Facts, ItemFact, WaitFact, WorkFact } from '../invariants/facts.mts';
import type { Cluster } from './cluster.mts';
import { troubledTime } from './faults.mts';
import type { ExecutionPlan } from './scenario.mts';
import { type WorkRecord, bytesOf } from './swiftia.mts';
import { stageName } from './workflow.mts';

/** Milliseconds in which everything gets over a trouble. */
const RECOVERS = 90_000;
/** How often n8n tries a node with Retry On Fail. */
const TRIES = 3;

/** What a cluster that has come to rest is judged by. */
export function factsOf(cluster: Cluster): Facts {
	const { faults, executions } = cluster.scenario;
	const recovered = [...faults.troubles, ...cluster.absences].map(({ from, to }) => ({
		from,
		to: to + RECOVERS,
	}));
	const troubles = [...recovered, ...(cluster.processes.queue?.delays ?? [])];
	// A clock that was set is off for good: each time that is told to another process is.
	const off = faults.jumps.reduce((sum, { by }) => sum + 2 * Math.abs(by), 0);
	const slow = faults.tail + (faults.request > 0 ? RECOVERS : 0);
	return {
		executions: executions.map((plan) => executionOf(cluster, plan)),
		troubledBetween: (from, to) => troubledTime(troubles, { from, to }) + off + slow,
		left: leftIn(cluster),
	};
}

function executionOf(cluster: Cluster, plan: ExecutionPlan): ExecutionFact {
	const { id, retryOf } = plan;
	const { status, data } = cluster.database.look(id);
	const seen = cluster.observer.of(id);
	const before = seenBefore(cluster, retryOf);
	const work = workFor(cluster, plan);
	return {
		id,
		status,
		lostBy: seen.lostBy ?? before.lostBy,
		error: data.resultData.error?.message,
		tries: (plan.retryOnFail ? TRIES : 1) * (plan.isRetried || retryOf !== undefined ? 2 : 1),
		followed: seen.collected.length,
		waits: plan.stages.flatMap((stage, index) => {
			const runs = seen.nodes.get(stageName(index));
			if (!stage.waits || !runs) return [];
			const output = outputOf(cluster, data, stageName(index));
			const wait: WaitFact = {
				name: stageName(index),
				kind: stage.kind === 'render' ? 'render' : 'job',
				most: stage.minutes * 60_000,
				downloads: stage.download,
				begins: runs.begins,
				endedAt: output && endOf(cluster, plan, index),
				jobIds: plan.videos.map((videoId) => jobOf(work, videoId)),
				output: output ?? [],
			};
			return [wait];
		}),
		data: JSON.stringify(data.resultData) + before.data,
		log: [...before.log, ...seen.log].join('\n'),
		work: work.map((record) => workOf(cluster, record, work, plan)),
		isCalm: cluster.scenario.faults.isCalm,
	};
}

/** What was seen of the execution that is retried. */
function seenBefore({ observer, database }: Cluster, id: string | undefined) {
	if (id === undefined) return { log: [], data: '', lostBy: undefined };
	const { log, lostBy } = observer.of(id);
	return { log, lostBy, data: JSON.stringify(database.look(id).data.resultData) };
}

function jobOf(work: WorkRecord[], videoId: string): string | undefined {
	return work.findLast((one) => one.kind === 'job' && one.videoId === videoId)?.id;
}

/** What there is of the execution's videos when it has ended: what a retry of it starts later is not its own. */
function workFor({ swiftia, scenario }: Cluster, { id, videos }: ExecutionPlan): WorkRecord[] {
	const until = scenario.executions.find(({ retryOf }) => retryOf === id)?.startsAt ?? Infinity;
	return [...swiftia.records.values()].filter(
		({ videoId, startedAt }) => videos.includes(videoId) && startedAt < until,
	);
}

function workOf(
	{ observer, swiftia }: Cluster,
	record: WorkRecord,
	all: WorkRecord[],
	{ retryOf, startsAt }: ExecutionPlan,
): WorkFact {
	const { kind, id, startedAt, endsAt, hasFailed, reads, fileReads, job, short } = record;
	const keyOf = (one: WorkRecord) => swiftia.charges.find((charge) => charge.id === one.id)?.key;
	const paidFor = keyOf(record);
	const isAnswered = observer.answeredIds.has(id);
	const isBefore = retryOf !== undefined && startedAt < startsAt;
	const isLost = isBefore && (!isAnswered || observer.of(retryOf).lostBy !== undefined);
	return {
		...{ kind, id, startedAt, endsAt, hasFailed, reads, paidFor, isAnswered },
		...(job && { jobId: job.id, short, fileReads }),
		mayBeRepeated: hasFailed || isLost,
		isRepeated: all.some(
			(one) => one.startedAt > startedAt && paidFor !== undefined && keyOf(one) === paidFor,
		),
	};
}

/** When what follows the node began. */
function endOf({ observer }: Cluster, { id, stages }: ExecutionPlan, index: number): number | undefined {
	const { nodes, collected } = observer.of(id);
	return index + 1 < stages.length ? nodes.get(stageName(index + 1))?.begins[0] : collected[0]?.at;
}

function outputOf(cluster: Cluster, data: IRunExecutionData, name: string): ItemFact[] | undefined {
	const run: ITaskData | undefined = data.resultData.runData[name]?.at(-1);
	if (!run?.data || run.executionStatus === 'waiting') return undefined;
	return run.data.main?.[0]?.map(({ json, binary, pairedItem }) => ({
		json,
		from: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined,
		...(binary && {
			hasGoodFile: Object.values(binary).every((file) =>
				cluster.files.read(file.id)?.equals(bytesOf(String(json.renderId))),
			),
		}),
	}));
}

function leftIn({ processes, observer }: Cluster): string[] {
	return [
		...processes.alive.flatMap(({ name, runtime }) => [
			...(runtime.armed > 0 ? [`${runtime.armed} timers in ${name}`] : []),
			...runtime.kept.map((key) => `${key} in a store of ${name}`),
		]),
		...observer.listeners.map((what) => `listeners of ${what}`),
	];
}
