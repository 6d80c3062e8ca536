import type { Cell } from './cell.mts';

/** Rows that meet every fault of a kind, one for what is paid and one for what is read. */
const WHOLE_ROWS = ['Job: Create', 'Render: Get'];

/**
 * Lets every row meet some of many similar faults, others from row to row, and a few rows meet all.
 *
 * @param faults such that each group of `group` faults in a row is much the same
 */
export function oneOfEach(faults: object[], group: number): (cell: Cell) => boolean {
	const places = new Map(faults.map((fault, place) => [fault, place]));
	return ({ operation, hit, fault, times }) => {
		if (WHOLE_ROWS.includes(operation.name)) return true;
		const row = sumOf(`${operation.name} ${hit.name} ${times}`);
		const place = places.get(fault)!;
		return place % group === (row + Math.floor(place / group)) % group;
	};
}

function sumOf(name: string): number {
	return [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
}
