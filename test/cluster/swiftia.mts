import { g3 } from '../../simulator/profiles/g3.mts';
import type { SimulatedJob, SimulatedRender } from '../../simulator/records.mts';
import { REFUSALS } from '../../simulator/refusals.mts';
import { shortsOf } from '../../simulator/shorts.mts';
import type { SimulatedTime } from './clock.mts';
import type { FaultPlan } from './faults.mts';
import type { ArrivedRequest, HostAnswer } from './network.mts';
import type { Random } from './random.mts';
import type { Trace } from './trace.mts';

/** Where the API and the MP4s are. */
export const API_HOST = 'app.swiftia.test';
export const FILE_HOST = 'files.swiftia.test';

/** How a video is worked on. */
export interface VideoPlan {
	/** Milliseconds that its job takes. */
	jobTakes: number;
	jobFails: boolean;
	shorts: number;
	/** Milliseconds that each of its renders takes. */
	renderTakes: number[];
	/** Which of its renders fail. */
	renderFails: boolean[];
}

/** What was accepted and paid for. */
export interface Charge {
	kind: 'job' | 'render';
	id: string;
	/** What it is for: the same again was paid twice. */
	key: string;
	videoId: string;
	at: number;
	/** Whether the answer reached who asked. */
	isAnswered: boolean;
}

/** A job or a render with its times, in epoch milliseconds. */
export interface WorkRecord {
	kind: 'job' | 'render';
	id: string;
	videoId: string;
	startedAt: number;
	/** When it has ended, and the API shows it. */
	endsAt: number;
	hasFailed: boolean;
	/** When it was read, and found in this state. */
	reads: number[];
	/** From when on the API knows it. */
	foundFrom: number;
	/** How often its file was asked for. */
	fileReads: number;
	webhook: string;
	job?: WorkRecord;
	short: number;
}

/** A Swiftia that keeps everything in memory: no sockets, and a ledger of what was paid. */
export class Swiftia {
	readonly charges: Charge[] = [];
	readonly records = new Map<string, WorkRecord>();

	constructor(
		private readonly time: SimulatedTime,
		private readonly random: Random,
		private readonly plans: Map<string, VideoPlan>,
		private readonly trace: Trace,
		private readonly lags: Pick<FaultPlan, 'visibleAfter' | 'foundAfter'>,
		private readonly onAccepted: (record: WorkRecord) => void,
	) {}

	/** Starts a job that nobody of the cluster has paid for, as one of another workflow. */
	existingJob(videoId: string, startedAt: number): string {
		const job = this.startJob(videoId, '', startedAt);
		job.foundFrom = startedAt;
		return job.id;
	}

	/** Answers a request to the API. */
	answer({ method, url, body }: ArrivedRequest): HostAnswer {
		const [, , resource, id] = url.pathname.split('/');
		if (method === 'POST') return this.accept(resource === 'jobs' ? 'job' : 'render', body as PostBody);
		const record = this.records.get(id ?? '');
		if (!record || this.time.now < record.foundFrom) return REFUSALS.notFound;
		record.reads.push(this.time.now);
		const answer =
			record.kind === 'job' ? { status: 200, body: g3.job(this.jobAt(record)) } : this.renderAt(record);
		this.trace.add('swiftia', `GET ${record.id} ${this.shareOf(record) < 1 ? 'open' : 'ended'}`);
		return answer;
	}

	/** The bytes of an MP4: its render's ID, repeated. */
	file({ url }: ArrivedRequest): HostAnswer {
		const id = url.pathname.slice(1).replace(/\.mp4$/, '');
		const record = this.records.get(id);
		if (!record) return REFUSALS.notFound;
		record.fileReads++;
		const body = bytesOf(id);
		this.trace.add('swiftia', `MP4 ${id}`);
		return {
			status: 200,
			headers: { 'content-type': 'video/mp4', 'content-length': String(body.length) },
			body,
		};
	}

	private accept(kind: 'job' | 'render', body: PostBody): HostAnswer {
		if (kind === 'job') {
			const record = this.startJob(String(body.youtubeVideoId), body.webhook ?? '', this.time.now);
			this.charge(record, `job ${record.videoId}`);
			return { status: 200, body: { id: record.id } };
		}
		const job = this.records.get(String(body.id ?? body.jobId));
		if (!job) return REFUSALS.notFound;
		if (this.shareOf(job) < 1 || job.hasFailed) return REFUSALS.invalidInput;
		const short = Number(/\d+$/.exec(String(body.target))?.[0]);
		const record = this.startRender(job, short);
		this.charge(record, `render ${job.id} ${short}`);
		return { status: 200, body: { renderId: record.id } };
	}

	private charge({ kind, id, videoId }: WorkRecord, key: string): void {
		this.charges.push({ kind, id, key, videoId, at: this.time.now, isAnswered: false });
		this.trace.add('swiftia', `POST ${kind} ${id} accepted (${key})`);
	}

	private startJob(videoId: string, webhook: string, startedAt: number): WorkRecord {
		const { jobTakes, jobFails } = this.plans.get(videoId)!;
		return this.keep({
			kind: 'job',
			id: `job-${this.records.size + 1}`,
			videoId,
			startedAt,
			endsAt: startedAt + jobTakes + this.lag(),
			hasFailed: jobFails,
			reads: [],
			fileReads: 0,
			foundFrom: startedAt + this.random.between(0, this.lags.foundAfter),
			webhook,
			short: 0,
		});
	}

	private startRender(job: WorkRecord, short: number): WorkRecord {
		const { renderTakes, renderFails } = this.plans.get(job.videoId)!;
		return this.keep({
			kind: 'render',
			id: `render-${this.records.size + 1}`,
			videoId: job.videoId,
			startedAt: this.time.now,
			endsAt: this.time.now + renderTakes[short - 1]! + this.lag(),
			hasFailed: renderFails[short - 1]!,
			reads: [],
			fileReads: 0,
			foundFrom: this.time.now + this.random.between(0, this.lags.foundAfter),
			webhook: '',
			job,
			short,
		});
	}

	private keep(record: WorkRecord): WorkRecord {
		this.records.set(record.id, record);
		this.onAccepted(record);
		return record;
	}

	private lag(): number {
		const { visibleAfter } = this.lags;
		return visibleAfter && this.random.between(0, visibleAfter);
	}

	/** How much of a record's time has passed, from 0 to 1. */
	private shareOf({ startedAt, endsAt }: WorkRecord): number {
		return Math.min(1, (this.time.now - startedAt) / (endsAt - startedAt));
	}

	private jobAt(record: WorkRecord): SimulatedJob {
		const share = this.shareOf(record);
		const ended = record.hasFailed ? 'FAILED' : 'COMPLETED';
		return {
			id: record.id,
			videoId: record.videoId,
			status: share < 1 ? 'PROCESSING' : ended,
			createdAt: new Date(record.startedAt).toISOString(),
			startedAt: 0,
			seconds: 0,
			progress: Math.floor(share * 100),
			shorts: shortsOf([], this.plans.get(record.videoId)!.shorts),
			webhook: record.webhook,
			...(share === 1 && record.hasFailed && { failureReason: 'The video is private' }),
		};
	}

	private renderAt(record: WorkRecord): HostAnswer {
		const share = this.shareOf(record);
		const ended = record.hasFailed ? 'FAILED' : 'COMPLETED';
		const render: SimulatedRender = {
			id: record.id,
			jobId: record.job!.id,
			short: record.short,
			status: share < 1 ? 'PROCESSING' : ended,
			startedAt: 0,
			progress: share,
			queuePosition: 0,
			url: `https://${FILE_HOST}/${record.id}.mp4`,
			size: bytesOf(record.id).length,
			failureReason: 'The render crashed',
		};
		return g3.render(render);
	}
}

interface PostBody {
	youtubeVideoId?: string;
	webhook?: string;
	id?: string;
	jobId?: string;
	target?: string | number;
}

/** What an MP4 is made of here. */
export function bytesOf(renderId: string): Buffer {
	return Buffer.from(`ftyp ${renderId} `.repeat(4));
}
