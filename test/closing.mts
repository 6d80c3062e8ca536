// A test that fails in the middle, or a beforeEach that does, closes nothing; a server left open would keep Jest from ending.

const open = new Set<() => Promise<unknown>>();

/**
 * Notes what has to be closed.
 *
 * @returns closes it; after the test file that is done for whatever is still open
 */
export function closing(close: () => Promise<unknown>): () => Promise<void> {
	open.add(close);
	return async () => {
		if (open.delete(close)) await close();
	};
}

afterAll(async () => {
	const left = [...open];
	open.clear();
	await Promise.allSettled(left.map(async (close) => await close()));
});
