import { execa } from 'execa';

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
