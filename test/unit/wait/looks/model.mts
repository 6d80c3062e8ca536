import { leastCalls, leastToFirstFile, lowerBound } from '../../../../bench/bound.mts';
import type { Progressing } from '../../../../nodes/Swiftia/wait/looks/track.js';
import { LookPlan } from '../../../../nodes/Swiftia/wait/looks/lookPlan.js';

/** What a batch is made of, and how Swiftia works on it. All times are milliseconds. */
export interface Batch {
	/** Of each job, in the order in which they are started. */
	jobs: number[];
	shortsPerJob: number;
	renderTime: number;
	slots: number;
	/** Between two requests. */
	spacing: number;
	/** Progress of 0-100 that is shown when this share (0-1) of the work is done; null for none. */
	progress: (share: number) => number | null;
	/** Whether a render that waits is shown as such. */
	showsQueue?: boolean;
	interval?: number;
}

/** How a batch went, each figure as a multiple of what nobody can beat. */
export interface Course {
	makespan: number;
	firstFile: number;
	calls: number;
}

interface Work {
	kind: 'job' | 'render';
	begin: number;
	end: number;
}

/** Linear progress as Swiftia's samples have it: 5 at the begin, 100 at the end. */
export const linear = (share: number): number => 5 + Math.round(90 * share);

/** Goes through a batch with a simulated clock, one request at a time, and what is started before looks. */
export function goThrough(batch: Batch): Course {
	const { jobs, shortsPerJob, renderTime, slots, spacing, interval = 15_000 } = batch;
	const plan = new LookPlan<Work>();
	const free = Array.from({ length: slots }, () => 0);
	let now = 0;
	let calls = 0;
	let firstFile = Infinity;
	const call = () => {
		calls++;
		now += spacing;
	};
	const startRender = () => {
		const begin = Math.max(now, Math.min(...free));
		const render: Work = { kind: 'render', begin, end: begin + renderTime };
		free[free.indexOf(Math.min(...free))] = render.end;
		plan.add(render, { kind: 'render', since: now });
		call();
	};
	const started = jobs.map((time): Work => {
		const job: Work = { kind: 'job', begin: now, end: now + time };
		call();
		return job;
	});
	for (const job of started) plan.add(job, { kind: 'job', since: job.begin });
	let open = jobs.length;
	while (open > 0) {
		const next = plan.next({ interval, spacing, deadline: Infinity }, now, () => true)!;
		now = Math.max(now, next.at);
		const { record } = next;
		const seen = seenAt(batch, record, now);
		plan.saw(record, seen, now);
		call();
		if (seen.status !== 'COMPLETED') continue;
		open--;
		if (record.kind === 'render') firstFile = Math.min(firstFile, now);
		else {
			open += shortsPerJob;
			for (let short = 0; short < shortsPerJob; short++) startRender();
		}
	}
	const least = {
		jobSeconds: jobs.map((time) => time / 1_000),
		shortsPerJob,
		renderSeconds: renderTime / 1_000,
		renderSlots: slots,
		window: { requests: 1, seconds: spacing / 1_000 },
	};
	return {
		makespan: (now - spacing) / 1_000 / lowerBound(least),
		firstFile: firstFile / 1_000 / leastToFirstFile(least),
		calls: calls / leastCalls(least),
	};
}

function seenAt(
	{ progress, showsQueue = true }: Batch,
	{ kind, begin, end }: Work,
	now: number,
): Progressing {
	if (now >= end) return { status: 'COMPLETED', progress: 100 };
	if (now < begin)
		return { status: showsQueue ? 'QUEUED' : 'PROCESSING', progress: progress(0) === null ? null : 0 };
	const share = (now - begin) / (end - begin);
	return {
		status: 'PROCESSING',
		progress: kind === 'job' ? progress(share) : progress(share) === null ? null : 100 * share,
	};
}
