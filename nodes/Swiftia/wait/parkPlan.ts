import { type Look, type ParkState, openIds } from './parkState';

/** Milliseconds from a look that found a named record open to the next: a callback may come before the API shows the end. */
export const RECHECKS = [2_000, 5_000, 15_000];
/** Named records that one look finds open at most, however many were named: what may be forged may not cost much either. */
const MOST_NAMED = 2;

/** What to do next with a park. */
export type ParkStep =
	| { read: string }
	| { endLook: { owesSweep: boolean } }
	| { beginLook: true }
	| { recheckIn: number }
	| { resume: true }
	| { idle: true };

/**
 * What follows from what is known, at this time.
 *
 * @param isTimeUp whether the execution is to go on with what is known, after one more look at all that is open
 */
export function nextParkStep(state: ParkState, now: number, isTimeUp = false): ParkStep {
	const { claimedAt, claimLasts } = state;
	if (claimedAt !== undefined && now < claimedAt + claimLasts) return { idle: true };
	if (openIds(state).length === 0) return { resume: true };
	if (isTimeUp && !state.look?.isLast) return { beginLook: true };
	if (state.look?.isLast) return goOnLookingLast(state, state.look);
	return state.look ? goOnLooking(state, state.look, now) : nextLook(state, now);
}

function goOnLookingLast(state: ParkState, look: Look): ParkStep {
	const open = openIds(state).filter((id) => !look.read.has(id));
	// Time may be too short for all.
	const unread = open.find((id) => state.named.has(id)) ?? open[0];
	return unread === undefined ? { resume: true } : { read: unread };
}

/**
 * A look reads what was named; where none of that is open, the newest of the others, and on while those have ended. Where nobody names
 * what has ended, the oldest are read as well, and on while those have ended: whatever keeps the newest open keeps nothing else back.
 */
function goOnLooking(state: ParkState, look: Look, now: number): ParkStep {
	const unread = openIds(state).filter((id) => !look.read.has(id));
	const named = unread.find((id) => state.named.has(id));
	if (named !== undefined && look.open < MOST_NAMED) return { read: named };
	const next = look.open === 0 ? unread.at(-1) : unread[0];
	const most = state.isNobodyCalling ? 2 : 1;
	if (look.open >= most || next === undefined) return { endLook: { owesSweep: false } };
	const isTooEarly = look.open === 0 && !state.calledByUnknown && now < state.nextSweep;
	return isTooEarly ? { endLook: { owesSweep: true } } : { read: next };
}

function nextLook(state: ParkState, now: number): ParkStep {
	const at = timeOfNextLook(state);
	if (at === undefined) return { idle: true };
	return at <= now ? { beginLook: true } : { recheckIn: at - now };
}

function timeOfNextLook(state: ParkState): number | undefined {
	if (state.isCalled) return state.lastLook + state.betweenLooks;
	const wait = RECHECKS[state.looks - 1];
	if (state.named.size > 0 || state.calledByUnknown)
		return wait === undefined ? undefined : state.lastLook + wait;
	return state.owesSweep ? state.nextSweep : undefined;
}
