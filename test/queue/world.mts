import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scope } from '../../realN8n/lib/scope.mts';
import { node, videos } from '../../realN8n/nodes.mts';
import type { N8nServer } from '../../realN8n/server.mts';
import type { WorkflowNode } from '../../realN8n/workflow.mts';
import { type QueueSession, startQueueSession } from '../../realN8n/queueSession.mts';
import { type SimulatorOptions, startSimulator } from '../../simulator/index.mts';
import { World, packedPackage } from '../n8n/world.mts';

/** How long the start of a stack may take, in milliseconds. */
export const STARTS_WITHIN = 600_000;
/** n8n notices a dead worker after 60 to 90 s unless told. */
export const SOON_MISSED = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

/** A real n8n in queue mode with the package in it, and a simulator that can call it. */
export class QueueWorld extends World<QueueSession> {
	/** Starts it all; close it also where a test has failed. */
	static async open(
		options: {
			simulator?: Partial<SimulatorOptions>;
			environment?: Record<string, string>;
			/** The path under which n8n is, with a slash at both ends. */
			path?: string;
		} = {},
	): Promise<QueueWorld> {
		const { environment, path } = options;
		const scope = new Scope();
		try {
			const simulator = await startSimulator({ jobSeconds: Infinity, timeScale: 20, ...options.simulator });
			scope.defer(async () => await simulator.close());
			const outputFolder = await mkdtemp(join(tmpdir(), 'swiftia-test-out-'));
			const packed = packedPackage();
			const session = await startQueueSession(scope, { outputFolder, environment, path, packed });
			const world = new QueueWorld(session, simulator);
			world.scope.defer(async () => await scope.close());
			await world.addCredential();
			return world;
		} catch (error) {
			await scope.close();
			throw error;
		}
	}

	/** The processes. */
	get stack() {
		return this.session.stack;
	}

	/** The lines of all processes' logs that match. */
	async logged(pattern: RegExp): Promise<string[]> {
		const logs = await Promise.all(this.stack.logFiles.map(async (file) => await readFile(file, 'utf8')));
		return logs.flatMap((log) => log.split('\n')).filter((line) => pattern.test(line));
	}

	/** How often n8n put an execution into its queue: once for its start, and once for each time it was woken. */
	async timesQueued(id: string): Promise<number> {
		return (await this.logged(new RegExp(`Enqueued execution ${id} `))).length;
	}

	/** The worker that took the execution last. */
	async workerOf(id: string): Promise<N8nServer> {
		let newest: { server: N8nServer; job: number } | undefined;
		for (const server of this.stack.workers) {
			const log = await readFile(server.logFile, 'utf8');
			for (const [, job] of log.matchAll(new RegExp(`Worker started execution ${id} \\(job (\\d+)`, 'g'))) {
				if (Number(job) > (newest?.job ?? -1)) newest = { server, job: Number(job) };
			}
		}
		if (!newest) throw new Error(`No worker has execution ${id}`);
		return newest.server;
	}

	/** Create and wait for the first videos, then for the second ones. */
	twoWaits(first: string[], second: string[]): WorkflowNode[] {
		const jsonOutput = `={{ { videoId: ${JSON.stringify(second)}[$itemIndex] } }}`;
		return [
			...videos(...first),
			named('Create 1', this.create()),
			named('Wait 1', this.wait()),
			node('Next', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput, options: {} }),
			named('Create 2', this.create()),
			named('Wait 2', this.wait()),
			node('After', 'n8n-nodes-base.noOp', 1, {}),
		];
	}

	/** The id of the job that was created for a video. */
	jobOf(videoId: string): string {
		const job = this.simulator.jobs.find((one) => one.videoId === videoId);
		if (!job) throw new Error(`There is no job for ${videoId}`);
		return job.id;
	}
}

/** What the last character of a video ID can be. */
const LAST = 'AEIMQUYcgkosw048';

/** Video IDs with a common beginning, of the eleven characters that they have. */
export function videoIds(beginning: string, count: number): string[] {
	return Array.from(
		{ length: count },
		(_, index) =>
			`${beginning}-----------`.slice(0, 9) +
			Math.floor(index / LAST.length).toString(36) +
			LAST[index % LAST.length],
	);
}

/** The same node under another name. */
export function named(name: string, node: WorkflowNode): WorkflowNode {
	return { ...node, name, id: name.replace(/\W+/g, '-') };
}

/** How many seconds it takes. */
export async function secondsUntil(work: () => Promise<unknown>): Promise<number> {
	const begun = Date.now();
	await work();
	return Math.round((Date.now() - begun) / 1000);
}
