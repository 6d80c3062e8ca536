import { toId } from './id';
import { type JsonObject, asObject, isObject } from './json';

/** Status words of jobs (Swiftia docs, get-job), and of those that this package has started. */
const STATUSES = ['QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED'];
/** Fields of shorts and renders, in lower case and letters alone: an item with one of them is about one short, however it spells it. */
const OF_ONE_SHORT = new Set([
	...['short', 'shortid', 'shortids', 'shortindex', 'shortnumber', 'clip', 'clipid', 'target', 'renderid'],
	...['start', 'end', 'starttime', 'endtime', 'startid', 'endid', 'cropfileurl', 'queueposition', 'filesize'],
]);
/** Fields that a short has and a job does not, which an item may have for reasons of its own. */
const USUAL_IN_SHORTS = ['text', 'reason', 'duration', 'url'];

/**
 * Whether an item is the record of this job, as this package puts it out or as the API gives it, whole or trimmed; and nothing in it
 * says that some of the job's shorts are meant. What does not show that it is one is none: three of ten shorts whose IDs got lost on
 * the way are not the job.
 */
export function isRecordOfJob(item: JsonObject, jobId: string): boolean {
	if (toId(item.jobId ?? item.id) !== jobId || fieldOfShort(item) !== undefined) return false;
	const { shorts, shortsCount } = item;
	const lists = [shorts, asObject(item.data).shorts].filter((list) => list !== undefined && list !== null);
	if (lists.length > 0) return lists.every((list) => isListOfShorts(list, shortsCount));
	return typeof shortsCount === 'number' || hasStatusOfJob(item);
}

/** Whether a status says what it is, and nothing else that it is a short. */
function hasStatusOfJob(item: JsonObject): boolean {
	const hasOwnId = item.jobId !== undefined && item.id !== undefined && item.id !== item.jobId;
	const mayBeShort = hasOwnId || USUAL_IN_SHORTS.some((field) => Object.hasOwn(item, field));
	return STATUSES.includes(String(item.status).trim().toUpperCase()) && !mayBeShort;
}

/** The path to a field of an item that names a short or a render, such as `short.id`; undefined where none does. */
export function fieldOfShort(item: JsonObject): string | undefined {
	for (const [field, value] of Object.entries(item)) {
		if (namesShort(field)) return field;
		const inner = field === 'shorts' ? [] : [value].flat().filter(isObject).flatMap(Object.keys);
		const found = inner.find(namesShort);
		if (found !== undefined) return `${field}.${found}`;
	}
	return undefined;
}

function namesShort(field: string): boolean {
	return OF_ONE_SHORT.has(field.toLowerCase().replace(/[^a-z]/g, ''));
}

/** All of a job's shorts: where it is said how many it has, no fewer. */
function isListOfShorts(list: unknown, count: unknown): boolean {
	return Array.isArray(list) && list.every(isObject) && (typeof count !== 'number' || list.length === count);
}
