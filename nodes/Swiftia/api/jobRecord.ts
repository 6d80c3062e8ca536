import { toId } from './id';
import { type JsonObject, type JsonValue, asObject, isObject } from './json';
import { STATUSES, isFinal } from './status';

/** What a job's record says of its shorts where it stands for all of them: how many there are; undefined while it is open. */
export type AllShorts = { listed: number | undefined };

/** While it is one of these, the job may list too few of its shorts. */
const OPEN = ['QUEUED', 'PROCESSING'];
/** Fields of one short or one render, in lower case and letters alone. */
const OF_ONE_SHORT =
	/(?:short|clip)(?:s?$|.*(?:id|nr|num|index))|^(?:target|renderid|start|end|starttime|endtime|startid|endid|cropfileurl|queueposition|filesize)$/;
/** Fields that tell of shorts where they hold more than a text. */
const OF_A_CHOICE = /short|clip|select|pick|chosen|choice|best/;
/** What a text says that holds the ID of a short, such as JSON that was not parsed. */
const NAMED_IN_TEXT = /"?short_?id"?\s*:/i;
/** Fields that a short or a render has and a job does not, which an item may have for reasons of its own. */
const USUAL_IN_SHORTS = ['text', 'reason', 'duration', 'url', 'fileName'];
/** Fields of a job that may hold what looks like a short (Swiftia docs, get-job). */
const OF_JOBS = ['shorts', 'shortsCount', 'transcription', 'costBreakDown'];
/** Objects within each other that are looked through. */
const DEEPEST = 5;

/**
 * All shorts of a job, where the item is its record, as this package puts it out or as the API gives it, whole or trimmed, and nothing
 * in it says that some of the shorts are meant; undefined otherwise. What does not show that it is a record is none: three of ten
 * shorts whose IDs got lost on the way are not the job.
 */
export function allShortsOf(item: JsonObject, jobId: string): AllShorts | undefined {
	if (toId(item.jobId ?? item.id) !== jobId || fieldOfShort(item) !== undefined) return undefined;
	const status = String(item.status).trim().toUpperCase();
	const list = listOf(item);
	const count = countOf(list, item);
	if (typeof count === 'number') return { listed: isOpen(status, count) ? undefined : count };
	const isRecord = list === undefined && STATUSES.includes(status) && !mayBeShort(item);
	return isRecord ? { listed: undefined } : undefined;
}

/** Whether the job had not ended: its status may be a word that Swiftia adds one day, and then it has no shorts. */
function isOpen(status: string, count: number): boolean {
	return OPEN.includes(status) || (count === 0 && status !== 'UNDEFINED' && !isFinal(status));
}

/** Whether something else than its status says that it is one short. */
function mayBeShort(item: JsonObject): boolean {
	const hasOwnId = item.jobId !== undefined && item.id !== undefined && item.id !== item.jobId;
	return hasOwnId || USUAL_IN_SHORTS.some((field) => Object.hasOwn(item, field));
}

/** What stands where a record has its shorts, simplified or as the API gives it. */
function listOf({ shorts, data }: JsonObject): JsonValue | undefined {
	return shorts ?? asObject(data).shorts ?? undefined;
}

/** How many shorts a list has, or else the job says; undefined for what is no list of shorts, or of others than the job says. */
function countOf(list: unknown, { shortsCount }: JsonObject): unknown {
	if (list === undefined) return shortsCount;
	const isList = Array.isArray(list) && list.every(isObject);
	return isList && list.length === (shortsCount ?? list.length) ? list.length : undefined;
}

/** The path to a field of an item that names a short or a render, such as `short.id`; undefined where none does. */
export function fieldOfShort(item: JsonObject, path = '', depth = 0): string | undefined {
	for (const [field, value] of Object.entries(item)) {
		if (OF_JOBS.includes(field) && ['', 'data.'].includes(path)) continue;
		const place = path + field;
		if (namesShort(field, value)) return place;
		for (const inner of depth < DEEPEST ? [value].flat(DEEPEST).filter(isObject) : []) {
			const found = fieldOfShort(inner, `${place}.`, depth + 1);
			if (found !== undefined) return found;
		}
	}
	return undefined;
}

function namesShort(field: string, value: JsonValue | undefined): boolean {
	const name = field.toLowerCase().replace(/[^a-z]/g, '');
	const isText = typeof value === 'string' || (value ?? null) === null;
	return OF_ONE_SHORT.test(name) || (!isText && OF_A_CHOICE.test(name)) || NAMED_IN_TEXT.test(String(value));
}
