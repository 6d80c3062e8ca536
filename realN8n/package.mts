import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { childEnvironment } from './lib/environment.mts';
import { npm } from './npm.mts';

/** A package as `npm pack` wrote it. */
export interface PackedPackage {
	name: string;
	version: string;
	tarball: string;
	bytes: number;
}

/** A community package unpacked into an n8n's folder. */
export interface InstalledPackage {
	name: string;
	version: string;
	authorName?: string;
	authorEmail?: string;
}

interface Manifest {
	name: string;
	version: string;
	author?: { name?: string; email?: string };
	scripts?: Record<string, string>;
	devDependencies?: unknown;
	peerDependencies?: unknown;
	optionalDependencies?: unknown;
}

/** Builds the package of a folder if it has a build, and packs it into another folder. */
export async function packPackage(source: string, destination: string): Promise<PackedPackage> {
	const manifest = await readJson<Manifest>(join(source, 'package.json'));
	if (manifest.scripts?.build) await npm(source, ['run', 'build']);
	await mkdir(destination, { recursive: true });
	const printed = await npm(source, [
		'pack',
		'--json',
		'--ignore-scripts',
		'--pack-destination',
		destination,
	]);
	const [packed] = JSON.parse(printed) as Array<{ filename: string; size: number }>;
	if (!packed) throw new Error(`npm pack packed nothing in ${source}`);
	const { name, version } = manifest;
	return { name, version, tarball: join(destination, packed.filename), bytes: packed.size };
}

/**
 * Puts a tarball where n8n keeps community packages, step by step as n8n itself does it: unpacked, without its
 * development and peer dependencies, its own dependencies installed without scripts, and entered in n8n's list.
 */
export async function installPackage(userFolder: string, packed: PackedPackage): Promise<InstalledPackage> {
	const downloads = join(userFolder, '.n8n', 'nodes');
	const folder = join(downloads, 'node_modules', packed.name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await execa('tar', ['-xzf', packed.tarball, '-C', folder, '--strip-components=1'], {
		env: childEnvironment(),
		extendEnv: false,
	});

	const manifestFile = join(folder, 'package.json');
	const manifest = await readJson<Manifest>(manifestFile);
	await writeJson(manifestFile, {
		...manifest,
		devDependencies: undefined,
		peerDependencies: undefined,
		optionalDependencies: undefined,
	});
	await npm(folder, [
		'install',
		'--audit=false',
		'--fund=false',
		'--bin-links=false',
		'--install-strategy=shallow',
		'--ignore-scripts=true',
		'--package-lock=false',
	]);

	await enterInList(join(downloads, 'package.json'), manifest);
	const { name, version, author } = manifest;
	return { name, version, authorName: author?.name, authorEmail: author?.email };
}

async function enterInList(file: string, { name, version }: Manifest): Promise<void> {
	const list = await readJson<{ dependencies?: Record<string, string> }>(file).catch(() => ({
		dependencies: {},
	}));
	const dependencies = { ...list.dependencies, [name]: version };
	await writeJson(file, { name: 'installed-nodes', private: true, ...list, dependencies });
}

async function readJson<T>(file: string): Promise<T> {
	return JSON.parse(await readFile(file, 'utf8')) as T;
}

async function writeJson(file: string, content: unknown): Promise<void> {
	await writeFile(file, JSON.stringify(content, null, 2));
}
