/** Milliseconds from a look that found something open to the next that a callback may cause. */
const BETWEEN_LOOKS = 5_000;
/** Milliseconds between two sweeps, which read what nobody named, where Swiftia names what has ended. */
const BETWEEN_SWEEPS = 30_000;
/** The same for both where nobody names anything, so that each look is a sweep which finds two open: a process reads no more than 16 times a minute, whoever calls. */
const BETWEEN_FULL_SWEEPS = 7_500;
/** Milliseconds after which a resume that n8n did not carry out is offered again for the first time. */
export const CLAIM_EXPIRES = 20_000;
/**
 * The same in a process that runs executions itself. There n8n may keep a resume waiting for one of a limited number of executions
 * (N8N_CONCURRENCY_PRODUCTION_LIMIT), while the execution still counts as parked; a second resume would wait behind the first.
 */
export const OWN_CLAIM_EXPIRES = 180_000;
/** How much longer each further one is waited for. */
const CLAIM_GROWTH = 4;

/** Who called: one that names a record which is waited for, one that names none of them, a watchdog of this park, or one that looks again. */
export type Caller = { id: string } | 'unknown' | 'watchdog' | { recheck: Recheck };

/** Why a look is to be followed by another. The process that answers it then may know nothing of the first. */
export interface Recheck {
	/** Records that a callback named and that were open. */
	readonly named: readonly string[];
	/** Whether somebody called who named none. */
	readonly isOfUnknown: boolean;
	/** Looks since the last callback. */
	readonly looks: number;
}

/** A look that is under way. */
export interface Look {
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
	/** Milliseconds from a look that found something open to the next that a call may cause. */
	readonly betweenLooks: number;
	/** Milliseconds between two sweeps. */
	readonly betweenSweeps: number;
	/** Whether Swiftia calls nobody, so that every call counts as a watchdog's. */
	readonly isNobodyCalling: boolean;
	/** No sweep before. */
	readonly nextSweep: number;
	/** Whether the last look left a sweep for later. */
	readonly owesSweep: boolean;
	/** When a call took the result; undefined while none has it. */
	readonly claimedAt: number | undefined;
	/** Milliseconds for which no other does. */
	readonly claimLasts: number;
}

/**
 * A park of which nothing is known yet.
 *
 * @param isNobodyCalling whether Swiftia calls nobody, so that every look is a sweep
 * @param claimLasts milliseconds after which the first resume that n8n did not carry out is offered again
 */
export function newPark(
	ids: readonly string[],
	isNobodyCalling = false,
	claimLasts = CLAIM_EXPIRES,
): ParkState {
	return {
		ids,
		betweenLooks: isNobodyCalling ? BETWEEN_FULL_SWEEPS : BETWEEN_LOOKS,
		betweenSweeps: isNobodyCalling ? BETWEEN_FULL_SWEEPS : BETWEEN_SWEEPS,
		isNobodyCalling,
		ended: new Set(),
		named: new Set(),
		calledByUnknown: false,
		isCalled: false,
		look: undefined,
		lastLook: -Infinity,
		looks: 0,
		nextSweep: -Infinity,
		owesSweep: false,
		claimedAt: undefined,
		claimLasts,
	};
}

/** Records that were not found ended yet. */
export function openIds({ ids, ended }: ParkState): string[] {
	return ids.filter((id) => !ended.has(id));
}

/** Somebody called. */
export function afterCall(state: ParkState, caller: Caller): ParkState {
	// Where only watchdogs are expected, every call counts as one of theirs, whatever it says.
	if (state.isNobodyCalling) return { ...state, isCalled: true };
	if (typeof caller === 'object' && 'recheck' in caller) return afterRecheck(state, caller.recheck);
	if (typeof caller === 'object' && state.ended.has(caller.id)) return state;
	return {
		...state,
		isCalled: true,
		looks: state.lastLook === -Infinity ? 0 : 1,
		named: typeof caller === 'object' ? new Set([...state.named, caller.id]) : state.named,
		calledByUnknown: state.calledByUnknown || caller === 'unknown',
	};
}

/**
 * What another process knew counts here too; when to look is found as if this one had looked. The shortest break follows the first look
 * of a park alone, whatever the call says.
 */
function afterRecheck(state: ParkState, { named, isOfUnknown, looks }: Recheck): ParkState {
	const open = openIds(state).filter((id) => named.includes(id));
	return {
		...state,
		looks: state.lastLook === -Infinity ? looks : Math.max(looks, Math.min(state.looks, 2)),
		named: new Set([...state.named, ...open]),
		calledByUnknown: state.calledByUnknown || isOfUnknown,
		owesSweep: state.owesSweep || (open.length === 0 && !isOfUnknown),
	};
}

/** What a later call has to know to look again as this one would. */
export function recheckOf({ named, calledByUnknown, looks }: ParkState): Recheck {
	return { named: [...named], isOfUnknown: calledByUnknown, looks };
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
	const isFirst = state.claimedAt === undefined;
	return { ...state, claimedAt: now, claimLasts: state.claimLasts * (isFirst ? 1 : CLAIM_GROWTH) };
}

/** The call that was to take the result does not. */
export function afterUnclaim(state: ParkState): ParkState {
	return { ...state, claimedAt: undefined };
}
