import type { Broken, ExecutionFact, ItemFact, WaitFact, WorkFact } from './facts.mts';

/** Whether an execution has ended. */
export const isOver = (status: string) => !['new', 'running', 'waiting'].includes(status);

/** What follows a wait runs once, and not at all where the execution ended with an error. */
export function runsOnce({ status, followed, lostBy }: ExecutionFact): Broken[] {
	const expected = status === 'success' ? 1 : 0;
	const isExact = lostBy === undefined && status !== 'canceled';
	const isRight = isExact ? followed === expected : followed <= 1;
	return isRight || !isOver(status)
		? []
		: [{ rule: 'what follows a wait runs once', why: `${followed} times, and it is ${status}` }];
}

/** Nothing waits for ever. */
export function ends({ status, lostBy }: ExecutionFact): Broken[] {
	return isOver(status) || lostBy !== undefined
		? []
		: [{ rule: 'nothing waits for ever', why: `it is ${status}` }];
}

/** Every item goes on, in its order, and says of its record what is true. */
export function itemsAreRight({ waits, work, isCalm }: ExecutionFact): Broken[] {
	const byId = new Map(work.map((one) => [one.id, one]));
	return waits
		.filter(({ endedAt, output }) => endedAt !== undefined && output.length > 0)
		.flatMap((wait) => [
			...inOrder(wait, byId),
			...complete(wait, work),
			...wait.output.flatMap((item) => tellsTruth(item, wait, byId)),
			...(isCalm ? withoutErrors(wait) : []),
		]);
}

function inOrder({ name, kind, output, jobIds }: WaitFact, byId: Map<string, WorkFact>): Broken[] {
	const rule = 'items go on in their order';
	const places = output.map((item) => placeOf(item, kind, jobIds, byId));
	const isAscending = places.every((place, index) => index === 0 || places[index - 1]! <= place);
	return isAscending
		? []
		: [{ rule, why: `${name} put out ${JSON.stringify(output.map(({ json }) => json))}` }];
}

/** A number that grows with the place that an item has to have. */
function placeOf(
	{ json, from = 0 }: ItemFact,
	kind: WaitFact['kind'],
	jobIds: WaitFact['jobIds'],
	byId: Map<string, WorkFact>,
): number {
	const error = 0.9999;
	if (kind === 'job') return typeof json.jobId === 'string' ? jobIds.indexOf(json.jobId, from) : from;
	const render = byId.get(String(json.renderId));
	if (!render) return from + error;
	return jobIds.indexOf(render.jobId!, from) + render.short! / 1_000;
}

/** Every input item, and every render that was paid for, is among the items that go on. */
function complete({ name, kind, output, jobIds }: WaitFact, work: WorkFact[]): Broken[] {
	const rule = 'every item goes on';
	const missing = jobIds
		.map((_, index) => index)
		.filter((index) => !output.some(({ from }) => from === index));
	if (missing.length > 0) return [{ rule, why: `${name} put out nothing for items ${missing.join(', ')}` }];
	if (kind === 'job') return [];
	const shown = JSON.stringify(output.map(({ json }) => json));
	return work
		.filter(({ jobId, isAnswered, isRepeated }) => jobId !== undefined && isAnswered && !isRepeated)
		.filter(({ mayBeRepeated, hasFailed }) => !mayBeRepeated || hasFailed)
		.filter(({ jobId }) => jobIds.includes(jobId))
		.filter(({ id }) => !shown.includes(`${id}"`) && !shown.includes(`${id} `) && !shown.includes(`${id})`))
		.map(({ id }) => ({ rule, why: `${name} put out nothing of ${id}` }));
}

function tellsTruth(item: ItemFact, wait: WaitFact, byId: Map<string, WorkFact>): Broken[] {
	const { json } = item;
	const record = byId.get(String(wait.kind === 'job' ? json.jobId : json.renderId));
	if (!record || json.error !== undefined) return [];
	const why = whyUntrue(json, record, wait.endedAt!);
	if (why !== undefined)
		return [{ rule: 'an item tells the truth', why: `${wait.name}: ${record.id} ${why}` }];
	const isFileLost = json.status === 'COMPLETED' && wait.downloads && item.hasGoodFile !== true;
	return isFileLost ? [{ rule: 'no file is lost', why: `${wait.name}: ${record.id} has no file` }] : [];
}

function whyUntrue(json: ItemFact['json'], record: WorkFact, endedAt: number): string | undefined {
	const { status, timedOut } = json;
	const ended = record.hasFailed ? 'FAILED' : 'COMPLETED';
	const truth = record.endsAt > endedAt ? 'PROCESSING' : ended;
	const saysEnded = status === 'COMPLETED' || status === 'FAILED';
	if (saysEnded) return status === truth ? undefined : `is ${truth}, not ${status}`;
	return timedOut === true ? undefined : `is ${String(status)}, and not timed out`;
}

/** What the node says where the time was over. */
const LATE = /Max Wait|not completed|still/i;

function withoutErrors({ name, output }: WaitFact): Broken[] {
	return output.flatMap(({ json }) => causeless(name, json.error));
}

/** Where nothing went wrong, nothing ends with an error but what was not ready by its limit. */
export function errorsHaveCauses({ isCalm, error }: ExecutionFact): Broken[] {
	return isCalm ? causeless('the execution', error) : [];
}

function causeless(who: string, error: unknown): Broken[] {
	const text = String(error ?? '');
	return text === '' || LATE.test(text) ? [] : [{ rule: 'no error without a cause', why: `${who}: ${text}` }];
}
