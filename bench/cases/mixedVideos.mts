import { type Trial, mixedSeconds, runBatch } from '../batch.mts';
import { MOST_CALLS, callsRow, firstFileRow, makespanRow } from '../batchRows.mts';
import type { Bench, Row } from '../bench.mts';
import { ourWorkflow } from '../workflows/ours.mts';

/** Simulated seconds of the jobs. */
const SHORTEST = 60;
const LONGEST = 900;
const SHORTS = 3;
const MOST_TO_FIRST_FILE = 1.1;

interface Variant {
	name: string;
	account: Pick<Trial, 'plan' | 'profile' | 'progress'>;
	/** Makespan as a multiple of the lower bound. */
	most: number;
	/** Whether the time to the first MP4 counts. */
	firstFile?: boolean;
	/** Whether it is part of the smoke check. */
	quick?: boolean;
}

const VARIANTS: Variant[] = [
	{ name: 'free', account: { plan: 'free' }, most: 1.12 },
	{ name: 'starter', account: { plan: 'starter' }, most: 1.06 },
	{ name: 'pro', account: { plan: 'pro' }, most: 1.05, firstFile: true, quick: true },
	{ name: 'swift', account: { plan: 'swift' }, most: 1.05 },
	{
		name: 'pro, progress stands still from 55 % on',
		account: { plan: 'pro', progress: 'stalls' },
		most: 1.1,
	},
	{ name: 'pro, no progress told', account: { plan: 'pro', progress: 'missing' }, most: 1.1 },
	{ name: 'first generation of the API', account: { plan: 'pro', profile: 'g1' }, most: 1.1, quick: true },
];

/** Videos of mixed length in one execution: on each plan, and with jobs that tell nothing or little of how far they are. */
export async function mixedVideos(bench: Bench): Promise<Row[]> {
	const variants = VARIANTS.filter(({ quick }) => quick || !bench.quick);
	return (await Promise.all(variants.map(async (variant) => await one(bench, variant)))).flat();
}

async function one(bench: Bench, { name, account, most, firstFile }: Variant): Promise<Row[]> {
	const jobSeconds = mixedSeconds(bench.quick ? 4 : 20, SHORTEST, LONGEST);
	const trial: Trial = { jobSeconds, shortsPerJob: SHORTS, ...account };
	const run = await runBatch(bench, trial, (given) => [ourWorkflow(given)]);
	const title = `${jobSeconds.length} videos, jobs of ${SHORTEST} to ${LONGEST} s, in one execution, ${name}`;
	return [
		makespanRow(title, run, most),
		callsRow(title, run, MOST_CALLS[account.plan]),
		...(firstFile ? [firstFileRow(title, run, MOST_TO_FIRST_FILE)] : []),
	];
}
