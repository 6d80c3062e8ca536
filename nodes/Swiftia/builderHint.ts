import type { INodeTypeDescription } from 'n8n-workflow';

/** How n8n's Assistant is to put the node into a workflow. */
export const builderHint: INodeTypeDescription['builderHint'] = {
	searchHint:
		'Turns YouTube videos into rendered shorts. Use Job: Create, then Render: Create, which takes many items and waits for their jobs: no Loop Over Items, Wait or If node is needed.',
};
