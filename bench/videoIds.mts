/** So many YouTube ids. */
export function videoIds(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `bench-${String(index).padStart(5, '0')}`);
}
