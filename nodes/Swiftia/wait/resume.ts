import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { callbackJobId, readCallback } from '../api/callback';
import type { JsonValue } from '../api/json';
import { ticks } from '../time/clock';
import { pause } from '../time/pause';
import { type Asked, askPark, hasAnswered } from '../transport/wake';
import { lastWakeBefore } from './deadline';
import { CLAIM_EXPIRES, type Caller, OWN_CLAIM_EXPIRES, type Recheck } from './parkState';
import { type ParkCall, ParkMonitor, type Standing, YOUNG } from './parkMonitor';
import { noteOfferedAgain } from './offers';
import { areRenders, parkKey, readParked } from './parked';
import type { ParkedRecords } from './parkedRecords';
import { forgetRecords, jobsOf, rendersOf } from './recordsOf';
import { hasToken, resumeWebhookUrl, warnOfCall } from './resumeWebhook';
import {
	type WatchedPark,
	end,
	leave,
	mayRunExecutions,
	noteEnlisting,
	standBy,
	wakeNext,
	watch,
} from './watchdog';
import { ENLIST_CALL, watchdogWish } from './watchdogCall';

/** Milliseconds from a claim to the call that finds out whether n8n has carried it out. */
const CONFIRM_AFTER = CLAIM_EXPIRES + 5_000;
/** Milliseconds from the begin of a call to its last look, after which it still has a moment to resume. */
const LAST_YOUNG_LOOK = YOUNG - 2_000;
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
		const wish = watchdogWish(body);
		if (wish === undefined) answer(RECEIVED);
		else if (wish !== 'enlist') void pause(ANSWER_WITHIN).then(() => answer(RECEIVED));
		const followed = await followUp(context, { begunAt, body });
		const isHeard = answer({ ...RECEIVED, nextWake: followed?.nextWake, waitUntil: followed?.waitUntil });
		if (followed) planNextCall(followed, isHeard);
		return followed?.response ?? SILENT;
	} catch (error) {
		warnOfCall(context, error);
		answer(RECEIVED);
		return SILENT;
	}
}

/** Gives whether this answer was the one that the caller got. */
function answerOnce(context: IWebhookFunctions): (body: object) => boolean {
	let isAnswered = false;
	return (body) => {
		if (isAnswered) return false;
		isAnswered = true;
		context.getResponseObject().status(200).json(body);
		return true;
	};
}

interface Call {
	/** By `ticks`. */
	begunAt: number;
	body: JsonValue;
}

interface Followed {
	/** Of the park. */
	key: string;
	/** Names the park to who asks for it. */
	waitUntil?: string;
	/** Makes the execution go on. */
	response?: IWebhookResponseData;
	/** Whether it was to do so before. */
	isAgain?: boolean;
	nextWake?: number;
	/** What this process is to do itself. */
	again?: { recheckIn: number; recheck: Recheck };
}

function planNextCall({ key, response, nextWake, again }: Followed, isHeard: boolean): void {
	if (again) wakeNext(key, again.recheckIn, again.recheck);
	// A watchdog that was not told in time comes by its own reckoning, which may be much later.
	else if (!isHeard && nextWake !== undefined) wakeNext(key, nextWake);
	else if (response) leave(key);
	else if (nextWake !== undefined) standBy(key, nextWake);
}

/** Undefined where there is nothing to follow. */
async function followUp(context: IWebhookFunctions, call: Call): Promise<Followed | undefined> {
	const waiting = context.evaluateExpression('{{ $input.all() }}') as Array<{ json: IDataObject }>;
	const parked = readParked(waiting);
	const waitUntil = parked[0]?.waitUntil;
	if (waitUntil === undefined || Date.parse(waitUntil) <= Date.now()) return undefined;

	const limit = Date.parse(waitUntil);
	const park: WatchedPark = {
		key: parkKey(context.getExecutionId(), waitUntil),
		url: resumeWebhookUrl(context),
		limit,
		lastWake: lastWakeBefore(limit, parked.length),
	};
	const isEnlisting = watchdogWish(call.body) === 'enlist';
	if (isEnlisting) noteEnlisting(park.key);
	// Whatever process answers a call watches the park too: the one that parked may be gone.
	const send = context.helpers.httpRequest;
	watch(send, park, forget(park.key));
	if (isEnlisting) return { key: park.key, waitUntil };

	const n8n = {
		askStanding: async () => standingOf(await askPark(send, park.url, ENLIST_CALL), park),
		warn: (error: unknown) => warnOfCall(context, error),
	};
	const followed = areRenders(parked)
		? await follow(park, call, rendersOf(context, parked, park), n8n)
		: await follow(park, call, jobsOf(context, parked, park), n8n);
	if (followed.isAgain && mayRunExecutions()) noteOfferedAgain(context.getExecutionId());
	return { ...followed, waitUntil };
}

function standingOf(asked: Asked, { key, limit }: WatchedPark): Standing {
	if (typeof asked === 'object' && asked.limit === limit) return 'parked';
	if (asked === 'busy' || asked === 'silent') return asked;
	end(key);
	return 'over';
}

async function follow<A>(
	park: WatchedPark,
	{ begunAt, body }: Call,
	records: ParkedRecords<A>,
	{ askStanding, warn }: Pick<ParkCall<A>, 'askStanding' | 'warn'>,
): Promise<Followed> {
	const { key } = park;
	const { readEnded, lost, finish } = records;
	const monitor = monitorOf(park, records);
	const call = { begunAt, readEnded, lost, finish, askStanding, warn };
	let caller = callerOf(body, records.ids);
	for (;;) {
		const answer = await monitor.answer({ ...call, caller });
		if (answer && 'ended' in answer) {
			// Where n8n did not carry the resume out, as when its database was busy, the next call finds the execution waiting still.
			const response = { noWebhookResponse: true, workflowData: [records.itemsOf(answer.ended)] };
			return { key, response, isAgain: answer.isAgain, nextWake: CONFIRM_AFTER };
		}
		if (!answer || hasAnswered(park.url)) return { key, nextWake: records.nextWake(), again: answer };
		const left = begunAt + LAST_YOUNG_LOOK - ticks();
		if (left <= 0) return { key, nextWake: records.nextWake() };
		// Where n8n does not answer itself nobody would come to look again: this call looks a last time, whatever is due, while it may resume.
		await pause(Math.min(answer.recheckIn, left, park.limit - Date.now()));
		caller = answer.recheckIn < left ? { recheck: answer.recheck } : 'unknown';
	}
}

function callerOf(body: JsonValue, ids: string[]): Caller {
	const wish = watchdogWish(body);
	if (wish !== undefined) return typeof wish === 'object' ? wish : 'watchdog';
	const id = callbackJobId(body);
	return ids.includes(id) ? { id } : 'unknown';
}

/** By park, of whatever it waits for; each is let go when its watchdog ends. */
const monitors = new Map<string, unknown>();

/** Lets go what is kept of a park, and holds nothing but its key until then. */
function forget(key: string): () => void {
	return () => {
		monitors.delete(key);
		forgetRecords(key);
	};
}

function monitorOf<A>(park: WatchedPark, records: ParkedRecords<A>): ParkMonitor<A> {
	const { key, limit, lastWake } = park;
	const known = monitors.get(key) as ParkMonitor<A> | undefined;
	const monitor =
		known ?? new ParkMonitor<A>(records, { limit, lastLook: lastWake, claimLasts: claimLastsOf(park) });
	monitors.set(key, monitor);
	return monitor;
}

/** Milliseconds after which a resume that n8n did not carry out is offered again for the first time. */
function claimLastsOf({ url }: WatchedPark): number {
	// n8n 1.x would carry out both, should the first only have been kept waiting.
	if (!hasToken(url)) return Infinity;
	return mayRunExecutions() ? OWN_CLAIM_EXPIRES : CLAIM_EXPIRES;
}
