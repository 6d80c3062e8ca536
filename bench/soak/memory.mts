import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { Scope } from '../../realN8n/lib/scope.mts';
import { type Inspector, attach } from '../inspector.mts';

/** Resident memory at a time. */
export interface MemorySample {
	/** Real epoch milliseconds. */
	at: number;
	mib: number;
}

/** MiB of memory that these processes hold together. */
export async function residentMiB(pids: number[]): Promise<number> {
	const { stdout } = await execa('ps', ['-o', 'rss=', '-p', pids.join(',')]);
	return stdout.split('\n').reduce((sum, line) => sum + Number(line), 0) / 1024;
}

/** Has a Node listen for inspectors, on a port of its own that its log names. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Attaches to the processes that write these logs; it ends with the scope. */
export async function attachAll(scope: Scope, logFiles: string[]): Promise<Inspector[]> {
	return await Promise.all(
		logFiles.map(async (file) => {
			const port = /Debugger listening on ws:\/\/[^:]+:(\d+)/.exec(await readFile(file, 'utf8'))?.[1];
			if (!port) throw new Error(`${file} does not say where its process listens for inspectors`);
			const inspector = await attach(Number(port));
			scope.defer(async () => await inspector.close());
			return inspector;
		}),
	);
}

/** MiB of JavaScript heap that each of the processes uses after a collection, one after the other. */
export async function heapsMiB(inspectors: Inspector[]): Promise<number[]> {
	const heaps: number[] = [];
	for (const inspector of inspectors) heaps.push((await inspector.heap()) / 2 ** 20);
	return heaps;
}

/** Milliseconds below which a slope would tell of single collections only. */
const SHORTEST = 300_000;

/**
 * MiB per hour by which memory grows over the second half of the samples, by least squares; the first half warms n8n up. Undefined
 * where that half is shorter than five minutes.
 */
export function slopePerHour(samples: MemorySample[]): number | undefined {
	const half = samples.slice(Math.floor(samples.length / 2));
	if (half.length === 0 || half.at(-1)!.at - half[0]!.at < SHORTEST) return undefined;
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [at, mib] = [mean(half.map((one) => one.at)), mean(half.map((one) => one.mib))];
	const covariance = mean(half.map((one) => (one.at - at) * (one.mib - mib)));
	const variance = mean(half.map((one) => (one.at - at) ** 2));
	return (covariance / variance) * 3_600_000;
}
