import type { Session } from '../realN8n/session.mts';
import type { StoredCredential } from '../realN8n/client.mts';
import type { Scope } from '../realN8n/lib/scope.mts';
import type { Simulator, SimulatorOptions } from '../simulator/index.mts';
import { startSimulator } from '../simulator/index.mts';

/** One line of the table. */
export interface Row {
	case: string;
	figure: string;
	/** Simulated seconds per real second; none where nothing is simulated that takes time. */
	timeScale?: number;
	target: string;
	/** What was measured, with its unit. */
	measured: string;
	/** Whether the target is met; undefined for a line that only informs. */
	met?: boolean;
}

/** What all cases share. */
export interface Bench {
	scope: Scope;
	session: Session;
	/** Simulated seconds per real second; 1 for figures that mean something. */
	timeScale: number;
	/** The same for the cases that take longest. */
	longTimeScale: number;
	/** Fewer items, for the smoke check. */
	quick: boolean;
	progress: (text: string) => void;
}

/** Seconds that a job and a render take in the simulator. */
export const DURATIONS = { jobSeconds: 180, renderSeconds: 45, renderSlots: 4 };

/** Simulated seconds between two looks: ours, and those of the template's two Wait nodes, at a job and at a render (5 s are n8n's own default). */
export const INTERVALS = { ours: 15, template: { job: 30, render: 5 } };

/** The two Wait nodes of the baseline, in simulated seconds. */
export type BaselineIntervals = (typeof INTERVALS)['template'];

/** The same in real seconds. */
export function realWaits({ job, render }: BaselineIntervals, timeScale: number): BaselineIntervals {
	return { job: job / timeScale, render: render / timeScale };
}

/** How a row names them. */
export function inWords({ job, render }: BaselineIntervals): string {
	return job === render ? `${job} s` : `${job} s, renders ${render} s`;
}

/** The bench for a case that takes longest. */
export function long(bench: Bench): Bench {
	return { ...bench, timeScale: bench.longTimeScale };
}

/** A simulator for one case, and a credential for it in n8n. */
export async function simulatorFor(
	{ scope, session, timeScale }: Pick<Bench, 'scope' | 'timeScale'> & { session: Pick<Session, 'client'> },
	options: Partial<SimulatorOptions>,
): Promise<{ simulator: Simulator; credential: StoredCredential }> {
	const simulator = await startSimulator({ ...DURATIONS, timeScale, ...options });
	scope.defer(async () => await simulator.close());
	const data = { apiKey: simulator.key, baseUrl: simulator.apiUrl };
	const credential = await session.client.createCredential(`Swiftia ${simulator.url}`, 'swiftiaApi', data);
	return { simulator, credential };
}
