// What a healthy Swiftia answers, so small that a cell knows beforehand which request comes when.

/** Bytes of every MP4. */
export const FILE = Buffer.alloc(3_000, 'mp4!');

/** How long things take, in reads that find them open. */
export interface OpenLooks {
	job: number;
	render: number;
}

/** Something that was started, and so has to be paid. */
export interface Started {
	id: string;
	body: Record<string, unknown>;
}

/** An answer of the API. */
export interface HealthyAnswer {
	status: number;
	body: unknown;
}

/** The shorts of every job. */
export const SHORTS = [1, 2, 3].map((id) => ({
	id,
	content: `Short ${id}`,
	reason: 'A strong hook',
	text: 'What is said',
	startTime: id * 60,
	endTime: id * 60 + 30.5,
}));

/** A completed job as Swiftia shows it (Swiftia docs, get-job). */
export function completedJob(id: string): Record<string, unknown> {
	return {
		id,
		title: 'A long video',
		status: 'COMPLETED',
		progress: 100,
		cost: 0.93,
		createdAt: '2024-12-06T10:00:00Z',
		data: { shorts: SHORTS },
	};
}

/** A finished render as Swiftia shows it (Swiftia docs, get-render). */
export function finishedRender(url: string): Record<string, unknown> {
	return { type: 'done', url, size: FILE.length };
}

/** One account: whatever job or render is asked for exists, and ends after so many reads. */
export class Backend {
	readonly started: Started[] = [];
	private readonly looks = new Map<string, number>();

	constructor(
		private readonly open: OpenLooks,
		private readonly fileUrl: (renderId: string) => string,
	) {}

	/** @param path below the base URL */
	answer(method: string, path: string, body: unknown): HealthyAnswer {
		const [, resource, id] = path.split('/').map(decodeURIComponent);
		if (method === 'POST' && resource === 'jobs')
			return { status: 200, body: { id: this.start('job', body) } };
		if (method === 'POST' && resource === 'render') {
			return { status: 200, body: { renderId: this.start('render', body) } };
		}
		if (resource === 'jobs' && id) return { status: 200, body: this.job(id) };
		if (resource === 'render' && id) return { status: 200, body: this.render(id) };
		if (path.startsWith('/organizations/brandings')) return { status: 200, body: BRAND_PRESETS };
		return { status: 404, body: { status: 404, message: 'Not found', code: 'NOT_FOUND' } };
	}

	private start(kind: 'job' | 'render', body: unknown): string {
		const id = `${kind}-new-${this.started.length + 1}`;
		this.started.push({ id, body: body as Record<string, unknown> });
		return id;
	}

	private job(id: string): object {
		return this.isOpen(id, this.open.job)
			? { id, title: 'A long video', status: 'PROCESSING', progress: 30, cost: null }
			: completedJob(id);
	}

	private render(id: string): object {
		return this.isOpen(id, this.open.render)
			? { type: 'progress', progress: 0.2 }
			: finishedRender(this.fileUrl(id));
	}

	private isOpen(id: string, most: number): boolean {
		const looks = (this.looks.get(id) ?? 0) + 1;
		this.looks.set(id, looks);
		return looks <= most;
	}
}

const BRAND_PRESETS = ['One', 'Two'].map((name) => ({
	id: `preset-${name}`,
	name,
	description: '',
	preset: 'VIRAL',
	size: { width: 1080, height: 1920, name: '9:16' },
	isActive: true,
	isDefault: name === 'One',
}));
