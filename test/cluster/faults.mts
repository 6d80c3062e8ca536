import { BEGIN } from './clock.mts';
import type { Random } from './random.mts';

/** A span of time, both ends in epoch milliseconds. */
export interface Span {
	from: number;
	to: number;
}

/** What may be out of order for a while. */
const TROUBLES = ['databaseSlow', 'databaseFails', 'swiftiaFails', 'swiftiaRefuses', 'swiftiaHangs'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A process that ends and comes back. */
interface Restart {
	at: number;
	/** Which one, as a share of all. */
	which: number;
	/** Ended by SIGKILL; otherwise it is given time to finish what it executes. */
	isKill: boolean;
	/** Milliseconds until it is started again. */
	away: number;
}

/** A clock of one process' machine that is set. */
interface ClockJump {
	at: number;
	which: number;
	/** Milliseconds forward, or back where negative. */
	by: number;
}

/** How callbacks go astray. Each is a probability for one callback. */
export interface CallbackFaults {
	lost: number;
	double: number;
	/** Milliseconds before the record is shown as ended, at most. */
	early: number;
	late: number;
	/** Sent to another execution as well. */
	mirrored: number;
	/** Calls of strangers per execution, with bodies that claim everything. */
	forged: number;
	/** Calls in a row of such a stranger. */
	storm: number;
}

/** All that goes wrong in one schedule. */
export interface FaultPlan {
	troubles: Array<Span & { kind: Trouble }>;
	restarts: Restart[];
	jumps: ClockJump[];
	callbacks: CallbackFaults;
	/** Probability that one request to Swiftia meets an error, a hang or a broken connection, outside all spans. */
	request: number;
	/** Milliseconds that a record is shown as it was before, at most. */
	visibleAfter: number;
	/** Milliseconds in which a record that was just accepted is not found yet, at most. */
	foundAfter: number;
	/** Milliseconds of the longest delay on the network and in the database. */
	tail: number;
	/** Whether it shall be quiet but for what is told above. */
	isCalm: boolean;
}

const MINUTE = 60_000;
/** Milliseconds from the begin in which something goes wrong. */
const LASTS = 60 * MINUTE;

/** A third of all schedules is calm: what is found there needs no excuse. */
const CALM = 1 / 3;

/** Draws what goes wrong. */
export function drawFaults(random: Random): FaultPlan {
	const isCalm = random.chance(CALM);
	const often = (most: number) => (isCalm ? 0 : random.integer(0, most));
	return {
		troubles: Array.from({ length: often(2) }, () => drawTrouble(random)),
		restarts: Array.from({ length: often(2) }, () => drawRestart(random)),
		jumps: Array.from({ length: random.chance(0.2) ? often(2) : 0 }, () => drawJump(random)),
		callbacks: drawCallbacks(random),
		request: isCalm ? 0 : random.pick([0, 0, 0.01, 0.1]),
		visibleAfter: random.chance(0.2) ? random.acrossScales(100, 20_000) : 0,
		foundAfter: random.chance(0.1) ? random.acrossScales(100, 20_000) : 0,
		tail: isCalm ? 500 : random.pick([500, 3_000, 30_000]),
		isCalm,
	};
}

function drawTrouble(random: Random): Span & { kind: Trouble } {
	const from = BEGIN + random.acrossScales(1_000, LASTS);
	return { kind: random.pick(TROUBLES), from, to: from + random.acrossScales(1_000, 5 * MINUTE) };
}

function drawRestart(random: Random): Restart {
	return {
		at: BEGIN + random.acrossScales(5_000, LASTS),
		which: random.share(),
		isKill: random.chance(0.6),
		away: random.acrossScales(5_000, 4 * MINUTE),
	};
}

function drawJump(random: Random): ClockJump {
	const by = random.acrossScales(1_000, 2 * MINUTE);
	return {
		at: BEGIN + random.acrossScales(5_000, LASTS),
		which: random.share(),
		by: random.chance(0.5) ? by : -by,
	};
}

function drawCallbacks(random: Random): CallbackFaults {
	const rarely = (most: number) => (random.chance(0.4) ? random.between(0, most) : 0);
	return {
		lost: random.chance(0.2) ? 1 : rarely(1),
		double: rarely(1),
		early: random.chance(0.3) ? random.acrossScales(10, 60_000) : 0,
		late: random.chance(0.3) ? random.acrossScales(10, 10 * MINUTE) : 0,
		mirrored: rarely(0.5),
		forged: random.chance(0.3) ? random.integer(1, 5) : 0,
		storm: random.pick([1, 1, 3, 40]),
	};
}

/** Milliseconds of a span in which something was out of order, each trouble with the time that it takes to get over it. */
export function troubledTime(spans: Span[], { from, to }: Span): number {
	let troubled = 0;
	let counted = from;
	for (const span of [...spans].sort((a, b) => a.from - b.from)) {
		const begin = Math.max(span.from, counted);
		const end = Math.min(span.to, to);
		if (end <= begin) continue;
		troubled += end - begin;
		counted = end;
	}
	return troubled;
}
