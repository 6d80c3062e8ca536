import { chain, type Workflow, type WorkflowNode } from '../../realN8n/workflow.mts';
import { INTERVALS } from '../bench.mts';
import { TRIGGER, node, videos } from '../../realN8n/nodes.mts';

/** What a workflow of ours is made of. */
export interface OurOptions {
	credential: { id: string; name: string };
	videoIds: string[];
	timeScale: number;
}

/** Create Job -> Render with download, which waits for the jobs too. */
export function ourWorkflow(options: OurOptions): Workflow {
	return workflow(options, [createJob('none'), renderAll(options)]);
}

/** Create Job -> Wait for Completion -> Render with download: the execution is parked until all jobs have ended. */
export function parkedWorkflow(options: OurOptions): Workflow {
	return workflow(options, [createJob('resume'), waitForJobs(options, 'parked'), renderAll(options)]);
}

/** Create Job -> Wait for Completion -> Get Many Shorts -> Render with download: parked until all jobs, and then until all renders have ended. */
export function bothParkedWorkflow(options: OurOptions): Workflow {
	const [render, parameters] = renderAll(options);
	return workflow(options, [
		createJob('resume'),
		waitForJobs(options, 'parked'),
		['Shorts', { resource: 'short', operation: 'getAll', returnAll: true }],
		[render, { ...parameters, waitMethod: 'parked' }],
	]);
}

/** Create Job, waiting -> Render with download, whose wait is parked or polls. */
export function rendersWorkflow(options: OurOptions, waitMethod: 'parked' | 'polling'): Workflow {
	const [name, create] = createJob('none');
	const waiting = { waitForCompletion: true, waitMethod: 'polling', options: intervalOf(options.timeScale) };
	const [render, parameters] = renderAll(options);
	return workflow(options, [
		[name, { ...create, ...waiting }],
		[render, { ...parameters, waitMethod }],
	]);
}

/** Create Job -> Wait for Completion. */
export function waitingWorkflow(options: OurOptions, waitMethod: 'parked' | 'polling' = 'parked'): Workflow {
	return workflow(options, [createJob('resume'), waitForJobs(options, waitMethod)]);
}

type OurNode = [name: string, parameters: Record<string, unknown>];

const MAX_WAIT_MINUTES = 120;

function createJob(completionWebhook: 'resume' | 'none'): OurNode {
	const video = { __rl: true, mode: 'id', value: '={{ $json.videoId }}' };
	return ['Create Job', { resource: 'job', operation: 'create', video, completionWebhook }];
}

function waitForJobs({ timeScale }: OurOptions, waitMethod: 'parked' | 'polling'): OurNode {
	return [
		'Wait for Completion',
		{
			resource: 'job',
			operation: 'waitForCompletion',
			jobId: '={{ $json.jobId }}',
			waitMethod,
			maxWaitMinutes: MAX_WAIT_MINUTES,
			options: intervalOf(timeScale),
		},
	];
}

function renderAll({ timeScale }: OurOptions): OurNode {
	return [
		'Render',
		{
			resource: 'render',
			operation: 'create',
			jobId: '={{ $json.jobId }}',
			waitForCompletion: true,
			maxWaitMinutes: MAX_WAIT_MINUTES,
			download: true,
			options: intervalOf(timeScale),
		},
	];
}

/** Real seconds between two looks. */
function intervalOf(timeScale: number): { pollInterval: number } {
	// The node takes no interval below a second.
	return { pollInterval: Math.max(1, INTERVALS.ours / timeScale) };
}

function workflow({ credential, videoIds }: OurOptions, ours: OurNode[]): Workflow {
	const nodes = [
		...videos(...videoIds),
		...ours.map(
			([name, parameters]): WorkflowNode => ({
				...node(name, 'n8n-nodes-swiftia.swiftia', 1, parameters),
				credentials: { swiftiaApi: credential },
			}),
		),
	];
	return { name: 'Swiftia', nodes, connections: chain(TRIGGER, ...nodes.slice(1).map(({ name }) => name)) };
}
