import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.mts';
import type { BillableCall } from './ledger.mts';
import { Mp4 } from './mp4.mts';
import type { SimulatorOptions } from './options.mts';
import type { ApiProfile } from './profiles/profile.mts';
import { shownShare } from './progress.mts';
import type { SimulatedJob, SimulatedRender } from './records.mts';
import { type PredefinedShort, shortsOf } from './shorts.mts';
import { videoIdOf } from './video.mts';
import { Callbacks } from './webhooks.mts';

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
	readonly callbacks: Callbacks;
	/** Where the MP4s are; known once the server listens. */
	url = '';
	private readonly plans = new Map<string, JobPlan>();
	private readonly files = new Map<string, Mp4>();
	private readonly timers = new Map<string, () => void>();
	/** Jobs whose end is decided, though the API does not show it yet. */
	private readonly ending = new Set<string>();

	constructor(
		private readonly options: SimulatorOptions,
		private readonly profile: ApiProfile,
		private readonly clock: Clock,
	) {
		this.callbacks = new Callbacks(clock);
	}

	/** Decides how the jobs of a video go from now on. */
	plan(plan: JobPlan): void {
		this.plans.set(videoIdOf(plan.videoId), plan);
	}

	createJob(
		video: string,
		predefined: PredefinedShort[],
		webhook: string,
		body: Record<string, unknown>,
	): SimulatedJob {
		const videoId = videoIdOf(video);
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
		const request = Object.fromEntries(Object.entries(body).filter(([field]) => field !== 'webhook'));
		this.ledger.push({ kind: 'job', id: job.id, at: Date.now(), body, request });
		if (Number.isFinite(job.seconds)) {
			this.later(job.id, job.seconds, () =>
				this.endJob(job.id, plan?.outcome === 'fail' ? 'FAILED' : 'COMPLETED', plan?.failureReason),
			);
		}
		return job;
	}

	/** Ends a job now, whatever its plan; one that has ended stays as it is. */
	endJob(jobId: string, status: 'COMPLETED' | 'FAILED', failureReason?: string): void {
		const job = this.job(jobId);
		if (!job) throw new Error(`There is no job ${jobId}`);
		if (job.status !== 'PROCESSING' || this.ending.has(jobId)) return;
		this.timers.get(jobId)?.();
		// The progress of a failed job is not documented: 100 stands in.
		const ended: SimulatedJob = { ...job, status, progress: 100 };
		if (status === 'FAILED') ended.failureReason = failureReason;
		const show = () => Object.assign(job, ended);
		const { aheadSeconds } = this.callbacks.rules;
		if (aheadSeconds > 0) {
			this.ending.add(jobId);
			this.later(jobId, aheadSeconds, show);
		} else show();
		this.callbacks.send(jobId, job.webhook, status, this.profile.job(ended));
	}

	/** A job with its progress of this moment. */
	job(jobId: string): SimulatedJob | undefined {
		const job = this.jobs.get(jobId);
		if (job?.status === 'PROCESSING' && Number.isFinite(job.seconds)) {
			job.progress = Math.min(95, 5 + Math.round(90 * this.shareShown(job.startedAt, job.seconds)));
		}
		return job;
	}

	createRender(jobId: string, short: number, body: Record<string, unknown>): SimulatedRender {
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
		this.ledger.push({ kind: 'render', id, at: Date.now(), body, request: body });
		this.fillSlots();
		return render;
	}

	/** Ends a render now; one that has ended stays as it is. */
	endRender(renderId: string, status: 'COMPLETED' | 'FAILED', failureReason = 'Rendering failed'): void {
		const render = this.renders.get(renderId);
		if (!render) throw new Error(`There is no render ${renderId}`);
		if (render.status === 'COMPLETED' || render.status === 'FAILED') return;
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
			render.progress = Math.min(0.99, this.shareShown(render.startedAt, this.options.renderSeconds));
		}
		return render;
	}

	/** The MP4 of a render. */
	mp4(renderId: string): Mp4 {
		const file = this.files.get(renderId) ?? new Mp4(renderId, this.options.fileBytes);
		this.files.set(renderId, file);
		return file;
	}

	/** Forgets everything. */
	reset(): void {
		this.stop();
		for (const list of [this.jobs, this.renders, this.plans, this.files, this.ending]) list.clear();
		this.ledger.length = 0;
		this.callbacks.reset();
	}

	/** Calls off what would still happen by itself. */
	stop(): void {
		this.callbacks.stop();
		for (const callOff of this.timers.values()) callOff();
		this.timers.clear();
	}

	/** From 0 to 1. */
	private shareShown(startedAt: number, seconds: number): number {
		return shownShare((this.clock.now() - startedAt) / seconds, this.options.progress);
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

	private later(id: string, seconds: number, act: () => void): void {
		this.timers.set(id, this.clock.after(seconds, act));
	}
}
