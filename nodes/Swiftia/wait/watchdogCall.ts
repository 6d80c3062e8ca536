import { type JsonObject, type JsonValue, asObject, isObject, toNumber } from '../api/json';
import { RECHECKS } from './parkPlan';
import type { Recheck } from './parkState';

/** What a watchdog sends to have all looked at that is open; never taken for the call of a job. */
export const LOOK_CALL = { swiftiaWatchdog: 'look' };
/** What a watchdog sends to have the park watched by whatever process answers. */
export const ENLIST_CALL = { swiftiaWatchdog: 'enlist' };

/** What a watchdog sends to have a look followed up. */
export function recheckCall(recheck: Recheck): object {
	return { swiftiaWatchdog: 'recheck', recheck };
}

/** What a watchdog wants. */
export type WatchdogWish = 'look' | 'enlist' | { recheck: Recheck };

/** What a call wants that says it is a watchdog's; undefined for one that does not. Anybody may say so; it means a few looks at most. */
export function watchdogWish(body: JsonValue | undefined): WatchdogWish | undefined {
	if (!isObject(body)) return undefined;
	if (body.swiftiaWatchdog === 'enlist') return 'enlist';
	if (body.swiftiaWatchdog === 'recheck') return { recheck: readRecheck(asObject(body.recheck)) };
	return 'swiftiaWatchdog' in body ? 'look' : undefined;
}

function readRecheck({ named, isOfUnknown, looks }: JsonObject): Recheck {
	return {
		named: Array.isArray(named) ? named.filter((id) => typeof id === 'string') : [],
		isOfUnknown: isOfUnknown === true,
		looks: Math.max(1, Math.floor(toNumber(looks) ?? RECHECKS.length)),
	};
}
