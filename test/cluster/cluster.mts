import { type IRunExecutionData, createRunExecutionData } from 'n8n-workflow';
import { BinaryFiles } from './binaryFiles.mts';
import { Callers, tokenOf } from './callers.mts';
import type { SimulatedTime } from './clock.mts';
import { Database } from './database.mts';
import type { Span } from './faults.mts';
import type { Injection } from './injections.mts';
import { JobQueue } from './jobQueue.mts';
import { N8N_HOST } from './n8nProcess.mts';
import { type Host, Network } from './network.mts';
import { Observer } from './observer.mts';
import { Processes } from './processes.mts';
import type { Random } from './random.mts';
import { resumeExecution } from './runner.mts';
import type { ExecutionPlan, Scenario } from './scenario.mts';
import { API_HOST, FILE_HOST, Swiftia } from './swiftia.mts';
import { SwiftiaHosts } from './swiftiaHosts.mts';
import { Trace } from './trace.mts';
import { WaitingWebhooks } from './waitingWebhooks.mts';
import { START, nodesOf } from './workflow.mts';

/** Milliseconds after which an execution that could not be started is started again. */
const STARTS_AGAIN = 1_000;
/** Jobs that one worker takes at a time. */
const SLOTS = [1, 2, 10];

/** An n8n of one or more processes with its database, a Swiftia, and all that goes wrong between them. */
export class Cluster {
	readonly trace: Trace;
	readonly observer: Observer;
	readonly swiftia: Swiftia;
	readonly database: Database;
	readonly processes: Processes;
	readonly files = new BinaryFiles();
	/** When no process lived that runs executions, or none that looks for waits that are over. */
	readonly absences: Span[] = [];
	readonly callers: Callers;
	private readonly plans: Map<string, ExecutionPlan>;
	private readonly hosts: SwiftiaHosts;
	private readonly network: Network;

	constructor(
		readonly scenario: Scenario,
		private readonly time: SimulatedTime,
		private readonly random: Random,
		injection: Injection,
	) {
		const { faults, videos, executions, topology } = scenario;
		this.plans = new Map(executions.map((plan) => [plan.id, plan]));
		this.trace = new Trace(time);
		const { trace } = this;
		this.observer = new Observer(time, trace);
		this.network = new Network(time, random.fork(), faults.tail);
		this.callers = new Callers(time, random.fork(), this.network, faults.callbacks, executions, trace);
		this.swiftia = new Swiftia(time, random.fork(), videos, trace, faults, (record) =>
			this.callers.expect(record),
		);
		this.hosts = new SwiftiaHosts(this.swiftia, time, random.fork(), faults);
		const stateNow = () => ({
			isSlow: this.hosts.isTroubled('databaseSlow'),
			fails: this.hosts.isTroubled('databaseFails'),
		});
		this.database = new Database(time, random.fork(), stateNow, injection.beforeStored ?? (() => undefined));
		const { network, database, observer, plans } = this;
		const around = { database, network, plans, injection, observer, trace };
		const onChange = () => this.noteAbsence();
		this.processes = new Processes({ topology, time, random: random.fork(), around, onChange });
		if (topology === 'queue') {
			const workers = () => this.processes.with('executes');
			const slots = random.pick(SLOTS);
			this.processes.queue = new JobQueue(time, database, observer, trace, workers, slots);
		}
		network.hosts.set(API_HOST, this.hosts.api);
		network.hosts.set(FILE_HOST, this.hosts.files);
		network.hosts.set(N8N_HOST, this.loadBalancer());
	}

	/** Starts everything, and sees to what is going to happen. */
	start(): void {
		const { processes, time } = this;
		const { executions, faults } = this.scenario;
		processes.start();
		for (const plan of executions) {
			this.prepare(plan);
			time.after(plan.startsAt - time.now, () => void this.begin(plan));
			this.callers.forge(plan);
			const { stoppedAfter } = plan;
			if (stoppedAfter !== undefined)
				time.after(plan.startsAt - time.now + stoppedAfter, () => void this.stop(plan.id));
		}
		for (const { at, which, isKill, away } of faults.restarts)
			time.after(at - time.now, () => this.restart(processes.nameAt(which), isKill, away));
		for (const { at, which, by } of faults.jumps)
			time.after(at - time.now, () => this.jump(processes.nameAt(which), by));
	}

	/** Whether all executions have come to an end. */
	get isOver(): boolean {
		return this.scenario.executions.every(({ id }) => this.hasEnded(id));
	}

	/**
	 * Retries what has failed and shall be retried, from n8n's list of executions: a new execution with the data of the old one.
	 *
	 * @returns whether there was something to retry
	 */
	retryFailed(): boolean {
		const failed = this.scenario.executions.filter(({ id, isRetried }) => isRetried && this.canBeRetried(id));
		for (const plan of failed) {
			const retry = {
				...plan,
				id: `${plan.id}r`,
				isRetried: false,
				retryOf: plan.id,
				startsAt: this.time.now,
			};
			this.database.insert(retry.id, forRetry(this.database.look(plan.id).data));
			this.scenario.executions.push(retry);
			this.plans.set(retry.id, retry);
			this.trace.add('user', `retries execution ${plan.id} as ${retry.id}`);
			void this.begin(retry);
		}
		return failed.length > 0;
	}

	/** n8n keeps no data of one whose worker died. */
	private canBeRetried(id: string): boolean {
		const isKept = this.scenario.topology === 'regular' || this.observer.of(id).lostBy === undefined;
		return isKept && ['error', 'crashed'].includes(this.database.statusOf(id));
	}

	/** One that n8n itself has lost may be said to run for ever, while nobody runs it. */
	private hasEnded(id: string): boolean {
		const status = this.database.statusOf(id);
		if (!['new', 'running', 'waiting'].includes(status)) return true;
		if (status !== 'running' || this.observer.of(id).lostBy === undefined) return false;
		return !this.processes.alive.some(({ running }) => running.has(id));
	}

	private restart(name: string, isKill: boolean, away: number): void {
		this.trace.add(name, isKill ? 'is killed' : 'is asked to end');
		if (isKill) this.processes.kill(name, away);
		else void this.processes.stop(name, away);
	}

	private jump(name: string, by: number): void {
		this.trace.add(name, `has its clock set by ${by.toFixed(0)} ms`);
		this.processes.at(name).runtime.ahead += by;
	}

	/** The user presses Stop: n8n ends what runs, and stores that it is canceled; where its database fails, the user sees an error. */
	private async stop(id: string): Promise<void> {
		this.trace.add('user', `stops execution ${id}`);
		if (!['running', 'waiting'].includes(this.database.statusOf(id))) return;
		this.processes.alive.forEach((process) => process.stop(id));
		const update = { status: 'canceled' as const, waitTill: null, stoppedAt: this.time.now };
		const isStored = await this.database.update(id, update).catch(() => false);
		if (isStored) this.observer.stored(id, 'canceled', null);
	}

	/** Stores the execution as new, with its items. */
	private prepare(plan: ExecutionPlan): void {
		const { videos, hasJobs, startsAt, id } = plan;
		const items = videos.map((videoId) => {
			const { jobTakes } = this.scenario.videos.get(videoId)!;
			const begun = Math.round(startsAt - this.random.between(0, 1.3) * jobTakes);
			return { json: hasJobs ? { jobId: this.swiftia.existingJob(videoId, begun), videoId } : { videoId } };
		});
		const data = createRunExecutionData({
			resumeToken: tokenOf(id),
			executionData: {
				nodeExecutionStack: [{ node: nodesOf(plan)[0]!, data: { main: [items] }, source: null }],
			},
		});
		this.database.insert(id, data);
		this.trace.add('n8n', `${id}: ${START}, ${inWords(plan)}`);
	}

	/** What a trigger does: where n8n or its database is not there, it comes again. */
	private async begin(plan: ExecutionPlan): Promise<void> {
		const [main] = this.processes.with('tracks');
		try {
			if (!main) throw new Error('n8n is not there');
			const { data } = this.database.look(plan.id);
			await resumeExecution(main, this.processes.queue, plan.id, data, 'new');
		} catch {
			this.time.after(STARTS_AGAIN, () => void this.begin(plan));
		}
	}

	/** What stands before the processes that listen, and gives each call to one of them. */
	private loadBalancer(): Host {
		const webhooks = new WaitingWebhooks(this.database, () => this.processes.queue);
		const random = this.random.fork();
		return {
			mishap: () => (this.processes.with('listens').length === 0 ? 'refused' : undefined),
			answer: async (request) => {
				const listening = this.processes.with('listens');
				if (listening.length === 0) return { status: 502, body: 'Bad gateway' };
				return await webhooks.take(random.pick(listening), request);
			},
		};
	}

	/** Begins or ends an absence. */
	private noteAbsence(): void {
		const isAbsent = (['executes', 'tracks'] as const).some((role) => this.processes.with(role).length === 0);
		const last = this.absences.at(-1);
		if (last?.to === Infinity && !isAbsent) last.to = this.time.now;
		else if (last?.to !== Infinity && isAbsent) this.absences.push({ from: this.time.now, to: Infinity });
	}
}

/** What n8n's execution service does to the data of a failed execution: its error is taken away, and the run that gave it. */
function forRetry(data: IRunExecutionData): IRunExecutionData {
	const { resultData } = data;
	delete resultData.error;
	const runs = resultData.runData[resultData.lastNodeExecuted ?? ''];
	if (runs?.at(-1)?.error !== undefined) runs.pop();
	return data;
}

function inWords({ stages, onError, retryOnFail }: ExecutionPlan): string {
	const nodes = stages.map(({ kind, method, minutes }) => `${kind} (${method}, ${minutes} min)`);
	return [...nodes, onError, ...(retryOnFail ? ['Retry On Fail'] : [])].join(', ');
}
