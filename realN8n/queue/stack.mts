import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scope } from '../lib/scope.mts';
import type { N8nInstallation } from '../install.mts';
import { type N8nCommand, type N8nServer, startN8n } from '../server.mts';
import { type LoadBalancer, startLoadBalancer } from './loadBalancer.mts';
import { type Postgres, startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';

/** How an n8n in queue mode is to be started. */
export interface QueueStackOptions {
	installation: N8nInstallation;
	/** For the folders of all processes. */
	folder: string;
	/** An n8n folder with the community packages that every process is to have. */
	packages: string;
	/** The only folder that n8n's file nodes may touch. */
	filesFolder: string;
	/** The port of the load balancer; a free one is taken unless told. */
	port?: number;
	/** The path under which n8n is, with a slash at both ends. */
	path?: string;
	/** Further settings for every process. */
	environment?: Readonly<Record<string, string>>;
}

/**
 * n8n in queue mode on this machine: Redis, PostgreSQL, one main process, two for webhooks and two workers, each with a folder of
 * its own as if it were on a machine of its own, and a load balancer before them.
 */
export class QueueStack {
	main!: N8nServer;
	readonly webhooks: N8nServer[] = [];
	readonly workers: N8nServer[] = [];
	/** Also of those that were killed. */
	readonly logFiles: string[] = [];

	private constructor(
		private readonly options: QueueStackOptions,
		readonly postgres: Postgres,
		readonly balancer: LoadBalancer,
		private readonly environment: Record<string, string>,
	) {}

	/** Starts everything; all of it ends with the scope, also where something did not start. */
	static async start(scope: Scope, options: QueueStackOptions): Promise<QueueStack> {
		const { folder, path = '/', port } = options;
		const balancer = await startLoadBalancer(scope, path, port);
		const postgres = await startPostgres(scope);
		const redis = await startRedis(scope, join(folder, 'redis'));
		const stack = new QueueStack(options, postgres, balancer, {
			...postgres.environment,
			...redis,
			...(path === '/' ? {} : { N8N_PATH: path }),
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_PROXY_HOPS: '1',
			N8N_EDITOR_BASE_URL: balancer.url + path,
			WEBHOOK_URL: balancer.url + path,
		});
		scope.defer(async () => await stack.stop());
		// It brings the database into shape; the others wait for that.
		stack.main = await stack.launch('start');
		balancer.main = stack.main.url;
		const others = [stack.addWebhook(), stack.addWebhook(), stack.addWorker(), stack.addWorker()];
		// All of them, so that none is starting still when the scope closes.
		for (const { reason } of (await Promise.allSettled(others)).filter(isRejected)) throw reason;
		return stack;
	}

	/** Where everything listens, in lines. */
	describe(): string {
		const all = { main: [this.main], webhook: this.webhooks, worker: this.workers };
		const lines = Object.entries(all).flatMap(([kind, servers]) =>
			servers.map(({ url, pid }) => `${kind.padEnd(12)}${url} (process ${pid})`),
		);
		return [`proxy       ${this.balancer.url}`, ...lines].join('\n');
	}

	/** Starts a further webhook process. */
	async addWebhook(): Promise<N8nServer> {
		const server = await this.launch('webhook');
		this.webhooks.push(server);
		this.balancer.webhooks.push(server.url);
		return server;
	}

	/** Starts a further worker. */
	async addWorker(environment: Readonly<Record<string, string>> = {}): Promise<N8nServer> {
		const server = await this.launch('worker', environment);
		this.workers.push(server);
		return server;
	}

	/** Kills a webhook process with -9; the load balancer calls it no more. */
	async killWebhook(server: N8nServer): Promise<void> {
		take(this.balancer.webhooks, server.url);
		take(this.webhooks, server);
		await server.kill();
	}

	/** Kills a worker with -9. */
	async killWorker(server: N8nServer): Promise<void> {
		take(this.workers, server);
		await server.kill();
	}

	/** Kills the main process with -9, and starts another one in its place. */
	async replaceMain(): Promise<void> {
		await this.main.kill();
		this.main = await this.launch('start');
		this.balancer.main = this.main.url;
	}

	private async launch(
		command: N8nCommand,
		environment: Readonly<Record<string, string>> = {},
	): Promise<N8nServer> {
		const { installation, folder, packages, filesFolder } = this.options;
		const userFolder = join(folder, `${command}-${this.logFiles.length + 1}`);
		this.logFiles.push(join(userFolder, 'n8n.log'));
		await cp(packages, userFolder, { recursive: true });
		return await startN8n({
			installation,
			command,
			userFolder,
			filesFolder,
			environment: { ...this.environment, ...this.options.environment, ...environment },
		});
	}

	private async stop(): Promise<void> {
		const servers = [this.main as N8nServer | undefined, ...this.webhooks, ...this.workers];
		await Promise.all(servers.map(async (server) => await server?.stop()));
	}
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
	return result.status === 'rejected';
}

function take<T>(list: T[], one: T): void {
	const index = list.indexOf(one);
	if (index !== -1) list.splice(index, 1);
}
