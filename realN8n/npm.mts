import { ExecaError } from 'execa';
import { childEnvironment } from './lib/environment.mts';
import { spawnTree } from './lib/processes.mts';

/** Runs npm in a folder, as from a plain shell there, and returns what it printed. */
export async function npm(
	cwd: string,
	args: readonly string[],
	extraEnvironment: Readonly<Record<string, string>> = {},
): Promise<string> {
	const env = childEnvironment({ npm_config_update_notifier: 'false', ...extraEnvironment });
	try {
		const { stdout } = await spawnTree('npm', args, { cwd, env, stdin: 'ignore' });
		return stdout;
	} catch (error) {
		if (!(error instanceof ExecaError)) throw error;
		const tail = `${String(error.stdout)}\n${String(error.stderr)}`.trim().split('\n').slice(-25).join('\n');
		throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${tail || error.shortMessage}`, {
			cause: error,
		});
	}
}
