import { access, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { execa } from 'execa';
import lockfile from 'proper-lockfile';
import { childEnvironment } from '../lib/environment.mts';
import { npm } from './npm.mts';

/** A version of n8n, and what npm must be told to install it. */
export interface N8nRelease {
	version: string;
	/** npm `overrides`, for a release that asks for something the registry does not have. */
	overrides?: Readonly<Record<string, string>>;
}

/** An n8n on this machine with the Node it runs on. */
export interface N8nInstallation {
	version: string;
	folder: string;
	/** The Node binary that runs it. */
	node: string;
	/** n8n's command-line script. */
	entry: string;
	/** True when it was installed just now. */
	fresh: boolean;
}

/** The n8n that the demo shows. */
export const DEMO_RELEASE: N8nRelease = { version: '2.41.1' };

const NODE_FOR_N8N = 'node@24';
const MARKER = 'installed.json';
const REPORT_EVERY_MS = 2_000;

/** Where downloads are kept from one run to the next; on Linux under `$XDG_CACHE_HOME` or `~/.cache`. */
export function cacheFolder(): string {
	return envPaths('n8n-nodes-swiftia', { suffix: '' }).cache;
}

/**
 * Finds this n8n in the cache or installs it there (minutes, about 3 GB). Safe to call from several processes at
 * once, and an installation that was cut short is never taken for a finished one.
 */
export async function ensureN8n(
	release: N8nRelease = DEMO_RELEASE,
	report: (detail: string) => void = () => undefined,
): Promise<N8nInstallation> {
	const cache = cacheFolder();
	const installation = describe(release, join(cache, `n8n-${release.version}`));
	if (await isMarked(installation)) return installation;

	await mkdir(cache, { recursive: true });
	report('waiting for another installation to end');
	const unlock = await lockfile.lock(cache, {
		lockfilePath: `${installation.folder}.lock`,
		stale: 20_000,
		update: 5_000,
		retries: { forever: true, factor: 1, minTimeout: 1_000, maxTimeout: 1_000 },
	});
	try {
		if (await isMarked(installation)) return installation;
		if (await works(installation)) {
			await mark(installation);
			return installation;
		}
		await rm(installation.folder, { recursive: true, force: true });
		await install(release, installation.folder, report);
		return { ...installation, fresh: true };
	} finally {
		await unlock();
	}
}

function describe({ version }: N8nRelease, folder: string): N8nInstallation {
	const modules = join(folder, 'node_modules');
	return {
		version,
		folder,
		node: join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
		entry: join(modules, 'n8n', 'bin', 'n8n'),
		fresh: false,
	};
}

/** Installs beside the final place and moves it there when it is whole. Only the holder of the lock gets here. */
async function install(release: N8nRelease, folder: string, report: (detail: string) => void): Promise<void> {
	await removeLeftovers(folder);
	const partial = await mkdtemp(`${folder}.partial-`);
	try {
		const manifest = { private: true, overrides: release.overrides ?? {} };
		await writeFile(join(partial, 'package.json'), JSON.stringify(manifest));

		const counting = reportPackages(partial, report);
		const packages = [`n8n@${release.version}`, NODE_FOR_N8N];
		await npm(partial, ['install', ...packages, '--ignore-scripts', '--no-audit', '--no-fund']).finally(() =>
			clearInterval(counting),
		);
		report('unpacking Node and building SQLite');
		await npm(partial, ['rebuild', 'node', 'sqlite3', '--ignore-scripts=false']);

		report('checking that it runs');
		const candidate = describe(release, partial);
		if (!(await works(candidate))) throw new Error(`n8n ${release.version} was installed but does not run.`);
		await mark(candidate);
		await rename(partial, folder);
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
}

function reportPackages(folder: string, report: (detail: string) => void): NodeJS.Timeout {
	report('resolving packages');
	return setInterval(() => {
		readdir(join(folder, 'node_modules')).then(
			(names) => report(`${names.length} packages so far`),
			() => undefined,
		);
	}, REPORT_EVERY_MS);
}

async function removeLeftovers(folder: string): Promise<void> {
	const cache = join(folder, '..');
	const prefix = `${folder}.partial-`;
	const leftovers = (await readdir(cache))
		.map((name) => join(cache, name))
		.filter((p) => p.startsWith(prefix));
	await Promise.all(leftovers.map(async (path) => await rm(path, { recursive: true, force: true })));
}

async function isMarked({ folder, version, node }: N8nInstallation): Promise<boolean> {
	try {
		const marker = JSON.parse(await readFile(join(folder, MARKER), 'utf8')) as { version?: string };
		await access(node);
		return marker.version === version;
	} catch {
		return false;
	}
}

async function mark({ folder, version }: N8nInstallation): Promise<void> {
	await writeFile(join(folder, MARKER), JSON.stringify({ version }));
}

/** Whether both the Node and the n8n of a folder start, and n8n is the version meant. */
async function works({ node, entry, version }: N8nInstallation): Promise<boolean> {
	try {
		await stat(entry);
		const env = childEnvironment();
		await execa(node, ['-v'], { env, extendEnv: false });
		const { stdout } = await execa(node, [entry, '--version'], { env, extendEnv: false });
		return stdout.trim() === version;
	} catch {
		return false;
	}
}
