import { startSimulator, type Simulator } from '../simulator/index.mts';
import type { Evidence } from './check.mts';

/** The API that the demo works against, and what it knows afterwards. */
export interface DemoSimulator {
	/** For the credential's Base URL. */
	url: string;
	key: string;
	evidence(): Evidence;
	close(): Promise<void>;
}

// A job takes 9 seconds and a render about 2: long enough to watch n8n wait.
const TIME_SCALE = 20;

/** Starts the simulator as an account on the Pro plan, 20 times as fast as the real thing. */
export async function startDemoSimulator(): Promise<DemoSimulator> {
	const simulator = await startSimulator({ plan: 'pro', timeScale: TIME_SCALE });
	return {
		url: simulator.apiUrl,
		key: simulator.key,
		evidence: () => evidenceOf(simulator),
		close: async () => await simulator.close(),
	};
}

function evidenceOf(simulator: Simulator): Evidence {
	const { jobs, renders, ledger, deliveries } = simulator;
	return {
		hashes: new Map(renders.map(({ id }) => [id, simulator.mp4(id).sha256])),
		jobsStarted: ledger.filter(({ kind }) => kind === 'job').length,
		rendersStarted: ledger.filter(({ kind }) => kind === 'render').length,
		shortsOffered: jobs.reduce((sum, { shorts }) => sum + shorts.length, 0),
		callbacks: deliveries.map(({ status }) => status),
		paidTwice: simulator.repeated().map((calls) => `${calls.length} x ${JSON.stringify(calls[0]?.request)}`),
	};
}
