import { sleep } from 'n8n-workflow';

/** Waits so many milliseconds, or until the signal is given. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) return;
	if (!signal) return await sleep(milliseconds);
	let wake = () => {};
	const stopped = new Promise<void>((resolve) => (wake = resolve));
	signal.addEventListener('abort', wake);
	await Promise.race([sleep(milliseconds), stopped]);
	signal.removeEventListener('abort', wake);
}
