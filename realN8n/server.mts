import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import getPort from 'get-port';
import { childEnvironment, noProxy } from './lib/environment.mts';
import { killTree, spawnTree, stopTree } from './lib/processes.mts';
import { until } from './lib/until.mts';
import type { N8nInstallation } from './install.mts';

/** What a process of n8n is for; only in queue mode there are others than `start`. */
export type N8nCommand = 'start' | 'webhook' | 'worker';

/** How an n8n is to be started. */
export interface N8nServerOptions {
	installation: N8nInstallation;
	/** `start` unless told. */
	command?: N8nCommand;
	/** n8n's home: database, settings and community packages. */
	userFolder: string;
	/** The port wanted; another free one is taken if it is in use. */
	port?: number;
	/** The only folder that n8n's file nodes may touch. */
	filesFolder: string;
	/** Further settings for n8n. */
	environment?: Readonly<Record<string, string>>;
	/** Arguments for Node, before n8n's script. */
	nodeArguments?: readonly string[];
}

/** A running n8n on the loopback interface. */
export interface N8nServer {
	/** Of its editor, its webhooks or, where it is a worker, its health. */
	url: string;
	pid: number;
	logFile: string;
	/** From the start of the process to the first "ready". */
	startMilliseconds: number;
	/** Resolves when the process has ended, for whatever reason. */
	ended: Promise<void>;
	/** Ends n8n and its children; resolves when they are gone. */
	stop(): Promise<void>;
	/** The same without asking, as a machine that goes down does. */
	kill(): Promise<void>;
}

/** What answers once a process is ready. n8n 1.x says "ready" before its REST interface answers. */
const READY: Record<N8nCommand, string[]> = {
	start: ['/healthz/readiness', '/rest/settings'],
	webhook: ['/healthz/readiness'],
	worker: ['/healthz/readiness'],
};
const READY_WITHIN_SECONDS = 180;
const HOST = '127.0.0.1';

/** Starts n8n and resolves when it says that it is ready; rejects with the end of its log if it does not get there. */
export async function startN8n(options: N8nServerOptions): Promise<N8nServer> {
	const { installation, userFolder, command = 'start' } = options;
	const port = await getPort({ port: options.port, host: HOST });
	const url = `http://${HOST}:${port}`;
	await mkdir(userFolder, { recursive: true });
	const logFile = join(userFolder, 'n8n.log');
	const log = { file: logFile, append: true } as const;

	const started = Date.now();
	const child = spawnTree(
		installation.node,
		[...(options.nodeArguments ?? []), installation.entry, command],
		{
			cwd: userFolder,
			env: childEnvironment({ ...(await settings(options, port)), ...options.environment }),
			stdin: 'ignore',
			stdout: log,
			stderr: log,
			buffer: false,
			reject: false,
		},
	);
	const { pid } = child;
	let running = true;
	const ended = child.then(() => {
		running = false;
	});
	if (pid === undefined) throw new Error(`Node could not be started: ${installation.node}`);

	const stop = async () => {
		await stopTree(pid);
		await ended;
	};
	const kill = async () => {
		await killTree(pid);
		await ended;
	};
	try {
		await until('n8n is ready', async () => !running || (await isReady(url, READY[command])), {
			seconds: READY_WITHIN_SECONDS,
			everyMs: 100,
		});
		if (!running) throw new Error('n8n ended while starting');
	} catch (error) {
		await stop();
		const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-20).join('\n');
		throw new Error(
			`${error instanceof Error ? error.message : String(error)}. Its log ends with:\n${tail}`,
			{
				cause: error,
			},
		);
	}
	return { url, pid, logFile, startMilliseconds: Date.now() - started, ended, stop, kill };
}

async function isReady(url: string, paths: string[]): Promise<boolean> {
	try {
		for (const path of paths) {
			await axios.get(`${url}${path}`, { proxy: false, timeout: 2_000 });
		}
		return true;
	} catch {
		return false;
	}
}

async function settings(options: N8nServerOptions, port: number): Promise<Record<string, string>> {
	const brokerPort = await getPort({ host: HOST, exclude: [port] });
	return {
		...noProxy(),
		N8N_USER_FOLDER: options.userFolder,
		N8N_LISTEN_ADDRESS: HOST,
		N8N_HOST: HOST,
		N8N_PORT: String(port),
		...(options.command === 'worker' ? workerSettings(port) : {}),
		N8N_EDITOR_BASE_URL: `http://${HOST}:${port}/`,
		WEBHOOK_URL: `http://${HOST}:${port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RESTRICT_FILE_ACCESS_TO: options.filesFolder,
		N8N_RUNNERS_ENABLED: 'true',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_LOG_LEVEL: 'info',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		// Nothing about this run leaves the machine, and nothing stands between the visitor and the workflow.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
	};
}

/** A worker serves nothing but its health, and that only on demand. */
function workerSettings(port: number): Record<string, string> {
	return {
		N8N_WORKER_SERVER_ADDRESS: HOST,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
	};
}
