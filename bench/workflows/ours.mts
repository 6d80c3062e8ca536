import { chain, type Workflow, type WorkflowNode } from '../../demo/n8n/workflow.mts';
import { INTERVALS } from '../bench.mts';
import { TRIGGER, node, videos } from '../../demo/n8n/nodes.mts';

/** What a workflow of ours is made of. */
export interface OurOptions {
	credential: { id: string; name: string };
	videoIds: string[];
	timeScale: number;
	/** Ends after the wait. */
	waitOnly?: boolean;
	waitMethod?: 'webhook' | 'polling';
}

/** Create Job -> Wait for Completion -> Render with download. */
export function ourWorkflow({
	credential,
	videoIds,
	timeScale,
	waitOnly,
	waitMethod = 'webhook',
}: OurOptions): Workflow {
	const options = { pollInterval: INTERVALS.ours / timeScale };
	const swiftia = (name: string, parameters: Record<string, unknown>): WorkflowNode => ({
		...node(name, 'n8n-nodes-swiftia.swiftia', 1, parameters),
		credentials: { swiftiaApi: credential },
	});
	const nodes = [
		...videos(...videoIds),
		swiftia('Create Job', {
			resource: 'job',
			operation: 'create',
			video: { __rl: true, mode: 'id', value: '={{ $json.videoId }}' },
			completionWebhook: 'resume',
		}),
		swiftia('Wait for Completion', {
			resource: 'job',
			operation: 'waitForCompletion',
			jobId: '={{ $json.jobId }}',
			waitMethod,
			maxWaitMinutes: 120,
			options,
		}),
		...(waitOnly
			? []
			: [
					swiftia('Render', {
						resource: 'render',
						operation: 'create',
						jobId: '={{ $json.jobId }}',
						waitForCompletion: true,
						maxWaitMinutes: 120,
						download: true,
						options,
					}),
				]),
	];
	return { name: 'Swiftia', nodes, connections: chain(TRIGGER, ...nodes.slice(1).map(({ name }) => name)) };
}
