import { join } from 'node:path';
import { node } from '../realN8n/nodes.mts';
import { chain, type Workflow, type WorkflowNode } from '../realN8n/workflow.mts';

/** The names of the demo's nodes, as they stand on the canvas. */
export const NODES = {
	trigger: 'When clicking "Execute workflow"',
	create: 'Create job',
	wait: 'Wait for completion',
	render: 'Render all shorts',
	save: 'Save MP4 files',
} as const;

/** The video that the demo turns into shorts. */
export const DEMO_VIDEO = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';

const STICKY = `## One video in, finished shorts out

1. **${NODES.create}** hands the YouTube video to Swiftia and goes on at once.
2. **${NODES.wait}** parks this execution. While Swiftia works, it is only a row in n8n's database; Swiftia's callback or n8n's timer wakes it.
3. **${NODES.render}** renders every short of the job, waits for all of them and downloads the MP4s.
4. **${NODES.save}** writes one file per short.

A simulator on this machine stands in for Swiftia: no account, no cost. For the real one, put your own API key into the credential and leave its Base URL at the default. Parking needs no public address; Swiftia's callback only makes it faster.

This n8n is deleted when the demo ends.`;

/** Manual Trigger, create, wait, render and save, in one line, with a note that explains it. */
export function demoWorkflow(options: {
	credential: { id: string; name: string };
	outputFolder: string;
	video?: string;
}): Workflow {
	const swiftia = (name: string, x: number, parameters: Record<string, unknown>): WorkflowNode => ({
		...placed(x, name, 'n8n-nodes-swiftia.swiftia', 1, parameters),
		credentials: { swiftiaApi: options.credential },
		webhookId: `demo-${x}`,
	});
	const title = "{{ ($json.title || $json.renderId).replace(/[^\\p{L}\\p{N}._-]+/gu, ' ').trim() }}";
	const file = join(options.outputFolder, `{{ $itemIndex + 1 }} - ${title}.mp4`);

	return {
		name: 'Swiftia demo: a YouTube video becomes shorts',
		nodes: [
			placed(0, NODES.trigger, 'n8n-nodes-base.manualTrigger', 1, {}),
			swiftia(NODES.create, 220, {
				resource: 'job',
				operation: 'create',
				video: { __rl: true, mode: 'url', value: options.video ?? DEMO_VIDEO },
				completionWebhook: 'resume',
			}),
			swiftia(NODES.wait, 440, {
				resource: 'job',
				operation: 'waitForCompletion',
				jobId: '={{ $json.jobId }}',
				waitMethod: 'parked',
				maxWaitMinutes: 10,
			}),
			swiftia(NODES.render, 660, {
				resource: 'render',
				operation: 'create',
				jobId: '={{ $json.jobId }}',
				renderTarget: 'all',
				waitForCompletion: true,
				download: true,
				binaryPropertyName: 'data',
			}),
			placed(880, NODES.save, 'n8n-nodes-base.readWriteFile', 1, {
				operation: 'write',
				fileName: `=${file}`,
				dataPropertyName: 'data',
				options: {},
			}),
			{
				...placed(0, 'About this workflow', 'n8n-nodes-base.stickyNote', 1, {
					content: STICKY,
					width: 980,
					height: 240,
				}),
				position: [-20, -280],
			},
		],
		connections: chain(NODES.trigger, NODES.create, NODES.wait, NODES.render, NODES.save),
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	};
}

function placed(x: number, ...of: Parameters<typeof node>): WorkflowNode {
	return { ...node(...of), position: [x, 0] };
}
