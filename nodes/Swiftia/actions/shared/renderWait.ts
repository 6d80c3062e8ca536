import type { IBinaryData, INodeProperties } from 'n8n-workflow';
import type { JsonValue } from '../../api/json';
import { type Render, readRender } from '../../api/render';
import { isFinal } from '../../api/status';
import { atMost } from '../../transport/atMost';
import { download } from '../../transport/download';
import { type PollLimits, type Watched, poll } from '../../wait/poll';
import { fileNameOf, outputFieldProperty } from './outputFile';
import type { ItemWork, Run } from '../run';

/** The parameters Download and Put Output in Field of the waits for renders. */
export const downloadProperties: INodeProperties[] = [
	{
		displayName: 'Download',
		name: 'download',
		type: 'boolean',
		default: false,
		description: 'Whether to put the MP4 of each finished render into its item',
	},
	{ ...outputFieldProperty, displayOptions: { show: { download: [true] } } },
];

/** MP4s that are taken at the same time, so that memory stays bounded however many end together. */
const DOWNLOADS_AT_ONCE = 4;

/** One render, while it is waited for. */
export interface RenderWork extends ItemWork, Watched<Render> {
	/** The API's own body, once it was read. */
	body?: JsonValue;
	binary?: IBinaryData;
}

/** What to do with a render that has ended. */
export interface RenderOutcome {
	simplify: boolean;
	/** Field for the MP4; undefined to leave it where it is. */
	binaryPropertyName: string | undefined;
	/** Without `.mp4`; undefined for a name made of the title. */
	fileName: string | undefined;
}

/** A render to wait for. */
export function renderWork(run: Run, itemIndex: number, record: Render): RenderWork {
	const work: RenderWork = {
		itemIndex,
		record,
		read: async () => {
			work.body = await run.client.getRender(record.renderId);
			return readRender(work.body, record);
		},
	};
	return work;
}

/**
 * Waits for all renders in one loop; each MP4 is taken as soon as it is there, while others still render.
 *
 * @param outcomeOf what each item wants
 */
export async function waitForRenders(
	run: Run,
	works: RenderWork[],
	limits: PollLimits,
	outcomeOf: (itemIndex: number) => RenderOutcome,
): Promise<void> {
	const inTurn = atMost(DOWNLOADS_AT_ONCE);
	await poll(works, limits, async (ended) => {
		const work = ended as RenderWork;
		const { binaryPropertyName, fileName } = outcomeOf(work.itemIndex);
		if (binaryPropertyName === undefined || !work.record.url) return;
		const { url, renderId } = work.record;
		try {
			work.binary = await inTurn(
				async () => await download.call(run.context, url, renderId, fileNameOf(work.record, fileName)),
			);
		} catch (error) {
			work.failure = error;
		}
	});
}

/** Puts out what is known of a render: its record or the API's own body, and the MP4 if it was taken. */
export function putRender(
	run: Run,
	{ itemIndex, record, body, binary }: RenderWork,
	outcome: RenderOutcome,
	waited: boolean,
): void {
	const timedOut = !isFinal(record.status);
	const json = waited ? { ...record, timedOut } : record;
	const file = binary && { [outcome.binaryPropertyName ?? 'data']: binary };
	run.put(
		itemIndex,
		outcome.simplify || body === undefined || (waited && timedOut) ? json : (body as object),
		file,
	);
}
