import type { KnownRender } from '../../api/render';
import type { Short } from '../../api/short';
import { type KnownJob, jobInWords } from '../../api/job';
import { type RenderRequest, renderBody } from '../../api/renderRequest';
import { ticks } from '../../transport/clock';
import type { Run, Task } from '../run/run';
import type { RenderOutcome } from './outcome';
import { type IndexedJob, type RenderTarget, type RenderableShort, selectShorts } from './shorts';

/** A render, and when this run started it, by `ticks`; undefined where it took up what was started before. */
export interface StartedRender {
	known: KnownRender;
	since: number | undefined;
}

/** The renders that one item asks for. */
export interface RenderOrder extends Task {
	job: KnownJob;
	target: RenderTarget;
	request: Omit<RenderRequest, 'jobId' | 'target'>;
	outcome: RenderOutcome;
}

/**
 * Starts the renders that one item asks for; one that cannot be started is noted as the item's error.
 *
 * @param deadline by `ticks`: none is started later
 * @throws SwiftiaError (unusable) for a job that cannot be rendered
 */
export async function startRenders(
	run: Run,
	order: RenderOrder,
	job: IndexedJob,
	deadline?: number,
): Promise<StartedRender[]> {
	const { itemIndex } = order;
	const { shorts, errors } = selectShorts(job, order.target);
	errors.forEach((error) => run.addError(itemIndex, error));
	const of = jobInWords(job.record);
	const plans = shorts.map((one) => ({
		itemIndex,
		subject: { kind: 'short' as const, id: one.short.shortId, of },
		...one,
	}));
	const done = await run.each(plans, async (plan) => await start(run, order, plan, deadline));
	return done.map(({ result }) => result);
}

async function start(
	{ context, client, ledger }: Run,
	{ itemIndex, job: { jobId }, request }: RenderOrder,
	{ short, target }: RenderableShort,
	deadline?: number,
): Promise<StartedRender> {
	const { shortId } = short;
	const body = renderBody({ jobId, target, ...request });
	const purpose = `short ${shortId} of job ${jobId}, item ${itemIndex} of execution ${context.getExecutionId()}`;
	let since: number | undefined;
	const renderId = await ledger.startOnce({
		kind: 'render',
		body,
		purpose,
		start: async () => {
			const id = await client.createRender(body, purpose, deadline);
			since = ticks();
			return id;
		},
		hasFailed: async (id) => (await client.getRender({ renderId: id })).record.status === 'FAILED',
	});
	return { known: renderOf(short, renderId), since };
}

function renderOf(
	{ jobId, videoId, shortId, title, text, reason, duration }: Short,
	renderId: string,
): KnownRender {
	return { renderId, jobId, videoId, shortId, title, text, reason, duration };
}
