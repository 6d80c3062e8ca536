import './environment.mts';
import { brokenRules } from '../invariants/index.mts';
import { BEGIN, type DriveEnd, SimulatedTime } from './clock.mts';
import { Cluster } from './cluster.mts';
import { factsOf } from './facts.mts';
import type { Injection } from './injections.mts';
import { Random } from './random.mts';
import { drawScenario } from './scenario.mts';

/** What came of one schedule. */
export interface Verdict {
	seed: number;
	/** Rules that did not hold, in words. */
	broken: string[];
	trace: string;
}

const MINUTE = 60_000;
/** Milliseconds from the begin in which the longest schedule is over, whatever goes wrong. */
const HORIZON = 8 * 60 * MINUTE;
/** Milliseconds after the end of everything in which nothing may be left of it. */
const CALMS_DOWN = 7 * MINUTE;

/** Runs the schedule of one seed. */
export async function runSchedule(seed: number, injection: Injection = {}): Promise<Verdict> {
	const random = new Random(seed);
	const time = new SimulatedTime();
	try {
		const cluster = new Cluster(drawScenario(random.fork()), time, random.fork(), injection);
		cluster.start();
		let end = await time.drive(() => cluster.isOver, BEGIN + HORIZON);
		if (end === 'done' && cluster.retryFailed())
			end = await time.drive(() => cluster.isOver, time.now + HORIZON);
		await calmDown(cluster, time, end);
		return { seed, broken: brokenRules(factsOf(cluster)), trace: cluster.trace.text };
	} finally {
		time.end();
	}
}

async function calmDown(cluster: Cluster, time: SimulatedTime, end: DriveEnd): Promise<void> {
	if (end !== 'done') return;
	cluster.callers.end();
	cluster.processes.endTracking();
	await time.drive(() => false, time.now + CALMS_DOWN);
}
