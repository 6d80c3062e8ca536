import { mkdir, mkdtemp, readFile, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import lockfile from 'proper-lockfile';
import { npm } from '../npm.mts';

/** Packages to be installed beside the repository, in a folder of the cache. */
export interface CachedInstall {
	/** The folder's name, with the version in it. */
	name: string;
	/** Such as `n8n@2.41.1`. */
	packages: readonly string[];
	/** npm `overrides`, for a release that asks for something the registry does not have. */
	overrides?: Readonly<Record<string, string>>;
	/** Packages whose install scripts have to run. */
	rebuild?: readonly string[];
	/** What it takes up when it is installed, and the usual time, for those who wait; a size in MB. */
	usual?: { megabytes: number; minutes: string };
	/** Whether what is in the folder starts. */
	works(folder: string): Promise<boolean>;
}

const MARKER = 'installed.json';
const REPORT_EVERY_MS = 2_000;

/**
 * Finds the packages in the cache or installs them there; on Linux under `$XDG_CACHE_HOME` or `~/.cache`. Safe to call from several
 * processes at once, and an installation that was cut short is never taken for a finished one.
 */
export async function ensureInstalled(
	wanted: CachedInstall,
	report: (detail: string) => void = () => undefined,
): Promise<{ folder: string; fresh: boolean }> {
	const cache = envPaths('n8n-nodes-swiftia', { suffix: '' }).cache;
	const folder = join(cache, wanted.name);
	if (await isMarked(folder, wanted)) return { folder, fresh: false };

	await mkdir(cache, { recursive: true });
	report('waiting for another installation to end');
	const unlock = await lockfile.lock(cache, {
		lockfilePath: `${folder}.lock`,
		stale: 20_000,
		update: 5_000,
		retries: { forever: true, factor: 1, minTimeout: 1_000, maxTimeout: 1_000 },
	});
	try {
		if (await isMarked(folder, wanted)) return { folder, fresh: false };
		await rm(folder, { recursive: true, force: true });
		await install(wanted, folder, report);
		return { folder, fresh: true };
	} finally {
		await unlock();
	}
}

/** Installs beside the final place and moves it there when it is whole. Only the holder of the lock gets here. */
async function install(
	wanted: CachedInstall,
	folder: string,
	report: (detail: string) => void,
): Promise<void> {
	await removeLeftovers(folder);
	const partial = await mkdtemp(`${folder}.partial-`);
	try {
		const manifest = { private: true, overrides: wanted.overrides ?? {} };
		await writeFile(join(partial, 'package.json'), JSON.stringify(manifest));

		const counting = await reportSize(partial, wanted.usual, report);
		const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
		await npm(partial, ['install', ...wanted.packages, ...options]).finally(() => clearInterval(counting));
		if (wanted.rebuild) {
			report('running install scripts');
			await npm(partial, ['rebuild', ...wanted.rebuild, '--ignore-scripts=false']);
		}

		report('checking that it runs');
		if (!(await wanted.works(partial))) throw new Error(`${wanted.name} was installed but does not run.`);
		await writeFile(join(partial, MARKER), JSON.stringify({ packages: wanted.packages }));
		await rename(partial, folder);
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
}

/** Reports how much the disk has filled up since, which is npm's work for the most part. */
async function reportSize(
	folder: string,
	usual: CachedInstall['usual'],
	report: (detail: string) => void,
): Promise<NodeJS.Timeout> {
	const free = async () => await statfs(folder).then(({ bavail, bsize }) => (bavail * bsize) / 1e6);
	const before = await free();
	const of = usual ? ` of about ${usual.megabytes} MB; it usually takes ${usual.minutes}` : ' MB';
	report(`0${of}`);
	return setInterval(() => {
		free().then(
			(now) => report(`${Math.max(0, before - now).toFixed(0)}${of}`),
			() => undefined,
		);
	}, REPORT_EVERY_MS);
}

async function removeLeftovers(folder: string): Promise<void> {
	const cache = join(folder, '..');
	const leftovers = (await readdir(cache))
		.map((name) => join(cache, name))
		.filter((path) => path.startsWith(`${folder}.partial-`));
	await Promise.all(leftovers.map(async (path) => await rm(path, { recursive: true, force: true })));
}

async function isMarked(folder: string, { packages }: CachedInstall): Promise<boolean> {
	try {
		const marker = JSON.parse(await readFile(join(folder, MARKER), 'utf8')) as { packages?: string[] };
		return JSON.stringify(marker.packages) === JSON.stringify(packages);
	} catch {
		return false;
	}
}
