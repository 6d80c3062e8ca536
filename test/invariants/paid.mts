import type { Broken, ExecutionFact, WorkFact } from './facts.mts';
import { isOver } from './once.mts';

/** Nothing is paid for twice. */
export function paidOnce({ work }: ExecutionFact): Broken[] {
	const byRequest = new Map<string, WorkFact[]>();
	for (const one of work) {
		if (one.paidFor === undefined) continue;
		byRequest.set(one.paidFor, [...(byRequest.get(one.paidFor) ?? []), one]);
	}
	return [...byRequest]
		.filter(([, paid]) => paid.slice(0, -1).some(({ mayBeRepeated }) => !mayBeRepeated))
		.map(([request, paid]) => ({
			rule: 'nothing is paid twice',
			why: `${request}: ${paid.map(({ id }) => id).join(', ')}`,
		}));
}

/** Whatever was paid for is named where a user finds it, or said to be possible where its answer was lost. */
export function paidIsNamed({ status, work, data, log, lostBy }: ExecutionFact): Broken[] {
	if (!isOver(status)) return [];
	// n8n stores nothing of what a node says after Stop.
	const texts = lostBy === undefined && status !== 'canceled' ? data : data + log;
	return work
		.filter(({ paidFor, id }) => paidFor !== undefined && !names(texts, id))
		.filter(({ isAnswered }) => isAnswered || !/may have/i.test(data + log))
		.filter(({ isAnswered }) => isAnswered || lostBy === undefined)
		.map(({ id }) => ({ rule: 'whatever was paid for is named', why: `${id} is not` }));
}

function names(text: string, id: string): boolean {
	return new RegExp(`${id}\\b`).test(text);
}
