/** Milliseconds from a look that found something open to the next that a callback may cause. */
const BETWEEN_LOOKS = 5_000;
/** Milliseconds between two sweeps, which read what nobody named, where Swiftia names what has ended. */
const BETWEEN_SWEEPS = 30_000;
/** Milliseconds from a look that found a named record open to the next: a callback may come before the API shows the end. */
export const RECHECKS = [2_000, 5_000, 15_000];
/** Open records that one look reads at most, however many were named: what is not believed may not cost much either. */
const MOST_OPEN = 2;
/** Milliseconds after which a resume that n8n did not carry out is offered again. */
export const CLAIM_EXPIRES = 20_000;

/** Who called: one that names a record which is waited for, one that names none of them, or a watchdog of this park. */
export type Caller = { id: string } | 'unknown' | 'watchdog';

/** A look that is under way. */
interface Look {
	readonly read: ReadonlySet<string>;
	/** How much of it was open. */
	readonly open: number;
	/** Whether the time is nearly over, so that the execution goes on with whatever this look shows. */
	readonly isLast: boolean;
}

/** What this process knows of one park. Times are milliseconds of a clock that nobody sets. */
export interface ParkState {
	/** IDs of the records that the park waits for, in the order of their items. */
	readonly ids: readonly string[];
	readonly ended: ReadonlySet<string>;
	/** Records that a callback named and that were not found ended yet. */
	readonly named: ReadonlySet<string>;
	/** Whether somebody called who named none of them. */
	readonly calledByUnknown: boolean;
	/** Whether somebody has called since the last look began. */
	readonly isCalled: boolean;
	/** The look that is under way. */
	readonly look: Look | undefined;
	/** When the last look ended that found something open. */
	readonly lastLook: number;
	/** Looks since the last callback. One that follows an earlier look counts that one, so its first recheck is the one after 5 s. */
	readonly looks: number;
	/** Milliseconds between two sweeps. */
	readonly betweenSweeps: number;
	/** No sweep before. */
	readonly nextSweep: number;
	/** Whether the last look left a sweep for later. */
	readonly owesSweep: boolean;
	/** When a call took the result. */
	readonly claimedAt: number;
}

/** What to do next with a park. */
export type ParkStep =
	| { read: string }
	| { endLook: { owesSweep: boolean } }
	| { beginLook: true }
	| { wait: number }
	| { resume: true }
	| { idle: true };

/**
 * A park of which nothing is known yet.
 *
 * @param isNobodyCalling whether only watchdogs call, so that every look is a sweep
 */
export function newPark(ids: readonly string[], isNobodyCalling = false): ParkState {
	return {
		ids,
		betweenSweeps: isNobodyCalling ? BETWEEN_LOOKS : BETWEEN_SWEEPS,
		ended: new Set(),
		named: new Set(),
		calledByUnknown: false,
		isCalled: false,
		look: undefined,
		lastLook: -Infinity,
		looks: 0,
		nextSweep: -Infinity,
		owesSweep: false,
		claimedAt: -Infinity,
	};
}

/**
 * What follows from what is known, at this time.
 *
 * @param isTimeUp whether the execution is to go on with what is known, after one more look at all that is open
 */
export function nextParkStep(state: ParkState, now: number, isTimeUp = false): ParkStep {
	if (now < state.claimedAt + CLAIM_EXPIRES) return { idle: true };
	if (openIds(state).length === 0) return { resume: true };
	if (isTimeUp && !state.look?.isLast) return { beginLook: true };
	if (state.look?.isLast) return goOnLookingLast(state, state.look);
	return state.look ? goOnLooking(state, state.look, now) : nextLook(state, now);
}

function goOnLookingLast(state: ParkState, look: Look): ParkStep {
	const unread = openIds(state).find((id) => !look.read.has(id));
	return unread === undefined ? { resume: true } : { read: unread };
}

/** A look reads what was named; where none of that is open, the newest of the others, and on while those have ended. */
function goOnLooking(state: ParkState, look: Look, now: number): ParkStep {
	const unread = openIds(state).filter((id) => !look.read.has(id));
	const named = unread.find((id) => state.named.has(id));
	if (named !== undefined && look.open < MOST_OPEN) return { read: named };
	const next = unread.at(-1);
	if (look.open > 0 || next === undefined) return { endLook: { owesSweep: false } };
	const isTooEarly = !state.calledByUnknown && now < state.nextSweep;
	return isTooEarly ? { endLook: { owesSweep: true } } : { read: next };
}

function nextLook(state: ParkState, now: number): ParkStep {
	const at = timeOfNextLook(state);
	if (at === undefined) return { idle: true };
	return at <= now ? { beginLook: true } : { wait: at - now };
}

function timeOfNextLook(state: ParkState): number | undefined {
	if (state.isCalled) return state.lastLook + BETWEEN_LOOKS;
	const wait = RECHECKS[state.looks - 1];
	if (state.named.size > 0 || state.calledByUnknown)
		return wait === undefined ? undefined : state.lastLook + wait;
	return state.owesSweep ? state.nextSweep : undefined;
}

function openIds({ ids, ended }: ParkState): string[] {
	return ids.filter((id) => !ended.has(id));
}

/** Somebody called. */
export function afterCall(state: ParkState, caller: Caller): ParkState {
	if (typeof caller === 'object' && state.ended.has(caller.id)) return state;
	return {
		...state,
		isCalled: true,
		looks: state.lastLook === -Infinity ? 0 : 1,
		named: typeof caller === 'object' ? new Set([...state.named, caller.id]) : state.named,
		calledByUnknown: state.calledByUnknown || caller === 'unknown',
	};
}

/** A look begins; it answers all calls until now. */
export function afterBegin(state: ParkState, isLast = false): ParkState {
	return { ...state, isCalled: false, owesSweep: false, look: { read: new Set(), open: 0, isLast } };
}

/** A record was read; one that could not be read counts as open. */
export function afterRead(state: ParkState, id: string, hasEnded: boolean, now: number): ParkState {
	const look = state.look!;
	const named = new Set(state.named);
	const isSweep = !named.has(id);
	if (hasEnded) named.delete(id);
	return {
		...state,
		named,
		ended: hasEnded ? new Set([...state.ended, id]) : state.ended,
		nextSweep: isSweep && !hasEnded ? now + state.betweenSweeps : state.nextSweep,
		look: { ...look, read: new Set([...look.read, id]), open: look.open + (hasEnded ? 0 : 1) },
	};
}

/** A look is over, and something is open. */
export function afterLook(state: ParkState, owesSweep: boolean, now: number): ParkState {
	return { ...state, look: undefined, owesSweep, lastLook: now, looks: state.looks + 1 };
}

/** There is no reason to look again before somebody calls. */
export function afterIdle(state: ParkState): ParkState {
	return { ...state, look: undefined, named: new Set(), calledByUnknown: false, owesSweep: false };
}

/** A call takes the result to n8n. */
export function afterClaim(state: ParkState, now: number): ParkState {
	return { ...state, claimedAt: now };
}
