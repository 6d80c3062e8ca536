import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.mts';
import type { BillableCall } from './ledger.mts';
import { Mp4 } from './mp4.mts';
import type { SimulatorOptions } from './options.mts';
import type { ApiProfile } from './profiles/profile.mts';
import type { SimulatedJob, SimulatedRender } from './records.mts';
import { type PredefinedShort, shortsOf } from './shorts.mts';
import { DEFAULT_WEBHOOK_RULES, type Delivery, type WebhookRules, deliver } from './webhooks.mts';

/** How the jobs of a video go. */
export interface JobPlan {
	videoId: string;
	outcome?: 'complete' | 'fail';
	failureReason?: string;
	/** Simulated seconds; Infinity never ends by itself. */
	seconds?: number;
}

/** One Swiftia organization: its jobs, renders, callbacks and what it has to pay. */
export class Account {
	readonly jobs = new Map<string, SimulatedJob>();
	readonly renders = new Map<string, SimulatedRender>();
	readonly ledger: BillableCall[] = [];
	readonly deliveries: Delivery[] = [];
	readonly plans = new Map<string, JobPlan>();
	webhooks: WebhookRules = DEFAULT_WEBHOOK_RULES;
	/** Where the MP4s are; known once the server listens. */
	url = '';
	private readonly calledOff = new AbortController();
	private readonly timers = new Map<string, () => void>();

	constructor(
		private readonly options: SimulatorOptions,
		private readonly profile: ApiProfile,
		private readonly clock: Clock,
	) {}

	createJob(
		videoId: string,
		predefined: PredefinedShort[],
		webhook: string,
		request: Record<string, unknown>,
	): SimulatedJob {
		const plan = this.plans.get(videoId);
		const job: SimulatedJob = {
			id: randomUUID(),
			videoId,
			status: 'PROCESSING',
			createdAt: new Date().toISOString(),
			startedAt: this.clock.now(),
			seconds: plan?.seconds ?? this.options.jobSeconds,
			progress: 5,
			shorts: shortsOf(predefined, this.options.shortsPerJob),
			webhook,
		};
		this.jobs.set(job.id, job);
		this.ledger.push({ kind: 'job', id: job.id, at: Date.now(), request });
		if (Number.isFinite(job.seconds)) {
			this.later(job.id, job.seconds, () =>
				this.endJob(job.id, plan?.outcome === 'fail' ? 'FAILED' : 'COMPLETED', plan?.failureReason),
			);
		}
		return job;
	}

	/** Ends a job now, whatever its plan. */
	endJob(jobId: string, status: 'COMPLETED' | 'FAILED', failureReason?: string): void {
		const job = this.jobs.get(jobId);
		if (job?.status !== 'PROCESSING') return;
		this.timers.get(jobId)?.();
		const end = () => {
			job.status = status;
			job.progress = 100;
			if (status === 'FAILED') job.failureReason = failureReason;
		};
		const { aheadSeconds, delaySeconds } = this.webhooks;
		if (aheadSeconds > 0) this.later(jobId, aheadSeconds, end);
		else end();
		if (delaySeconds > 0) this.clock.after(delaySeconds, () => void this.call(job, status));
		else void this.call(job, status);
	}

	/** A job with its progress of this moment. */
	job(jobId: string): SimulatedJob | undefined {
		const job = this.jobs.get(jobId);
		if (job?.status === 'PROCESSING' && Number.isFinite(job.seconds)) {
			job.progress = Math.min(95, 5 + Math.round((90 * (this.clock.now() - job.startedAt)) / job.seconds));
		}
		return job;
	}

	createRender(jobId: string, short: number, request: Record<string, unknown>): SimulatedRender {
		const id = randomUUID();
		const render: SimulatedRender = {
			id,
			jobId,
			short,
			status: 'QUEUED',
			startedAt: 0,
			progress: 0,
			queuePosition: 0,
			url: `${this.url}/files/${id}.mp4`,
			size: this.mp4(id).size,
		};
		this.renders.set(id, render);
		this.ledger.push({ kind: 'render', id, at: Date.now(), request });
		this.fillSlots();
		return render;
	}

	/** Ends a render now. */
	endRender(renderId: string, status: 'COMPLETED' | 'FAILED', failureReason = 'Rendering failed'): void {
		const render = this.renders.get(renderId);
		if (!render || render.status === 'COMPLETED' || render.status === 'FAILED') return;
		this.timers.get(renderId)?.();
		render.status = status;
		render.progress = 1;
		if (status === 'FAILED') render.failureReason = failureReason;
		this.fillSlots();
	}

	/** A render with its progress of this moment. */
	render(renderId: string): SimulatedRender | undefined {
		const render = this.renders.get(renderId);
		if (render?.status === 'PROCESSING') {
			render.progress = Math.min(0.99, (this.clock.now() - render.startedAt) / this.options.renderSeconds);
		}
		return render;
	}

	/** The MP4 of a render. */
	mp4(renderId: string): Mp4 {
		return new Mp4(renderId, this.options.fileBytes);
	}

	/** Forgets everything. */
	reset(): void {
		this.stop();
		for (const list of [this.jobs, this.renders, this.plans]) list.clear();
		this.ledger.length = 0;
		this.deliveries.length = 0;
		this.webhooks = DEFAULT_WEBHOOK_RULES;
	}

	/** Calls all timers off. */
	stop(): void {
		for (const callOff of this.timers.values()) callOff();
		this.timers.clear();
	}

	/** Gives up callbacks that are on their way. */
	close(): void {
		this.stop();
		this.calledOff.abort();
	}

	private fillSlots(): void {
		const all = [...this.renders.values()];
		const running = all.filter(({ status }) => status === 'PROCESSING').length;
		const queue = all.filter(({ status }) => status === 'QUEUED');
		for (const render of queue.splice(0, Math.max(0, this.options.renderSlots - running))) {
			render.status = 'PROCESSING';
			render.startedAt = this.clock.now();
			render.queuePosition = 0;
			this.later(render.id, this.options.renderSeconds, () => this.endRender(render.id, 'COMPLETED'));
		}
		queue.forEach((render, index) => (render.queuePosition = index + 1));
	}

	private async call(job: SimulatedJob, status: 'COMPLETED' | 'FAILED'): Promise<void> {
		if (!job.webhook || (status === 'FAILED' && !this.webhooks.onFailure)) return;
		const body = this.profile.job({ ...job, status, progress: 100 });
		for (let time = 0; time < this.webhooks.repeat; time++) {
			this.deliveries.push(await deliver(job.id, job.webhook, body, this.calledOff.signal));
		}
	}

	private later(id: string, seconds: number, act: () => void): void {
		this.timers.set(id, this.clock.after(seconds, act));
	}
}
