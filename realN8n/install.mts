import { join } from 'node:path';
import { execa } from 'execa';
import { ensureInstalled } from './lib/cachedInstall.mts';
import { childEnvironment } from './lib/environment.mts';

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

/** The n8n that the demo shows; `N8N_RELEASE` names another, such as one that is newer than this package. */
export const DEMO_RELEASE: N8nRelease = { version: process.env.N8N_RELEASE ?? '2.41.1' };

const NODE_FOR_N8N = 'node@24';

/** Finds this n8n in the cache or installs it there (minutes, about 3 GB). */
export async function ensureN8n(
	{ version, overrides }: N8nRelease = DEMO_RELEASE,
	report?: (detail: string) => void,
): Promise<N8nInstallation> {
	const wanted = {
		name: `n8n-${version}`,
		packages: [`n8n@${version}`, NODE_FOR_N8N],
		overrides,
		rebuild: ['node', 'sqlite3'],
		usual: { megabytes: 3_000, minutes: '3 to 8 minutes, once' },
		works: async (folder: string) => await works(programs(folder), version),
	};
	const { folder, fresh } = await ensureInstalled(wanted, report);
	return { version, folder, fresh, ...programs(folder) };
}

function programs(folder: string): { node: string; entry: string } {
	const modules = join(folder, 'node_modules');
	return {
		node: join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
		entry: join(modules, 'n8n', 'bin', 'n8n'),
	};
}

/** Whether both the Node and the n8n of a folder start, and n8n is the version meant. */
async function works({ node, entry }: { node: string; entry: string }, version: string): Promise<boolean> {
	try {
		const env = childEnvironment();
		await execa(node, ['-v'], { env, extendEnv: false });
		const { stdout } = await execa(node, [entry, '--version'], { env, extendEnv: false });
		return stdout.trim() === version;
	} catch {
		return false;
	}
}
