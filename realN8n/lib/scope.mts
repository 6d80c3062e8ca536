import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuseTrees, stopAllTrees } from './processes.mts';

const TIDY_WITHIN_MS = 15_000;

type Close = () => Promise<unknown> | unknown;

/** What a run has opened, closed again in reverse order however the run ends. */
export class Scope {
	private readonly closers: Close[] = [];

	private closing?: Promise<void>;

	/** Aborted when the user (or the system) asks the run to end. */
	readonly interrupted = new AbortController();

	/** Resolves when that happens. */
	async untilInterrupted(): Promise<void> {
		const { signal } = this.interrupted;
		if (!signal.aborted) await once(signal, 'abort');
	}

	/** Registers what undoes a thing just done; if the scope is closed already, it is undone at once. */
	defer(close: Close): void {
		this.closers.push(close);
		if (this.closing) this.closing = this.closing.then(async () => await this.closeAll());
	}

	/** Closes everything, once; what fails to close does not keep the rest open. */
	async close(): Promise<void> {
		this.closing ??= this.closeAll();
		await this.closing;
	}

	private async closeAll(): Promise<void> {
		for (let close = this.closers.pop(); close; close = this.closers.pop()) {
			try {
				await close();
			} catch (error) {
				console.error(`Could not clean up: ${error instanceof Error ? error.message : String(error)}`);
			}
		}
		await stopAllTrees();
	}
}

/**
 * Runs a command-line body that returns its exit code, and ends the process with it. Ctrl-C, SIGTERM and a closed
 * terminal close the scope first; a second Ctrl-C does not wait for that.
 */
export async function runInScope(body: (scope: Scope) => Promise<number>): Promise<never> {
	const scope = new Scope();
	let firstSignalAt = 0;
	let exitCode: number;

	const onSignal = (signal: NodeJS.Signals) => {
		if (firstSignalAt > 0) {
			// npm and tsx may pass the same Ctrl-C on to us once more.
			if (Date.now() - firstSignalAt > 1_500) process.exit(130);
			return;
		}
		firstSignalAt = Date.now();
		console.error(`\n${signal}: stopping everything that was started ...`);
		refuseTrees();
		scope.interrupted.abort();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

	const interruption = scope.untilInterrupted().then(() => 130);
	const running = body(scope);
	try {
		exitCode = await Promise.race([running, interruption]);
	} catch (error) {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		exitCode = 1;
	}
	await scope.close();
	if (scope.interrupted.signal.aborted) {
		// What was interrupted may still be tidying up after itself.
		exitCode = await Promise.race([running.catch(() => 130), sleep(TIDY_WITHIN_MS, 130)]);
		console.error('Everything is stopped.');
	}
	process.exit(exitCode);
}
