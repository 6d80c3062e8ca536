import ora from 'ora';

/** One thing that takes a while, shown from its start to its end. */
export interface Step {
	/** Replaces what is said about the work under way. */
	update(detail: string): void;
	done(detail?: string): void;
	fail(detail?: string): void;
}

// A terminal of width 0, as some automation makes it, cannot hold a spinner.
const onTerminal = process.stderr.isTTY && process.stderr.columns > 0 && !process.env.CI;
const REPORT_EVERY_MS = onTerminal ? 1_000 : 15_000;

/** What a step is shown with: a spinner on a terminal, plain lines elsewhere. */
interface Display {
	/** The work goes on. */
	running(text: string): void;
	/** The work has ended. */
	ended(text: string, good: boolean): void;
}

/**
 * Shows a step with the seconds it has taken: a spinner on a terminal, otherwise one plain line
 * at its start, now and then while it lasts, and at its end.
 */
function startStep(title: string): Step {
	const display = onTerminal ? spinner() : lines();
	const started = Date.now();
	const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
	let detail = '';

	const report = () => display.running(`${title} ... ${seconds()}${detail && `, ${detail}`}`);
	const timer = setInterval(report, REPORT_EVERY_MS);
	timer.unref();
	const end = (last: string | undefined, good: boolean) => {
		clearInterval(timer);
		display.ended(`${title}${last ? `: ${last}` : ''} (${seconds()})`, good);
	};

	display.running(`${title} ...`);
	return {
		update(text) {
			detail = text;
			if (onTerminal) report();
		},
		done: (last) => end(last, true),
		fail: (last) => end(last, false),
	};
}

/** Runs work as one step: shown as done when it resolves, as failed when it throws. */
export async function runStep<T>(
	title: string,
	work: (step: Step) => Promise<T>,
	summary?: (result: T) => string,
): Promise<T> {
	const step = startStep(title);
	try {
		const result = await work(step);
		step.done(summary?.(result));
		return result;
	} catch (error) {
		step.fail();
		throw error;
	}
}

function spinner(): Display {
	const shown = ora({ discardStdin: false });
	return {
		running: (text) => void (shown.isSpinning ? (shown.text = text) : shown.start(text)),
		ended: (text, good) => void (good ? shown.succeed(text) : shown.fail(text)),
	};
}

function lines(): Display {
	return {
		running: (text) => console.error(`  ${text}`),
		ended: (text, good) => console.error(`${good ? 'ok' : 'FAILED'} ${text}`),
	};
}
