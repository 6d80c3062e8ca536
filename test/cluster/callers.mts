import type { SimulatedTime } from './clock.mts';
import type { CallbackFaults } from './faults.mts';
import { N8N_HOST } from './n8nProcess.mts';
import type { Network } from './network.mts';
import type { Random } from './random.mts';
import type { ExecutionPlan } from './scenario.mts';
import type { WorkRecord } from './swiftia.mts';
import type { Trace } from './trace.mts';

/** Milliseconds after which Swiftia gives a callback up. */
const GIVES_UP = 10_000;
/** Milliseconds from its start in which strangers call an execution. */
const FORGERY_LASTS = 3_600_000;

/** The token of an execution's resume URL. */
export const tokenOf = (executionId: string) => `token-${executionId}`;

const resumeUrlOf = (executionId: string) =>
	`https://${N8N_HOST}/webhook-waiting/${executionId}/swiftia?signature=${tokenOf(executionId)}`;

/** Who calls resume webhooks: Swiftia as its callbacks go, and strangers. */
export class Callers {
	private isEnded = false;

	constructor(
		private readonly time: SimulatedTime,
		private readonly random: Random,
		private readonly network: Network,
		private readonly faults: CallbackFaults,
		private readonly plans: ExecutionPlan[],
		private readonly trace: Trace,
	) {}

	/** Nobody calls any more. */
	end(): void {
		this.isEnded = true;
	}

	/** Swiftia will call when this has ended, as it was asked to. Nothing says that it calls for a job that failed. */
	expect({ id, webhook, endsAt, hasFailed }: WorkRecord): void {
		const { random, faults } = this;
		if (!webhook || hasFailed || random.chance(faults.lost)) return;
		const body = { id, status: 'COMPLETED' };
		const early = random.between(0, faults.early);
		const delay = () => endsAt - this.time.now - early + random.between(0, faults.late);
		this.callAfter(delay(), 'swiftia', webhook, body);
		if (random.chance(faults.double))
			this.callAfter(delay() + random.acrossScales(1, 30_000), 'swiftia', webhook, body);
		if (random.chance(faults.mirrored))
			this.callAfter(delay(), 'mirror', resumeUrlOf(random.pick(this.plans).id), body);
	}

	/** Strangers call the execution, and claim everything. */
	forge({ id, startsAt, videos }: ExecutionPlan): void {
		const { random, faults } = this;
		for (let caller = 0; caller < faults.forged; caller++) {
			const begin = startsAt - this.time.now + random.acrossScales(1_000, FORGERY_LASTS);
			const body = {
				jobId: `job-${random.integer(1, 9)}`,
				status: 'COMPLETED',
				videoId: videos[0],
				data: { shorts: [] },
			};
			for (let call = 0; call < faults.storm; call++)
				this.callAfter(begin + call * 1_000, 'stranger', resumeUrlOf(id), body);
		}
	}

	private callAfter(milliseconds: number, who: string, url: string, body: object): void {
		this.time.after(milliseconds, () => {
			if (!this.isEnded) void this.call(who, url, body);
		});
	}

	private async call(who: string, url: string, body: object): Promise<void> {
		const sent = this.network.send({ method: 'POST', url, body, timeout: GIVES_UP });
		const status = await sent.then(
			(answer) => String(answer.status),
			(error: Error) => error.message,
		);
		this.trace.add(who, `called ${new URL(url).pathname}: ${status}`);
	}
}
