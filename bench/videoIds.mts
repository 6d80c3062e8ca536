/** So many YouTube ids, each with an end that one can have. */
export function videoIds(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `bench-${String(index).padStart(4, '0')}0`);
}
