import type { KnownRender } from '../../api/render';
import type { Short } from '../../api/short';
import { type KnownJob, jobInWords } from '../../api/job';
import { type RenderRequest, renderBody } from '../../api/renderRequest';
import type { ItemRenders } from '../../wait/waitMemory';
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
 * Starts the renders that one item asks for. Those that an item has asked for before the execution was parked are its renders,
 * whatever its expressions say by now.
 *
 * @param deadline by `ticks`: none is started later
 * @returns the renders, and why others were not started
 * @throws SwiftiaError (unusable) for a job that cannot be rendered
 */
export async function startRenders(
	run: Run,
	order: RenderOrder,
	job: () => IndexedJob,
	deadline?: number,
): Promise<ItemRenders> {
	const { itemIndex } = order;
	const renders = run.memory.rendersOf(itemIndex) ?? (await start(run, order, job(), deadline));
	run.renders.set(itemIndex, renders);
	return renders;
}

async function start(run: Run, order: RenderOrder, job: IndexedJob, deadline?: number): Promise<ItemRenders> {
	const { itemIndex, client } = order;
	const { shorts, errors } = selectShorts(job, order.target);
	const of = jobInWords(job.record);
	const plans = shorts.map((one) => ({
		itemIndex,
		client,
		subject: { kind: 'short' as const, id: one.short.shortId, of },
		...one,
	}));
	const begun = await run.settle(plans, async (plan) => await startOne(run, order, plan, deadline));
	return { known: begun.results, errors: [...errors, ...begun.errors] };
}

async function startOne(
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
		place: `${itemIndex} ${jobId} ${JSON.stringify(target)}`,
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
