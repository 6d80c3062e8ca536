/** `background` is served where nothing else waits. */
export type Priority = 'normal' | 'background';

/** Who waits for a place, by owner: owners take turns, and within one, first come is first served. */
export class FairQueue {
	/** The first owner of each is served next. */
	private readonly waiting = {
		normal: new Map<object, Set<() => void>>(),
		background: new Map<object, Set<() => void>>(),
	};

	/** Whether nobody waits. */
	get isEmpty(): boolean {
		return this.waiting.normal.size === 0 && this.waiting.background.size === 0;
	}

	/** How many owners wait beside this one, those of the background left out. */
	othersThan(owner: object): number {
		const { normal } = this.waiting;
		return normal.size - (normal.has(owner) ? 1 : 0);
	}

	/**
	 * Joins the end of the owner's own line.
	 *
	 * @param begin called when it is its turn
	 * @returns leaves the line
	 */
	join(owner: object, begin: () => void, priority: Priority = 'normal'): () => void {
		const waiting = this.waiting[priority];
		const line = waiting.get(owner) ?? new Set();
		waiting.set(owner, line.add(begin));
		return () => {
			line.delete(begin);
			if (line.size === 0 && waiting.get(owner) === line) waiting.delete(owner);
		};
	}

	/** Lets the next one begin: the first of the owner that has waited longest for its turn. */
	beginNext(): void {
		const { normal, background } = this.waiting;
		const waiting = normal.size > 0 ? normal : background;
		const [first] = waiting;
		if (!first) return;
		const [owner, line] = first;
		const [begin] = line;
		waiting.delete(owner);
		line.delete(begin!);
		if (line.size > 0) waiting.set(owner, line);
		begin!();
	}
}
