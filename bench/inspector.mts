import CDP from 'chrome-remote-interface';

/** A look into n8n's process through Node's inspector. */
export interface Inspector {
	/** Bytes of JavaScript heap in use, after a forced collection. */
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
			for (let time = 0; time < 2; time++) await HeapProfiler.collectGarbage();
			return (await Runtime.getHeapUsage()).usedSize;
		},
		cpu: async () => await evaluate('(({ user, system }) => (user + system) / 1000)(process.cpuUsage())'),
		resident: async () => await evaluate('process.memoryUsage.rss()'),
		close: async () => await client.close(),
	};
}
