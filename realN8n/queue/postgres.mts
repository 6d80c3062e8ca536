import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import getPort from 'get-port';
import { childEnvironment } from '../lib/environment.mts';
import { spawnTree, stopTree } from '../lib/processes.mts';
import type { Scope } from '../lib/scope.mts';
import { until } from '../lib/until.mts';

/** A PostgreSQL of our own. */
export interface Postgres {
	/** n8n's settings for it. */
	environment: Record<string, string>;
	/** Runs SQL in n8n's database, and gives the rows as lines with `|` between the fields. */
	sql(statements: string): Promise<string>;
}

const HOST = '127.0.0.1';
const USER = 'n8n';
const DATABASE = 'postgres';
/** Where Debian puts its versions. */
const DEBIAN = '/usr/lib/postgresql';

/** Starts a PostgreSQL on loopback with an empty database in a folder of its own. Both are gone with the scope. */
export async function startPostgres(scope: Scope): Promise<Postgres> {
	const bin = await programs();
	const owner = await ownerOfFiles();
	const folder = await mkdtemp(join(tmpdir(), 'swiftia-postgres-'));
	scope.defer(async () => await rm(folder, { recursive: true, force: true }));
	if (owner) await chown(folder, owner.uid, owner.gid);
	const options = { cwd: folder, env: childEnvironment(), extendEnv: false, ...owner };
	const data = join(folder, 'data');
	await execa(
		join(bin, 'initdb'),
		['--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
		options,
	);

	const port = String(await getPort({ host: HOST }));
	const log = { file: join(folder, 'postgres.log') } as const;
	// What is lost in a power cut is thrown away anyhow.
	const settings = { listen_addresses: HOST, port, unix_socket_directories: '', fsync: 'off' };
	const server = spawnTree(
		join(bin, 'postgres'),
		['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
		{ ...options, stdin: 'ignore', stdout: log, stderr: log, buffer: false, reject: false },
	);
	const { pid } = server;
	if (pid === undefined) throw new Error('PostgreSQL could not be started');
	scope.defer(async () => {
		// SIGINT ends it with its connections; SIGTERM would wait for them.
		server.kill('SIGINT');
		await stopTree(pid);
	});

	const sql = async (statements: string) => {
		const at = ['--host', HOST, '--port', port, '--username', USER, '--dbname', DATABASE];
		const form = ['--no-psqlrc', '--tuples-only', '--no-align', '--quiet', '--set', 'ON_ERROR_STOP=1'];
		const { stdout } = await execa(join(bin, 'psql'), [...at, ...form, '--command', statements], options);
		return stdout;
	};
	const answers = async () => await sql('SELECT 1').then(Boolean, () => false);
	await until('an answer of PostgreSQL', answers, { seconds: 30, everyMs: 100 });
	return {
		sql,
		environment: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_DATABASE: DATABASE,
			DB_POSTGRESDB_USER: USER,
		},
	};
}

/** The folder with the newest version's programs; Debian keeps them off the `PATH`. */
async function programs(): Promise<string> {
	const versions = (await readdir(DEBIAN).catch(() => [])).map(Number).filter(Boolean);
	if (versions.length === 0) throw new Error('There is no PostgreSQL: apt-get install postgresql');
	return join(DEBIAN, String(Math.max(...versions)), 'bin');
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function ownerOfFiles(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (option: string) => Number((await execa('id', [option, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}
