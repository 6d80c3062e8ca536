/** Milliseconds of a clock that nobody sets. Limits and breaks within this process are counted by it, so that a machine's clock may jump. */
export function ticks(): number {
	return performance.now();
}

/** What the machine's clock will show when `ticks` gives this, as ISO 8601. */
export function dateAt(time: number): string {
	return new Date(Date.now() + time - ticks()).toISOString();
}

/** What `ticks` will give when the machine's clock shows this. */
export function ticksAt(epoch: number): number {
	return ticks() + epoch - Date.now();
}
