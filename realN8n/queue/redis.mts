import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import getPort from 'get-port';
import { childEnvironment } from '../lib/environment.mts';
import { spawnTree, stopTree } from '../lib/processes.mts';
import type { Scope } from '../lib/scope.mts';
import { until } from '../lib/until.mts';

const HOST = '127.0.0.1';

/** Starts a Redis on loopback that keeps nothing, and gives n8n's settings for it. It ends with the scope. */
export async function startRedis(scope: Scope, folder: string): Promise<Record<string, string>> {
	await mkdir(folder, { recursive: true });
	const port = String(await getPort({ host: HOST }));
	const log = { file: join(folder, 'redis.log') } as const;
	const server = spawnTree(
		'redis-server',
		['--bind', HOST, '--port', port, '--dir', folder, '--save', '', '--appendonly', 'no'],
		{ env: childEnvironment(), stdin: 'ignore', stdout: log, stderr: log, buffer: false, reject: false },
	);
	const { pid } = server;
	if (pid === undefined) throw new Error('There is no redis-server: apt-get install redis-server');
	scope.defer(async () => await stopTree(pid));

	const ping = async () => {
		const { stdout } = await execa('redis-cli', ['-h', HOST, '-p', port, 'ping'], { reject: false });
		return stdout === 'PONG';
	};
	await until('an answer of Redis', ping, { seconds: 20, everyMs: 100 });
	return { QUEUE_BULL_REDIS_HOST: HOST, QUEUE_BULL_REDIS_PORT: port };
}
