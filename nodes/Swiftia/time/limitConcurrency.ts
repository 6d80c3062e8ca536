/** Lets no more than so many tasks be under way together; first come, first served. */
export function limitConcurrency(most: number): <T>(task: () => Promise<T>) => Promise<T> {
	const waiting: Array<() => void> = [];
	let running = 0;
	return async (task) => {
		if (running < most) running++;
		else await new Promise<void>((begin) => waiting.push(begin));
		try {
			return await task();
		} finally {
			const begin = waiting.shift();
			if (begin) begin();
			else running--;
		}
	};
}

/** Does one thing for all of these, no more than so many at once; gives the results in their order. */
export async function mapLimited<T, R>(
	things: T[],
	most: number,
	act: (thing: T) => Promise<R>,
): Promise<R[]> {
	const inTurn = limitConcurrency(most);
	return await Promise.all(things.map(async (thing) => await inTurn(async () => await act(thing))));
}
