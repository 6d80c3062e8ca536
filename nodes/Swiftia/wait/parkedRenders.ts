import type { IBinaryData, IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Answer } from '../api/answer';
import { type Render, aboutRender, failedRender } from '../api/render';
import { isFinal } from '../api/status';
import type { SwiftiaClient } from '../transport/client';
import { ticks, ticksAt } from '../time/clock';
import { download } from '../transport/download/download';
import { limitConcurrency } from '../time/limitConcurrency';
import { expectedEnds } from './looks/expectedEnds';
import { type Track, looked } from './looks/track';
import { wakeIn } from './looks/wakeIn';
import { waitedOutput, withOutcome } from './outcome';
import { type ParkedRender, continuesOnError, errorJson, withoutMarks } from './parked';
import type { ParkedRecords } from './parkedRecords';
import { UNSEEN, noting, unseen } from './unseen';

/** What came of taking an MP4. */
interface TakenFile {
	binary?: IBinaryData;
	notDownloaded?: string;
}

/** A render that has ended. */
export interface EndedRender {
	answer: Answer<Render>;
	/** Its MP4, which is being taken. */
	taking: Promise<void>;
	taken: TakenFile;
	/** Why it cannot be watched any more. */
	lost?: string;
}

/** MP4s of one park that are taken at the same time. */
const DOWNLOADS_AT_ONCE = 4;

/** What this process keeps of one park from one call to the next. */
export interface KeptOfRenders {
	/** What looks have shown of the open renders, by ID. */
	seen: Map<string, { record: Render; track: Track }>;
	/** Takes MP4s, so many at a time. */
	inTurn: ReturnType<typeof limitConcurrency>;
}

/** What is kept of a park that begins. */
export function newlyKept(): KeptOfRenders {
	return { seen: new Map(), inTurn: limitConcurrency(DOWNLOADS_AT_ONCE) };
}

/** How the renders of a park are read and put out. */
export interface ParkedRendersOptions {
	/** When a read that begins now is given up, by `ticks`. */
	readUntil: () => number;
	/** When downloads are, by `ticks`. */
	downloadUntil: number;
	kept: KeptOfRenders;
}

/** An execution that is parked for renders. Nobody calls when they end, so the next wake is predicted. */
export class ParkedRenders implements ParkedRecords<EndedRender> {
	readonly areCalledFor = false;
	readonly ids: string[];
	/** Each render as the first item has it. */
	private readonly byId: Map<string, ParkedRender>;
	/** IDs of renders whose MP4 some item wants. */
	private readonly wanted: Set<string>;
	/** The renders that this call found open, as they were read: the newest first, then the oldest. */
	private open: Track[] = [];
	/** What kept a render from being read last. */
	private readonly troubles = new Map<string, unknown>();

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly parked: ParkedRender[],
		private readonly openClient: () => Promise<SwiftiaClient>,
		private readonly options: ParkedRendersOptions,
	) {
		this.byId = new Map(parked.map((one) => [one.renderId, one] as const).reverse());
		this.wanted = new Set(
			parked.filter((one) => one.renderWait.binaryPropertyName).map(({ renderId }) => renderId),
		);
		this.ids = [...new Set(parked.filter(isAwaited).map(({ renderId }) => renderId))];
	}

	readonly readEnded = async (renderId: string): Promise<EndedRender | undefined> => {
		const known = this.byId.get(renderId)!;
		const client = await this.openClient();
		const reading = client.getRender(known, { deadline: this.options.readUntil() });
		const answer = await noting(this.troubles, renderId, reading);
		if (isFinal(answer.record.status)) return this.endedRender(answer);
		this.note(known, answer.record);
		return undefined;
	};

	readonly lost = (renderId: string, message: string): EndedRender => {
		const known = this.byId.get(renderId)!;
		const record: Render = this.options.kept.seen.get(renderId)?.record ?? withoutMarks(known);
		return { answer: { record }, taking: Promise.resolve(), taken: {}, lost: message };
	};

	readonly finish = async (ended: ReadonlyMap<string, EndedRender>): Promise<void> => {
		await Promise.all([...ended.values()].map(async ({ taking }) => await taking));
	};

	readonly nextWake = (): number | undefined => {
		const [newest, oldest] = this.open;
		return newest && wakeIn(newest, ticks(), oldest);
	};

	readonly itemsOf = (ended: ReadonlyMap<string, EndedRender>): INodeExecutionData[] =>
		this.parked.map((one) => ({
			...this.outcomeOf(one, ended.get(one.renderId)),
			pairedItem: { item: one.renderWait.itemIndex },
		}));

	private note({ renderId, renderWait }: ParkedRender, record: Render): void {
		const { seen } = this.options.kept;
		const { startedAt } = renderWait;
		const since = startedAt === undefined ? undefined : Math.min(ticksAt(Date.parse(startedAt)), ticks());
		const before = seen.get(renderId)?.track ?? { kind: 'render', since, isQueued: false };
		const now = ticks();
		const track = looked(before, record, now, expectedEnds([before])[0]!);
		seen.set(renderId, { record, track });
		this.open.push(track);
	}

	/** Whoever looks goes on while the MP4 is taken. */
	private endedRender(answer: Answer<Render>): EndedRender {
		const taken: TakenFile = {};
		const taking = this.options.kept.inTurn(async () => await this.takeFile(answer.record, taken));
		return { answer, taking, taken };
	}

	private async takeFile(render: Render, taken: TakenFile): Promise<void> {
		const { renderId, status } = render;
		if (!this.wanted.has(renderId) || status !== 'COMPLETED') return;
		try {
			const deadline = this.options.downloadUntil;
			taken.binary = await download(this.context, { render, deadline });
		} catch (error) {
			const client = await this.openClient();
			taken.notDownloaded = client.redact((error as Error).message);
		}
	}

	private outcomeOf(parked: ParkedRender, ended: EndedRender | undefined): INodeExecutionData {
		const { notStarted, renderWait } = parked;
		const hasErrorOutput = this.context.getNode().onError === 'continueErrorOutput';
		if (notStarted !== undefined) return { json: errorJson(parked, notStarted, hasErrorOutput) };
		const lastSeen = this.options.kept.seen.get(parked.renderId)?.record;
		const record: Render = ended?.answer.record ?? lastSeen ?? withoutMarks(parked);
		const failure =
			ended?.lost ??
			ended?.taken.notDownloaded ??
			(record.status === UNSEEN
				? unseen(aboutRender(record), this.troubles.get(record.renderId)).message
				: undefined) ??
			(renderWait.failureIsError ? failureOf(record) : undefined);
		if (failure !== undefined && continuesOnError(this.context.getNode())) {
			const error = `${failure} [item ${renderWait.itemIndex}]`;
			const { input = record as unknown as IDataObject } = parked;
			return { json: errorJson({ input }, error, hasErrorOutput) };
		}
		const json = this.jsonOf(renderWait, record, ended);
		const { binaryPropertyName: field } = renderWait;
		return {
			json: failure === undefined ? json : { ...json, failureReason: failure },
			...(ended?.taken.binary && field && { binary: { [field]: ended.taken.binary } }),
		};
	}

	private jsonOf(
		{ simplify }: ParkedRender['renderWait'],
		record: Render,
		ended: EndedRender | undefined,
	): IDataObject {
		return ended
			? waitedOutput(ended.answer, simplify, { timedOut: false })
			: withOutcome(record, { timedOut: !isFinal(record.status) });
	}
}

function failureOf(record: Render): string | undefined {
	return record.status === 'FAILED' ? failedRender(record).message : undefined;
}

/** Renders that are open; those that had ended before as well where something is still to be got of them. */
function isAwaited({ status, notStarted, renderWait }: ParkedRender): boolean {
	const { simplify, binaryPropertyName } = renderWait;
	return notStarted === undefined && !(isFinal(status) && simplify && !binaryPropertyName);
}
