import Fastify from 'fastify';
import { Account, type JobPlan } from './account.mts';
import { Clock } from './clock.mts';
import { type Fault, FaultBoard } from './faults.mts';
import type { JournalEntry } from './journal.mts';
import { type BillableCall, repeated } from './ledger.mts';
import type { Mp4 } from './mp4.mts';
import { DEFAULTS, type SimulatorOptions } from './options.mts';
import { PROFILES } from './profiles/index.mts';
import { withoutProgress } from './progress.mts';
import { RateLimiter } from './rateLimit.mts';
import type { SimulatedJob, SimulatedRender } from './records.mts';
import { addBrandPresetRoutes } from './routes/brandPresets.mts';
import { addFileRoutes } from './routes/files.mts';
import { addGate } from './routes/gate.mts';
import { addJobRoutes } from './routes/jobs.mts';
import { addRenderRoutes } from './routes/renders.mts';
import { addControlRoutes } from './routes/control.mts';
import { DEFAULT_WEBHOOK_RULES, type Delivery, type WebhookRules } from './webhooks.mts';

export type { SimulatorOptions } from './options.mts';

/** A running simulator with what controls it. */
export interface Simulator {
	/** Such as `http://127.0.0.1:4010`. */
	url: string;
	/** What the credential's Base URL takes. */
	apiUrl: string;
	/** The API key that is accepted; set it to rotate the key. */
	key: string;
	/** What arrived, requests that control it left out. */
	readonly journal: JournalEntry[];
	/** What has to be paid. */
	readonly ledger: BillableCall[];
	/** Groups of calls that asked for the same thing, so that all but one were paid for nothing. */
	repeated(): BillableCall[][];
	readonly jobs: SimulatedJob[];
	readonly renders: SimulatedRender[];
	/** Callbacks that went out. */
	readonly deliveries: Delivery[];
	/** The MP4 that a render comes to. */
	mp4(renderId: string): Mp4;
	addFault(fault: Fault): void;
	/** Decides how the jobs of a video go. */
	planJob(plan: JobPlan): void;
	setWebhooks(rules: Partial<WebhookRules>): void;
	completeJob(jobId: string): void;
	/** The reason is sent as `error.message` in the oldest generation; in the others as `message`, though no document says so, and only if there is one. */
	failJob(jobId: string, reason?: string): void;
	completeRender(renderId: string): void;
	failRender(renderId: string, reason?: string): void;
	/** Forgets jobs, renders, journal, ledger, faults, plans and webhook rules. */
	reset(): void;
	/** Ends it with all timers and connections. */
	close(): Promise<void>;
}

/** Starts a stand-in for the Swiftia API on loopback. */
export async function startSimulator(given: Partial<SimulatorOptions> = {}): Promise<Simulator> {
	const options = { ...DEFAULTS, ...given };
	const generation = PROFILES[options.profile];
	const profile = options.progress === 'missing' ? withoutProgress(generation) : generation;
	const clock = new Clock(options.timeScale);
	const account = new Account(options, profile, clock);
	const faults = new FaultBoard();
	const journal: JournalEntry[] = [];
	const server = Fastify({
		routerOptions: { maxParamLength: 300 },
		ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
	});

	const simulator: Simulator = {
		url: '',
		apiUrl: '',
		get key() {
			return options.key;
		},
		set key(key) {
			options.key = key;
		},
		journal,
		ledger: account.ledger,
		deliveries: account.callbacks.deliveries,
		repeated: () => repeated(account.ledger),
		get jobs() {
			return [...account.jobs.values()];
		},
		get renders() {
			return [...account.renders.values()];
		},
		mp4: (renderId) => account.mp4(renderId),
		addFault: (fault) => faults.add(fault),
		planJob: (plan) => account.plan(plan),
		setWebhooks: (rules) => (account.callbacks.rules = { ...DEFAULT_WEBHOOK_RULES, ...rules }),
		completeJob: (jobId) => account.endJob(jobId, 'COMPLETED'),
		failJob: (jobId, reason) => account.endJob(jobId, 'FAILED', reason),
		completeRender: (renderId) => account.endRender(renderId, 'COMPLETED'),
		failRender: (renderId, reason) => account.endRender(renderId, 'FAILED', reason),
		reset() {
			account.reset();
			faults.clear();
			journal.length = 0;
		},
		async close() {
			account.stop();
			clock.stop();
			server.server.closeAllConnections();
			await server.close();
		},
	};

	const limiter =
		options.plan === 'unlimited'
			? undefined
			: new RateLimiter(options.plan, options.timeScale, !profile.rateHeaders);
	addGate(server, { options, journal, faults, limiter, rateHeaders: profile.rateHeaders });
	addJobRoutes(server, account, profile);
	addRenderRoutes(server, account, profile);
	addBrandPresetRoutes(server);
	addFileRoutes(server, account);
	addControlRoutes(server, simulator);

	simulator.url = await server.listen({ host: '127.0.0.1', port: options.port });
	simulator.apiUrl = `${simulator.url}/api`;
	account.url = simulator.url;
	return simulator;
}
