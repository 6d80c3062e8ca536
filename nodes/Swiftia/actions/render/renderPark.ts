import { acceptedRender } from '../../api/render';
import { dateAt, ticks } from '../../transport/clock';
import { park, settle } from '../../wait/park';
import type { WaitingRender } from '../../wait/parked';
import { type RenderWaitMethod, chooseRenderStrategy } from '../../wait/waitStrategy';
import { isOpen } from '../../wait/watched';
import type { Run } from '../run/run';
import type { RenderTask } from './renderWait';

/** What decides whether a wait for renders parks. */
export interface RenderWaitPlan {
	method: RenderWaitMethod;
	/** Whether one item may give several renders. */
	hasSeveralPerItem: boolean;
	/** Whether a failed render is an error of its item. */
	failureIsError: boolean;
	/** When Max Wait is over, by `ticks`. */
	deadline: number;
}

/** Chooses between parking and polling for renders that have not ended, and tells the user which. */
export async function choosesToPark(run: Run, plan: RenderWaitPlan): Promise<boolean> {
	const { method, hasSeveralPerItem, failureIsError, deadline } = plan;
	const failureStops = failureIsError && !run.context.continueOnFail();
	const facts = { method, hasSeveralPerItem, failureStops, left: deadline - ticks() };
	const strategy = await chooseRenderStrategy(run.context, facts);
	run.hint(`Swiftia: ${strategy.park ? 'waiting parked' : 'waiting by polling'}, because ${strategy.why}.`);
	return strategy.park;
}

/** Whether there is something to park for. After an error that stops the workflow the renders are polled, so that it comes at the end. */
export function canPark(run: Run, tasks: RenderTask[], deadline: number): boolean {
	return run.isGoingOn() && ticks() < deadline && tasks.some(({ watch }) => isOpen(watch));
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
	await settle(run.context, run.begunAt);
	const waiting = Array.from({ length: run.itemCount }, (_, itemIndex) => [
		...tasks
			.filter((task) => task.itemIndex === itemIndex)
			.map((task) => waitingRender(task, failureIsError)),
		...run.errorsOf(itemIndex).map((message) => notStarted(itemIndex, message)),
	]);
	run.markParked();
	await park(run.context, waiting.flat(), deadline);
}

function waitingRender({ itemIndex, watch, outcome }: RenderTask, failureIsError: boolean): WaitingRender {
	const { latest, since, fileName } = watch;
	const { simplify, binaryPropertyName: field } = outcome;
	return {
		...latest.record,
		renderWait: {
			itemIndex,
			simplify,
			failureIsError,
			...(field !== undefined && fileName !== undefined && { file: { field, name: fileName } }),
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
