import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MainJob } from './mainJob.mts';

/** What the simulator knows about a run, for comparing with what came out of n8n. */
export interface Evidence {
	/** SHA-256 of the MP4 that belongs to each render. */
	hashes: ReadonlyMap<string, string>;
	/** Billable calls that were accepted. */
	jobsStarted: number;
	rendersStarted: number;
	shortsOffered: number;
	/** n8n's answers to the callbacks; 0 where there was none. */
	callbacks: readonly number[];
	/** Billable calls that asked for something already paid, in words. */
	paidTwice: readonly string[];
}

/** One thing that was checked. */
export interface Finding {
	what: string;
	ok: boolean;
	seen: string;
}

/** Checks a run of the main job: parked and woken, finished, the right bytes on disk, nothing paid twice. */
export async function checkMainJob(job: MainJob, evidence: Evidence): Promise<Finding[]> {
	const { statuses, execution, videos } = job;
	const findings: Finding[] = [];
	const check = (what: string, ok: boolean, seen: string | number) => {
		findings.push({ what, ok, seen: String(seen) });
	};

	const { right, wrong } = job.credentialTests;
	check(
		'the credential test accepts the right key and no other',
		right === 'OK' && wrong === 'Error',
		`${right}, ${wrong}`,
	);
	check(
		'the execution was parked before the callback woke it',
		statuses.includes('waiting') && statuses.indexOf('waiting') < statuses.lastIndexOf('success'),
		`${statuses.join(' > ')}, parked for ${job.parkedSeconds.toFixed(1)} s`,
	);
	check(
		'the callback reached the parked execution',
		evidence.callbacks.includes(200),
		`answered ${evidence.callbacks.join(', ') || 'nothing'}`,
	);
	check('the execution succeeded', execution.status === 'success', execution.failure ?? execution.status);
	check(
		'there is one file per short',
		videos.length > 0 && videos.length === evidence.shortsOffered,
		`${videos.length} files, ${evidence.shortsOffered} shorts`,
	);
	check(
		'every file comes from a different render',
		new Set(videos.map(({ renderId }) => renderId)).size === videos.length,
		videos.map(({ renderId }) => renderId).join(', '),
	);
	for (const { path, renderId } of videos) {
		const onDisk = createHash('sha256')
			.update(await readFile(path))
			.digest('hex');
		check(`the bytes of ${path} are the simulator's`, onDisk === evidence.hashes.get(renderId), onDisk);
	}
	check('one job was started', evidence.jobsStarted === 1, evidence.jobsStarted);
	check(
		'one render per short was started',
		evidence.rendersStarted === evidence.shortsOffered,
		evidence.rendersStarted,
	);
	check(
		'nothing was paid twice',
		evidence.paidTwice.length === 0,
		evidence.paidTwice.join('; ') || 'nothing',
	);
	return findings;
}

/** Prints the findings and says whether all of them are good. */
export function printFindings(findings: readonly Finding[]): boolean {
	for (const { what, ok, seen } of findings) console.log(`${ok ? 'ok    ' : 'NOT OK'} ${what} (${seen})`);
	return findings.every(({ ok }) => ok);
}
