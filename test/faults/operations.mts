import type { SwiftiaNode } from '../engine/engine.mts';
import type { OpenLooks } from './backend.mts';

/** A request of an operation that a fault can hit. */
export interface Hit {
	name: string;
	/** What it is for: something paid, a read that the operation stands on, the first or a later look of a watch, an MP4. */
	kind: 'paid' | 'read' | 'first look' | 'later look' | 'file';
	of: 'job' | 'render' | 'brandPresets' | 'file';
	method: 'GET' | 'POST';
	path: RegExp;
	/** Requests that a healthy run has sent before. */
	after: number;
	/** Paid requests among them. */
	paidBefore: number;
}

/** An operation in one of its modes. */
export interface Operation {
	name: string;
	parameters: SwiftiaNode['parameters'];
	node?: Partial<SwiftiaNode>;
	item?: object;
	open: OpenLooks;
	/** Paid requests of a healthy run. */
	paid: number;
	/** Items that a healthy run puts out. */
	outputs: number;
	/** What it does with a job or a render that is not as wished: put it out as it is, or call it an error. */
	insists: boolean;
	/** Whether it waits until what it watches has ended. */
	waits: boolean;
	downloads: boolean;
	/** Shorts that it renders of a job; 0 if it renders none. */
	renders: number;
	/** Tries of Retry On Fail. */
	tries: number;
	hits: Hit[];
}

const PATHS = {
	job: /^\/api\/jobs\/[^/]+$/,
	render: /^\/api\/render\/[^/]+$/,
	brandPresets: /^\/api\/organizations\/brandings$/,
	file: /^\/files\//,
};

const read = (of: Hit['of'], kind: Hit['kind'], after: number, paidBefore = 0): Hit => ({
	name: `${kind} of ${of}`,
	kind,
	of,
	method: 'GET',
	path: PATHS[of],
	after,
	paidBefore,
});

const paid = (of: 'job' | 'render', after: number): Hit => ({
	name: `paid POST of ${of}`,
	kind: 'paid',
	of,
	method: 'POST',
	path: of === 'job' ? /^\/api\/jobs$/ : /^\/api\/render$/,
	after,
	paidBefore: 0,
});

type Given = Partial<Operation> & Pick<Operation, 'name' | 'parameters' | 'hits'>;

const operation = (given: Given): Operation => ({
	open: { job: 0, render: 0 },
	paid: 0,
	outputs: 1,
	insists: false,
	waits: false,
	downloads: false,
	renders: 0,
	tries: 1,
	...given,
});

const VIDEO = { __rl: true, mode: 'id', value: 'dQw4w9WgXcQ' };
const createJob = { resource: 'job', operation: 'create', video: VIDEO, completionWebhook: 'none' };
const createRender = { resource: 'render', operation: 'create', jobId: 'job-1', waitForCompletion: false };
const oneShort = { renderTarget: 'one', shortId: { __rl: true, mode: 'id', value: '2' } };
const quickly = { waitMethod: 'polling', options: { pollInterval: 1 } };
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** The rows of the matrix. */
export const OPERATIONS: Operation[] = [
	operation({ name: 'Job: Create', parameters: createJob, paid: 1, hits: [paid('job', 0)] }),
	operation({
		name: 'Job: Create, Retry On Fail',
		parameters: createJob,
		node: retrying,
		tries: 3,
		paid: 1,
		hits: [paid('job', 0)],
	}),
	operation({
		name: 'Job: Create, waiting',
		parameters: { ...createJob, waitForCompletion: true, ...quickly },
		open: { job: 2, render: 0 },
		paid: 1,
		waits: true,
		hits: [paid('job', 0), read('job', 'first look', 1, 1), read('job', 'later look', 2, 1)],
	}),
	operation({
		name: 'Job: Get',
		parameters: { resource: 'job', operation: 'get', jobId: 'job-1' },
		hits: [read('job', 'read', 0)],
	}),
	operation({
		name: 'Job: Wait for Completion',
		parameters: {
			resource: 'job',
			operation: 'waitForCompletion',
			jobId: 'job-1',
			...quickly,
		},
		open: { job: 2, render: 0 },
		waits: true,
		hits: [read('job', 'first look', 0), read('job', 'later look', 1)],
	}),
	operation({
		name: 'Short: Get Many',
		parameters: { resource: 'short', operation: 'getAll', jobId: 'job-1' },
		outputs: 3,
		insists: true,
		hits: [read('job', 'read', 0)],
	}),
	operation({
		name: 'Render: Create, one short',
		parameters: { ...createRender, ...oneShort },
		paid: 1,
		insists: true,
		renders: 1,
		hits: [read('job', 'read', 0), paid('render', 1)],
	}),
	operation({
		name: 'Render: Create, one short, Retry On Fail',
		parameters: { ...createRender, ...oneShort },
		node: retrying,
		tries: 3,
		paid: 1,
		insists: true,
		renders: 1,
		hits: [paid('render', 1)],
	}),
	operation({
		name: "Render: Create, the item's short",
		parameters: { ...createRender, jobId: '={{ $json.jobId }}' },
		item: { jobId: 'job-1', shortId: '2' },
		paid: 1,
		insists: true,
		renders: 1,
		hits: [read('job', 'read', 0), paid('render', 1)],
	}),
	operation({
		name: 'Render: Create, all shorts',
		parameters: { ...createRender, renderTarget: 'all' },
		paid: 3,
		outputs: 3,
		insists: true,
		renders: 3,
		hits: [read('job', 'read', 0), paid('render', 1)],
	}),
	operation({
		name: 'Render: Create, waiting and downloading',
		parameters: { ...createRender, ...oneShort, waitForCompletion: true, download: true, ...quickly },
		open: { job: 0, render: 1 },
		paid: 1,
		insists: true,
		waits: true,
		downloads: true,
		renders: 1,
		hits: [
			read('job', 'read', 0),
			paid('render', 1),
			read('render', 'first look', 2, 1),
			read('render', 'later look', 3, 1),
			read('file', 'file', 4, 1),
		],
	}),
	operation({
		name: 'Render: Get',
		parameters: { resource: 'render', operation: 'get', renderId: 'render-1' },
		hits: [read('render', 'read', 0)],
	}),
	operation({
		name: 'Render: Wait for Completion',
		parameters: { resource: 'render', operation: 'waitForCompletion', renderId: 'render-1', ...quickly },
		open: { job: 0, render: 2 },
		waits: true,
		hits: [read('render', 'first look', 0), read('render', 'later look', 1)],
	}),
	operation({
		name: 'Render: Wait for Completion, downloading',
		parameters: {
			resource: 'render',
			operation: 'waitForCompletion',
			renderId: 'render-1',
			download: true,
			...quickly,
		},
		open: { job: 0, render: 1 },
		waits: true,
		downloads: true,
		hits: [read('render', 'later look', 1), read('file', 'file', 2)],
	}),
	operation({
		name: 'Render: Download',
		parameters: { resource: 'render', operation: 'download', renderId: 'render-1' },
		insists: true,
		downloads: true,
		hits: [read('render', 'read', 0), read('file', 'file', 1)],
	}),
	operation({
		name: 'Brand Preset: Get Many',
		parameters: { resource: 'brandPreset', operation: 'getAll' },
		outputs: 2,
		hits: [read('brandPresets', 'read', 0)],
	}),
];
