import { acceptedRender } from '../../api/render';
import { dateAt, ticks } from '../../time/clock';
import type { WaitLimits } from '../../wait/limits';
import { poll } from '../../wait/poll';
import { leftToPark, mayParkFrom, park } from '../../wait/park';
import type { ParkedItem, WaitingRender } from '../../wait/parked';
import {
	type RenderWaitMethod,
	type WaitStrategy,
	chooseRenderStrategy,
	strategyBeforePark,
	strategyHint,
} from '../../wait/waitStrategy';
import { recordToPark } from '../../wait/unseen';
import { isOpen } from '../../wait/watched';
import type { Run } from '../run/run';
import { pollLimits } from '../run/pollLimits';
import type { RenderTask } from './renderWait';

/** How long a wait takes, and when Max Wait is over. */
export interface WaitTime {
	limits: WaitLimits;
	/** By `ticks`. */
	deadline: number;
}

/** What decides whether a wait for renders parks. */
export interface RenderWaitPlan {
	method: RenderWaitMethod;
	/** Whether one item may give several renders. */
	hasSeveralPerItem: boolean;
	/** Whether a render can end with an error of its item: because it failed, or because its MP4 cannot be had. */
	mayHaveError: boolean;
	/** When Max Wait is over, by `ticks`. */
	deadline: number;
}

/** Chooses between parking and polling for renders that have not ended, and tells the user where it polls. */
export async function chooseWay(run: Run, plan: RenderWaitPlan): Promise<WaitStrategy> {
	const { method, hasSeveralPerItem, mayHaveError, deadline } = plan;
	const errorStops = mayHaveError && !run.context.continueOnFail();
	const facts = {
		method,
		hasSeveralPerItem,
		errorStops,
		canReadParked: await run.clients.canReadParked(run.context),
		left: leftToPark(run.context, run.begunAt, deadline),
	};
	const strategy = await chooseRenderStrategy(run.context, facts);
	if (!strategy.park) run.hint(strategyHint(strategy));
	return strategy;
}

/** Whether there is something to park for. After an error that stops the workflow the renders are polled, so that it comes at the end. */
export function canPark(run: Run, tasks: RenderTask[], deadline: number): boolean {
	return ticks() < deadline && hasOpen(run, tasks);
}

function hasOpen(run: Run, tasks: RenderTask[]): boolean {
	const isStopping = !run.isGoingOn() || (failed(tasks).length > 0 && !run.context.continueOnFail());
	const isStopped = run.context.getExecutionCancelSignal()?.aborted;
	return !isStopping && !isStopped && tasks.some(({ watch }) => isOpen(watch));
}

/** Where it is to park, polls for as long as a second park has to wait, and tells the user whether it parks. */
export async function pollUntilParkable(
	run: Run,
	tasks: RenderTask[],
	strategy: WaitStrategy,
	{ limits, deadline }: WaitTime,
): Promise<boolean> {
	const from = mayParkFrom(run.context, run.begunAt);
	if (from > ticks() && canPark(run, tasks, deadline)) {
		await poll(
			tasks.map(({ watch }) => watch),
			pollLimits(run, limits, from),
		);
	}
	const rest = { hasOpen: hasOpen(run, tasks), left: deadline - ticks(), items: tasks.length };
	const way = strategyBeforePark(strategy, rest);
	run.hint(strategyHint(way));
	return way.park;
}

/**
 * Parks the execution until these renders have ended. Has to be the last thing of a run.
 *
 * @param failureIsError whether a failed render is an error of its item
 */
export async function parkRenders(
	run: Run,
	tasks: RenderTask[],
	deadline: number,
	failureIsError: boolean,
): Promise<void> {
	failed(tasks).forEach(({ itemIndex, watch }) => run.addError(itemIndex, watch.failure));
	const waiting = Array.from({ length: run.itemCount }, (): ParkedItem[] => []);
	for (const task of tasks) {
		if (task.watch.failure === undefined) waiting[task.itemIndex]!.push(waitingRender(task, failureIsError));
	}
	waiting.forEach((ofItem, itemIndex) =>
		ofItem.push(...run.errorsOf(itemIndex).map((message) => notStarted(itemIndex, message))),
	);
	run.markParked();
	await park(run.context, waiting.flat(), deadline);
}

/** Those that cannot be watched any more. */
function failed(tasks: RenderTask[]): RenderTask[] {
	return tasks.filter(({ watch }) => watch.failure !== undefined);
}

function waitingRender({ itemIndex, watch, outcome }: RenderTask, failureIsError: boolean): WaitingRender {
	const { since } = watch;
	const { simplify, binaryPropertyName } = outcome;
	return {
		...recordToPark(watch),
		renderWait: {
			itemIndex,
			simplify,
			failureIsError,
			...(binaryPropertyName !== undefined && { binaryPropertyName }),
			...(since !== undefined && { startedAt: dateAt(since) }),
		},
	};
}

function notStarted(itemIndex: number, message: string): WaitingRender & { notStarted: string } {
	return {
		...acceptedRender({ renderId: '' }),
		status: 'FAILED',
		failureReason: message,
		notStarted: message,
		renderWait: { itemIndex, simplify: true, failureIsError: true },
	};
}
