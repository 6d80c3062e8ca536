import { loadPackage } from '../engine/engine.mts';
import { type Cell, checkCell } from './cell.mts';
import { type Fault, type Times, natureOf, replyHealthily } from './fault.mts';
import { keepLog } from './log.mts';
import { answerForNobody } from './noHost.mts';
import { type Hit, OPERATIONS, type Operation } from './operations.mts';
import { startStranger } from './stranger.mts';

/** Natures of which it matters whether the fault passes. */
const PASSING = ['lost', 'trouble', 'rateLimited', 'noAnswer', 'noFile', 'notFound'];

/** Makes one test of every cell: every operation, each of its requests, every fault that can hit it, once and always. */
export function matrix(faults: Fault[], isWanted: (cell: Cell) => boolean = () => true): void {
	const ready = prepare();
	for (const [name, cell] of cellsOf(faults, isWanted)) {
		it.concurrent(name, async () => {
			await ready;
			await checkCell(cell);
		});
	}
}

/** What all cells of a test file share, ready before the first of them. */
export async function prepare(): Promise<void> {
	answerForNobody();
	await startStranger();
	await loadPackage();
	keepLog();
	// The first run takes long, since much is loaded for it; no cell shall meet a time limit for that.
	const [operation] = OPERATIONS;
	await checkCell({ operation: operation!, hit: operation!.hits[0]!, fault: NO_FAULT, times: 'always' });
}

const NO_FAULT: Fault = { name: 'none', nature: { kind: 'harmless' }, act: replyHealthily };

function cellsOf(faults: Fault[], isWanted: (cell: Cell) => boolean): Array<[string, Cell]> {
	return OPERATIONS.flatMap((operation) =>
		operation.hits.flatMap((hit) =>
			faults
				.filter((fault) => canHit(operation, hit, fault))
				.flatMap((fault) => timesOf(fault, hit).map((times): Cell => ({ operation, hit, fault, times }))),
		),
	)
		.filter(isWanted)
		.map((cell) => [nameOf(cell), cell]);
}

function canHit({ hits, tries }: Operation, hit: Hit, fault: Fault): boolean {
	if (fault.server && (hit !== hits[0] || hit.after > 0)) return false;
	// With Retry On Fail it would meet the reads before it as well.
	if (fault.meet && tries > 1 && hit.after > 0) return false;
	return fault.hits ? fault.hits(hit) : hit.kind !== 'file';
}

function timesOf(fault: Fault, hit: Hit): Times[] {
	if (fault.times) return [fault.times];
	return PASSING.includes(natureOf(fault, hit).kind) ? ['once', 'always'] : ['always'];
}

function nameOf({ operation, hit, fault, times }: Cell): string {
	return `${operation.name} > ${hit.name} > ${fault.name} > ${times}`;
}
