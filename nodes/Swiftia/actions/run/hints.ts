import { type Job, jobInWords } from '../../api/job';
import { isFinal } from '../../api/status';
import type { Run } from './run';
import { startOf } from './startedWork';

/** IDs that a hint lists. */
const MOST_NAMED = 10;

/** Failed jobs whose reason a hint tells. */
const MOST_TOLD = 3;

/** Which of these jobs failed and why; undefined where none did. */
export function failedJobs(jobs: Job[]): string | undefined {
	const failed = jobs.filter(({ status }) => status === 'FAILED');
	if (failed.length === 0) return undefined;
	const told = failed
		.slice(0, MOST_TOLD)
		.map((job) => `${jobInWords(job)}: ${job.failureReason!.replace(/\.$/, '')}`);
	if (failed.length > MOST_TOLD) told.push('…');
	return `${failed.length} of ${count(jobs.length, 'job')} failed: ${told.join('; ')}`;
}

/** What those of these jobs that this execution has started cost, in words; undefined where Swiftia says it of none. */
export function jobCosts({ context }: Run, all: Job[]): string | undefined {
	const jobs = all.filter(
		({ jobId, status }) => isFinal(status) && startOf(context, 'job', jobId) !== undefined,
	);
	const costs = jobs.flatMap(({ cost }) => (cost === null ? [] : [cost]));
	if (costs.length === 0) return undefined;
	const credits = Number(costs.reduce((sum, cost) => sum + cost, 0).toFixed(3));
	const known =
		costs.length === jobs.length
			? count(jobs.length, 'job')
			: `${costs.length} of ${count(jobs.length, 'job')}`;
	return `${known} cost ${credits} credits`;
}

/** What Swiftia says of the cost of jobs, and that it says nothing of their renders'. */
export function renderCosts(run: Run, renders: number, jobs: Job[]): string {
	const ofJobs = jobCosts(run, jobs);
	const ofRenders = `the cost of the ${count(renders, 'render')} is not reported`;
	return ofJobs === undefined ? ofRenders : `${ofJobs}; ${ofRenders}`;
}

/**
 * What went on after Max Wait without having ended, and what to do about it.
 *
 * @param ids of the jobs or renders
 * @param minutes Max Wait
 */
export function timedOut(kind: 'job' | 'render', ids: string[], minutes: number): string {
	const names = `${ids.slice(0, MOST_NAMED).join(', ')}${ids.length > MOST_NAMED ? ' and more' : ''}`;
	const operation = kind === 'job' ? 'Wait for job completion' : 'Wait for render completion';
	const these = ids.length === 1 ? 'this ID' : 'these IDs';
	return `Max Wait (${count(minutes, 'minute')}) passed before ${count(ids.length, kind)} had ended: ${names}. Nothing is lost: to keep waiting, pass ${these} to ${operation}. Next time, raise Max Wait`;
}

function count(number: number, what: string): string {
	return `${number} ${what}${number === 1 ? '' : 's'}`;
}
