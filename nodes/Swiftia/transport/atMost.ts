/** Lets no more than so many works be under way together; first come, first served. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
	const line: Array<() => void> = [];
	let running = 0;
	return async (work) => {
		if (running < most) running++;
		else await new Promise<void>((begin) => line.push(begin));
		try {
			return await work();
		} finally {
			const begin = line.shift();
			if (begin) begin();
			else running--;
		}
	};
}
