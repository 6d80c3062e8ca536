import { setTimeout as sleep } from 'node:timers/promises';
import CDP from 'chrome-remote-interface';

/** Bytes between two collections that count as no change. */
const SETTLED = 200_000;
const MOST_COLLECTIONS = 30;

/** A look into n8n's process through Node's inspector. */
export interface Inspector {
	/** Bytes of JavaScript heap in use, after forced collections until they change nothing more. */
	heap(): Promise<number>;
	/** Milliseconds of processor time that the process has used. */
	cpu(): Promise<number>;
	/** Bytes of resident memory. */
	resident(): Promise<number>;
	close(): Promise<void>;
}

/** Attaches to a Node that listens for inspectors on this port of loopback. */
export async function attach(port: number): Promise<Inspector> {
	const client = await CDP({ host: '127.0.0.1', port });
	const { HeapProfiler, Runtime } = client;
	await HeapProfiler.enable();
	const evaluate = async (expression: string): Promise<number> => {
		const { result } = await Runtime.evaluate({ expression, returnByValue: true });
		return Number(result.value);
	};
	return {
		async heap() {
			let used = Infinity;
			for (let collection = 0; collection < MOST_COLLECTIONS; collection++) {
				await HeapProfiler.collectGarbage();
				const { usedSize } = await Runtime.getHeapUsage();
				if (Math.abs(used - usedSize) < SETTLED) return usedSize;
				used = usedSize;
				await sleep(1000);
			}
			return used;
		},
		cpu: async () => await evaluate('(({ user, system }) => (user + system) / 1000)(process.cpuUsage())'),
		resident: async () => await evaluate('process.memoryUsage.rss()'),
		close: async () => await client.close(),
	};
}
