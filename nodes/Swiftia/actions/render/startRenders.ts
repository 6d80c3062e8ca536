import type { KnownRender } from '../../api/render';
import type { Short } from '../../api/short';
import { type KnownJob, jobInWords } from '../../api/job';
import { type RenderRequest, renderBody } from '../../api/renderRequest';
import type { Run, Task } from '../run/run';
import type { RenderOutcome } from './outcome';
import { type IndexedJob, type RenderTarget, type RenderableShort, selectShorts } from './shorts';

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
): Promise<KnownRender[]> {
	const { itemIndex, client } = order;
	const { shorts, errors } = selectShorts(job, order.target);
	errors.forEach((error) => run.addError(itemIndex, error));
	const of = jobInWords(job.record);
	const plans = shorts.map((one) => ({
		itemIndex,
		client,
		subject: { kind: 'short' as const, id: one.short.shortId, of },
		...one,
	}));
	const done = await run.each(plans, async (plan) => await start(run, order, plan, deadline));
	return done.map(({ result }) => result);
}

async function start(
	{ context, ledger }: Run,
	{ itemIndex, client, job: { jobId }, request }: RenderOrder,
	{ short, target }: RenderableShort,
	deadline?: number,
): Promise<KnownRender> {
	const { shortId } = short;
	const body = renderBody({ jobId, target, ...request });
	const purpose = `short ${shortId} of job ${jobId}, item ${itemIndex} of execution ${context.getExecutionId()}`;
	const renderId = await ledger.startOnce({
		kind: 'render',
		account: client.account,
		body,
		purpose,
		start: async () => await client.createRender(body, purpose, deadline),
		readStatus: async (id) => (await client.getRender({ renderId: id })).record.status,
	});
	return renderOf(short, renderId);
}

function renderOf(
	{ jobId, videoId, shortId, title, text, reason, duration }: Short,
	renderId: string,
): KnownRender {
	return { renderId, jobId, videoId, shortId, title, text, reason, duration };
}
