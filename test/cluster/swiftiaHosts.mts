import { REFUSALS } from '../../simulator/refusals.mts';
import type { SimulatedTime } from './clock.mts';
import type { FaultPlan, Trouble } from './faults.mts';
import type { Host, HostAnswer, Mishap } from './network.mts';
import type { Random } from './random.mts';
import type { Swiftia } from './swiftia.mts';

const BROKEN: Mishap[] = ['refused', 'lostBefore', 'lostAfter', 'resetBefore', 'resetAfter'];
const FAILURES: HostAnswer[] = [
	REFUSALS.server,
	{ status: 502, body: '<html>Bad gateway</html>' },
	{ status: 503, body: { status: 503, message: 'Service unavailable', code: 'UNAVAILABLE' } },
];
const RETRY_AFTER = { 'retry-after': '5' };

/** Swiftia's API and its storage host as they are reached: with all that can go wrong on the way, and in front of them. */
export class SwiftiaHosts {
	constructor(
		private readonly swiftia: Swiftia,
		private readonly time: SimulatedTime,
		private readonly random: Random,
		private readonly faults: FaultPlan,
	) {}

	/** The API. */
	get api(): Host {
		return {
			mishap: () => this.mishap(),
			answer: async (request) => this.instead() ?? this.swiftia.answer(request),
		};
	}

	/** The storage host. */
	get files(): Host {
		return {
			mishap: () => this.mishap(),
			answer: async (request) => this.instead() ?? this.cut(this.swiftia.file(request)),
		};
	}

	/** Whether something is out of order now. */
	isTroubled(kind: Trouble): boolean {
		const { now } = this.time;
		return this.faults.troubles.some((span) => span.kind === kind && span.from <= now && now < span.to);
	}

	private mishap(): Mishap | undefined {
		if (this.isTroubled('swiftiaHangs') && this.random.chance(0.8))
			return this.random.pick<Mishap>(['lostBefore', 'lostAfter']);
		return this.random.chance(this.faults.request / 2) ? this.random.pick(BROKEN) : undefined;
	}

	private instead(): HostAnswer | undefined {
		if (this.isTroubled('swiftiaRefuses') && this.random.chance(0.8))
			return { ...REFUSALS.rateLimit, headers: RETRY_AFTER };
		const fails = this.isTroubled('swiftiaFails') ? 0.8 : this.faults.request / 2;
		return this.random.chance(fails) ? this.random.pick(FAILURES) : undefined;
	}

	/** A body that ends too soon, where requests go wrong. */
	private cut(answer: HostAnswer): HostAnswer {
		const { body } = answer;
		if (!Buffer.isBuffer(body) || !this.random.chance(this.faults.request)) return answer;
		return { ...answer, body: body.subarray(0, body.length / 2) };
	}
}
