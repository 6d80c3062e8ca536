import { execa, type Options } from 'execa';
import { until } from './until.mts';

const onWindows = process.platform === 'win32';
const alive = new Set<number>();
let refusing = false;

/**
 * Starts a program at the head of its own process group, so that it can be ended with all its children,
 * and so that Ctrl-C reaches it through us alone.
 */
export function spawnTree<O extends Options>(file: string, args: readonly string[], options: O) {
	if (refusing) throw new Error('Stopping: nothing new is started');
	const child = execa(file, args, { ...options, detached: !onWindows, extendEnv: false });
	const { pid } = child;
	if (pid !== undefined) {
		alive.add(pid);
		const forget = () => alive.delete(pid);
		void child.then(forget, forget);
	}
	return child;
}

/** Asks a process and all its children to end, insists after `graceMs`, and returns when they are gone. */
export async function stopTree(pid: number, graceMs = 10_000): Promise<void> {
	if (onWindows) {
		await execa('taskkill', ['/pid', String(pid), '/T', '/F'], { reject: false });
		alive.delete(pid);
		return;
	}
	signalGroup(pid, 'SIGTERM');
	if (!(await groupGone(pid, graceMs))) {
		signalGroup(pid, 'SIGKILL');
		await groupGone(pid, 5_000);
	}
	alive.delete(pid);
}

/** Ends a process and all its children without asking, as kill -9 does, and returns when they are gone. */
export async function killTree(pid: number): Promise<void> {
	if (onWindows) return await stopTree(pid);
	signalGroup(pid, 'SIGKILL');
	await groupGone(pid, 5_000);
	alive.delete(pid);
}

/** Ends everything started with `spawnTree` that is still there, politely first. */
export async function stopAllTrees(graceMs = 2_000): Promise<void> {
	await Promise.all([...alive].map(async (pid) => await stopTree(pid, graceMs)));
}

/** From now on nothing is started any more: this process is about to end. */
export function refuseTrees(): void {
	refusing = true;
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}

async function groupGone(pid: number, withinMs: number): Promise<boolean> {
	const isGone = () => !signalGroup(pid, 0);
	return await until('the end of a process', isGone, { seconds: withinMs / 1000, everyMs: 50 }).catch(
		() => false,
	);
}

// The last resort, for a way out that could not wait: nothing may outlive this process.
process.once('exit', () => {
	for (const pid of alive) signalGroup(pid, 'SIGKILL');
});
