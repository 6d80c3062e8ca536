import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import getPort from 'get-port';
import { execa } from 'execa';
import Fastify from 'fastify';
import { ensureInstalled } from '../../realN8n/lib/cachedInstall.mts';
import { childEnvironment } from '../../realN8n/lib/environment.mts';
import { spawnTree, stopTree } from '../../realN8n/lib/processes.mts';
import type { Scope } from '../../realN8n/lib/scope.mts';
import { until } from '../../realN8n/lib/until.mts';
import { npm } from '../../realN8n/npm.mts';
import { Internet } from './internet/internet.mts';
import { ANY_HOST } from './internet/messages.mts';

const VERDACCIO = '6.10.4';
const HOST = '127.0.0.1';

/** A package registry on loopback. n8n lets nobody without a licence name another registry, so this one stands for the public one. */
export class LocalRegistry {
	private constructor(
		readonly url: string,
		/** Settings for the n8n that shall use it. */
		readonly environment: Record<string, string>,
	) {}

	/** Starts it in a folder; it ends with the scope. `node` is the Node that verdaccio runs on. */
	static async start(scope: Scope, folder: string, node: string): Promise<LocalRegistry> {
		const url = await startVerdaccio(scope, folder, node);
		const internet = await Internet.start();
		scope.defer(async () => await internet.close());
		await internet.add({ host: 'api.n8n.io', origin: await startBanList(scope) });
		await internet.add({ host: ANY_HOST, origin: url });
		const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = internet.environment;
		// For the npm that n8n runs, over what npm's own settings say.
		const forNpm = { npm_config_cafile: NODE_EXTRA_CA_CERTS!, npm_config_https_proxy: HTTPS_PROXY! };
		return new LocalRegistry(url, { ...internet.environment, ...forNpm });
	}

	/** Publishes an unpacked package under another version. */
	async publish(unpacked: string, version: string): Promise<void> {
		const file = join(unpacked, 'package.json');
		const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
		await writeFile(file, JSON.stringify({ ...manifest, version }));
		const token = `--${this.url.replace('http:', '')}/:_authToken=nobody`;
		await npm(unpacked, ['publish', '--registry', this.url, token, '--ignore-scripts']);
	}
}

/** What n8n's makers say of a package: that it is not banned. */
async function startBanList(scope: Scope): Promise<string> {
	const server = Fastify();
	server.post('/api/package', async () => ({ status: 'OK' }));
	scope.defer(async () => await server.close());
	return await server.listen({ host: HOST, port: 0 });
}

async function startVerdaccio(scope: Scope, folder: string, node: string): Promise<string> {
	const program = (installed: string) => join(installed, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
	const installed = await ensureInstalled({
		name: `verdaccio-${VERDACCIO}`,
		packages: [`verdaccio@${VERDACCIO}`],
		overrides: { 'node-fetch': '2.7.0' },
		works: async (candidate) => (await execa(node, [program(candidate), '--version'])).exitCode === 0,
	});
	await mkdir(join(folder, 'storage'), { recursive: true });
	const config = join(folder, 'verdaccio.yaml');
	await writeFile(config, CONFIGURATION);
	const url = `http://${HOST}:${await getPort({ host: HOST })}`;
	const { pid } = spawnTree(node, [program(installed.folder), '--config', config, '--listen', url], {
		cwd: folder,
		env: childEnvironment(),
		stdio: 'ignore',
		reject: false,
	});
	if (pid === undefined) throw new Error('The registry could not be started');
	scope.defer(async () => await stopTree(pid));
	const answers = async () => await axios.get(`${url}/-/ping`, { proxy: false }).catch(() => undefined);
	await until('an answer of the registry', answers, { seconds: 30, everyMs: 100 });
	return url;
}

const CONFIGURATION = `
storage: ./storage
packages:
  '**':
    access: $all
    publish: $all
log: { type: stdout, level: error }
`;
