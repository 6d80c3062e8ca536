import { chain, type Workflow, type WorkflowNode } from '../../demo/n8n/workflow.mts';
import { TRIGGER, node, videos } from '../../demo/n8n/nodes.mts';

/** What the baseline is made of. */
export interface BaselineOptions {
	credential: { id: string; name: string };
	videoIds: string[];
	apiUrl: string;
	/** Real seconds of each Wait node. */
	waitSeconds: number;
}

/**
 * What public templates for Swiftia do today, with n8n's own nodes: one video after the other, whose job is checked in a loop and
 * whose shorts are rendered one after the other.
 */
export function baselineWorkflow({ credential, videoIds, apiUrl, waitSeconds }: BaselineOptions): Workflow {
	const request = (name: string, parameters: Record<string, unknown>): WorkflowNode => ({
		...node(name, 'n8n-nodes-base.httpRequest', 4.2, {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'swiftiaApi',
			...parameters,
			options: {},
		}),
		credentials: { swiftiaApi: credential },
		...RETRY,
	});
	const post = (name: string, path: string, jsonBody: string) =>
		request(name, { method: 'POST', url: apiUrl + path, sendBody: true, specifyBody: 'json', jsonBody });
	const wait = (name: string) =>
		node(name, 'n8n-nodes-base.wait', 1.1, { amount: waitSeconds, unit: 'seconds' });

	const nodes = [
		...videos(...videoIds),
		oneByOne('Video by video', {}),
		post('Create job', '/jobs', '={{ { functionName: "VideoShorts", youtubeVideoId: $json.videoId } }}'),
		wait('Wait for job'),
		request('Get job', { url: `=${apiUrl}/jobs/{{ $("Create job").first().json.id }}` }),
		ifEquals('Job completed?', '={{ $json.status }}', 'COMPLETED'),
		node('Split shorts', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'data.shorts', options: {} }),
		// Without a reset n8n's loop takes the shorts of the first video only.
		oneByOne('Short by short', { reset: '={{ $prevNode.name === "Split shorts" }}' }),
		post('Render', '/render', '={{ { id: $("Create job").first().json.id, target: $json.id } }}'),
		wait('Wait for render'),
		request('Get render', { url: `=${apiUrl}/render/{{ $("Render").first().json.renderId }}` }),
		ifEquals('Render done?', '={{ $json.type }}', 'done'),
		{
			...node('Download', 'n8n-nodes-base.httpRequest', 4.2, {
				url: '={{ $json.url }}',
				options: { response: { response: { responseFormat: 'file' } } },
			}),
			...RETRY,
		},
	];
	const main = (...outputs: string[]) => ({
		main: outputs.map((name) => (name ? [{ node: name, type: 'main' as const, index: 0 }] : [])),
	});
	const connections: Workflow['connections'] = {
		...chain(TRIGGER, 'Videos', 'Each video', 'Video by video'),
		'Video by video': main('', 'Create job'),
		...chain('Create job', 'Wait for job', 'Get job', 'Job completed?'),
		'Job completed?': main('Split shorts', 'Wait for job'),
		...chain('Split shorts', 'Short by short'),
		'Short by short': main('Video by video', 'Render'),
		...chain('Render', 'Wait for render', 'Get render', 'Render done?'),
		'Render done?': main('Download', 'Wait for render'),
		...chain('Download', 'Short by short'),
	};
	return { name: 'Baseline of n8n nodes', nodes, connections };
}

function oneByOne(name: string, options: Record<string, unknown>): WorkflowNode {
	return node(name, 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options });
}

/** n8n's own remedy for a refused request. */
const RETRY = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };

function ifEquals(name: string, leftValue: string, rightValue: string): WorkflowNode {
	const operator = { type: 'string', operation: 'equals' };
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 };
	const conditions = {
		options,
		combinator: 'and',
		conditions: [{ id: '1', leftValue, rightValue, operator }],
	};
	return node(name, 'n8n-nodes-base.if', 2.2, { conditions, options: {} });
}
