import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { callbackJobId, readCallback } from '../api/callback';
import type { JsonValue } from '../api/json';
import { SwiftiaClient } from '../transport/client';
import { ticks, ticksAt } from '../transport/clock';
import { pause } from '../transport/pause';
import { wake } from '../transport/wake';
import { lastWakeBefore } from './deadline';
import { CLAIM_EXPIRES, type Caller } from './parkPlan';
import { ParkMonitor } from './parkMonitor';
import { type ParkedJob, type ParkedRender, areRenders, parkKey, readParked } from './parked';
import { parkedJobs } from './parkedJobs';
import type { ParkedRecords } from './parkedRecords';
import { ParkedRenders, type SeenRenders } from './parkedRenders';
import { resumeWebhookUrl } from './resumeWebhook';
import { WATCHDOG_CALL, type WatchedPark, standBy, watch, watchdogWish } from './watchdog';

/** Milliseconds from a claim to the call that finds out whether n8n has carried it out. */
const CONFIRM_AFTER = CLAIM_EXPIRES + 5_000;
/** Milliseconds that a watchdog waits at most to hear when its next call is worth it. */
const ANSWER_WITHIN = 10_000;
/** What the caller gets; n8n's own answer would come only after everything was read. */
const RECEIVED = { received: true };
const SILENT: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Swiftia, a watchdog or anybody else called the resume webhook of a parked execution. The caller is answered at once, a watchdog
 * after the look; then what is waited for is read from the API, and the execution goes on when all has ended. Never throws: n8n would
 * go on with one empty item.
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const begunAt = ticks();
	const answer = answerOnce(context);
	try {
		const body = readCallback(context.getBodyData());
		if (watchdogWish(body) !== 'look') answer(RECEIVED);
		else void pause(ANSWER_WITHIN).then(() => answer(RECEIVED));
		const { response, nextWake } = await followUp(context, { begunAt, body });
		answer({ ...RECEIVED, nextWake });
		return response ?? SILENT;
	} catch (error) {
		context.logger.warn(
			`Swiftia: a callback could not be followed up, the wait goes on (${(error as Error).message})`,
		);
		answer(RECEIVED);
		return SILENT;
	}
}

function answerOnce(context: IWebhookFunctions): (body: object) => void {
	let isAnswered = false;
	return (body) => {
		if (isAnswered) return;
		isAnswered = true;
		context.getResponseObject().status(200).json(body);
	};
}

interface Call {
	/** By `ticks`. */
	begunAt: number;
	body: JsonValue;
}

interface Followed {
	/** Makes the execution go on. */
	response?: IWebhookResponseData;
	nextWake?: number;
}

async function followUp(context: IWebhookFunctions, call: Call): Promise<Followed> {
	const waiting = context.evaluateExpression('{{ $input.all() }}') as Array<{ json: IDataObject }>;
	const parked = readParked(waiting);
	const waitUntil = parked[0]?.waitUntil;
	if (waitUntil === undefined || Date.parse(waitUntil) <= Date.now()) return {};

	const limit = Date.parse(waitUntil);
	const park: WatchedPark = {
		key: parkKey(context.getExecutionId(), waitUntil),
		url: resumeWebhookUrl(context),
		limit,
		lastWake: areRenders(parked) ? lastWakeBefore(limit, parked.length) : undefined,
	};
	// Whatever process answers a call watches the park too: the one that parked may be gone.
	watch(context.helpers.httpRequest, park, forget(park.key));
	if (watchdogWish(call.body) === 'enlist') return {};

	const client = await SwiftiaClient.open(context);
	if (areRenders(parked)) return await follow(context, park, call, rendersOf(context, park, parked, client));
	return await follow(context, park, call, jobsOf(context, park, parked, client));
}

function jobsOf(
	context: IWebhookFunctions,
	{ limit }: WatchedPark,
	parked: ParkedJob[],
	client: SwiftiaClient,
) {
	return parkedJobs(parked, client, {
		deadline: ticksAt(limit),
		// What the expression yields here may differ from what execute() had checked: only a clear no is one.
		simplify: context.getNodeParameter('simplify', true) !== false,
		hasErrorOutput: context.getNode().onError === 'continueErrorOutput',
	});
}

function rendersOf(
	context: IWebhookFunctions,
	{ key, limit }: WatchedPark,
	parked: ParkedRender[],
	client: SwiftiaClient,
) {
	const seen = seenRenders.get(key) ?? (new Map() as SeenRenders);
	seenRenders.set(key, seen);
	return new ParkedRenders(context, parked, client, { deadline: ticksAt(limit), seen });
}

async function follow<A>(
	context: IWebhookFunctions,
	park: WatchedPark,
	{ begunAt, body }: Call,
	records: ParkedRecords<A>,
): Promise<Followed> {
	const wakeAnew = async () => await wake(context.helpers.httpRequest, park.url, WATCHDOG_CALL);
	const ended = await monitorOf<A>(park, records.ids).answer({
		caller: callerOf(body, records.ids),
		begunAt,
		readEnded: records.readEnded,
		finish: records.finish,
		wakeAnew: () => void wakeAnew(),
	});
	if (!ended) {
		const nextWake = records.nextWake();
		if (nextWake !== undefined) standBy(park.key, nextWake);
		return { nextWake };
	}
	// Where n8n did not carry the resume out, as when its database was busy, this call finds the execution waiting still.
	void pause(CONFIRM_AFTER).then(wakeAnew);
	const items = records.itemsOf(ended);
	return { response: { noWebhookResponse: true, workflowData: [items] } };
}

function callerOf(body: JsonValue, ids: string[]): Caller {
	if (watchdogWish(body) !== undefined) return 'watchdog';
	const id = callbackJobId(body);
	return ids.includes(id) ? { id } : 'unknown';
}

/** By park, of whatever it waits for; each is let go when its watchdog ends. */
const monitors = new Map<string, unknown>();
const seenRenders = new Map<string, SeenRenders>();

/** Lets go what is kept of a park, and holds nothing but its key until then. */
function forget(key: string): () => void {
	return () => {
		monitors.delete(key);
		seenRenders.delete(key);
	};
}

function monitorOf<A>({ key, limit, lastWake }: WatchedPark, ids: string[]): ParkMonitor<A> {
	const known = monitors.get(key) as ParkMonitor<A> | undefined;
	const monitor = known ?? new ParkMonitor<A>(ids, limit, lastWake);
	monitors.set(key, monitor);
	return monitor;
}
