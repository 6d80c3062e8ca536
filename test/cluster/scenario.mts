import { BEGIN } from './clock.mts';
import { type FaultPlan, drawFaults } from './faults.mts';
import type { Random } from './random.mts';
import type { VideoPlan } from './swiftia.mts';

/** How n8n runs: as one process, or as a main, two webhook processes and two workers. */
export type Topology = 'regular' | 'queue';

/** A Swiftia node of a workflow. */
export interface Stage {
	kind: 'createJob' | 'waitForJob' | 'render';
	/** Whether it waits. */
	waits: boolean;
	/** Wait Method. */
	method: string;
	/** Max Wait. */
	minutes: number;
	download: boolean;
}

/** One execution of a workflow of its own. */
export interface ExecutionPlan {
	id: string;
	startsAt: number;
	stages: Stage[];
	/** The video of each item. */
	videos: string[];
	/** Whether the jobs are there before, so that the first node gets their IDs. */
	hasJobs: boolean;
	onError: 'stopWorkflow' | 'continueRegularOutput';
	/** Retry On Fail. */
	retryOnFail: boolean;
	/** Whether the user retries it from the list of executions, should it fail. */
	isRetried: boolean;
	/** Milliseconds from its start to when the user stops it; undefined where nobody does. */
	stoppedAfter?: number;
	/** The execution that this one is a retry of. */
	retryOf?: string;
}

/** All that one seed stands for. */
export interface Scenario {
	topology: Topology;
	executions: ExecutionPlan[];
	videos: Map<string, VideoPlan>;
	faults: FaultPlan;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How often a job hangs at Swiftia, and what stands for ever. */
const HANGS = 0.03;
const NEVER = 1_000 * 60 * MINUTE;

const METHODS = ['parked', 'parked', 'parked', 'auto', 'auto', 'polling'];

/** Nodes one after the other. */
const SHAPES: Array<Array<Pick<Stage, 'kind' | 'waits'>>> = [
	[{ kind: 'createJob', waits: true }],
	[
		{ kind: 'createJob', waits: false },
		{ kind: 'waitForJob', waits: true },
	],
	[
		{ kind: 'createJob', waits: false },
		{ kind: 'render', waits: true },
	],
	[
		{ kind: 'createJob', waits: true },
		{ kind: 'render', waits: true },
	],
	[
		{ kind: 'createJob', waits: false },
		{ kind: 'waitForJob', waits: true },
		{ kind: 'render', waits: true },
	],
	[{ kind: 'waitForJob', waits: true }],
	[{ kind: 'render', waits: true }],
];

/** Draws what one seed stands for. */
export function drawScenario(random: Random): Scenario {
	const faults = drawFaults(random.fork());
	const videos = new Map<string, VideoPlan>();
	const count = random.pick([1, 1, 1, 2, 3]);
	const executions = Array.from({ length: count }, (_, index) =>
		drawExecution(random.fork(), String(index + 1), videos, faults.isCalm),
	);
	return { topology: random.pick(['regular', 'queue']), executions, videos, faults };
}

function drawExecution(
	random: Random,
	id: string,
	videos: Map<string, VideoPlan>,
	isCalm: boolean,
): ExecutionPlan {
	const shape = random.pick(SHAPES);
	const items = Array.from(
		{ length: random.pick([1, 1, 2, 3, 5]) },
		(_, item) => `video${id}-${item}`.padEnd(10, 'x') + '0',
	);
	// A calm third has only what succeeds, so that whatever is missing at its end is missing by the product's doing.
	for (const video of items) videos.set(video, drawVideo(random, isCalm ? 0 : 0.15));
	return {
		id,
		startsAt: BEGIN + random.integer(0, 90) * SECOND,
		stages: shape.map((stage) => drawStage(random, stage)),
		videos: items,
		hasJobs: shape[0]!.kind !== 'createJob',
		onError: random.pick(['stopWorkflow', 'continueRegularOutput']),
		retryOnFail: random.chance(0.2),
		isRetried: random.chance(0.7),
		...(!isCalm && random.chance(0.1) && { stoppedAfter: random.acrossScales(SECOND, 30 * MINUTE) }),
	};
}

function drawStage(random: Random, { kind, waits }: Pick<Stage, 'kind' | 'waits'>): Stage {
	return {
		kind,
		waits,
		method: random.pick(METHODS),
		minutes: random.pick([2, 10, 30, 60]),
		download: kind === 'render' && random.chance(0.6),
	};
}

function drawVideo(random: Random, fails: number): VideoPlan {
	const shorts = random.integer(1, 3);
	const each = <T,>(draw: () => T) => Array.from({ length: shorts }, draw);
	return {
		jobTakes: random.chance(HANGS) ? NEVER : Math.round(random.acrossScales(5 * SECOND, 40 * MINUTE)),
		jobFails: random.chance(fails),
		shorts,
		renderTakes: each(() => Math.round(random.acrossScales(5 * SECOND, 15 * MINUTE))),
		renderFails: each(() => random.chance(fails)),
	};
}
