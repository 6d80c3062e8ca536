import { chain, type Workflow, type WorkflowNode } from '../../realN8n/workflow.mts';
import { TRIGGER, node, videos } from '../../realN8n/nodes.mts';

/** What the baseline is made of. */
export interface BaselineOptions {
	credential: { id: string; name: string };
	videoIds: string[];
	apiUrl: string;
	/** Real seconds of the two Wait nodes: before each look at a job, and at a render. */
	waitSeconds: { job: number; render: number };
}

/** Shorts of one video that the template renders at most. */
const MOST_SHORTS = 10;

/**
 * The API half of the one public n8n template for Swiftia, in our own words: the same requests in the same order, with n8n's own
 * nodes (GitHub, mismai-li/n8n-youtube-to-shorts-workflow, commit baffc07, of April 2025). The job is checked in a loop, and its shorts
 * are rendered one after the other, each downloaded before the next begins.
 *
 * What differs: the template takes one video, here they follow each other; its metadata by a language model and its upload to YouTube
 * are one Set node that reads the same fields of the answers; the key is in a credential instead of the nodes; and refused requests are
 * sent again. The template sends none again, so a rate limit of one request per second ends it at its first render, which follows the
 * look at the job at once.
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
	const wait = (name: string, amount: number) =>
		node(name, 'n8n-nodes-base.wait', 1.1, { amount, unit: 'seconds' });

	const nodes = [
		...videos(...videoIds),
		oneByOne('Video by video', {}),
		post('Create job', '/jobs', JOB_BODY),
		wait('Wait for job', waitSeconds.job),
		request('Get job', { url: `=${apiUrl}/jobs/{{ $("Create job").first().json.id }}` }),
		ifEquals('Job completed?', '={{ $json.status }}', 'COMPLETED'),
		node('Split shorts', 'n8n-nodes-base.splitOut', 1, {
			fieldToSplitOut: 'data.shorts',
			include: 'selectedOtherFields',
			fieldsToInclude: 'id, title',
			options: { destinationFieldName: 'short' },
		}),
		node('Not too many', 'n8n-nodes-base.limit', 1, { maxItems: MOST_SHORTS }),
		// Without a reset n8n's loop takes the shorts of the first video only.
		oneByOne('Short by short', { reset: '={{ $prevNode.name === "Not too many" }}' }),
		post('Render', '/render/', RENDER_BODY),
		wait('Wait for render', waitSeconds.render),
		request('Get render', { url: `=${apiUrl}/render/{{ $("Render").first().json.renderId }}` }),
		ifEquals('Render failed?', '={{ $json.type }}', 'error'),
		ifEquals('Render done?', '={{ $json.type }}', 'done'),
		node('Metadata', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: METADATA, options: {} }),
		{
			...node('Download', 'n8n-nodes-base.httpRequest', 4.2, {
				url: '={{ $("Get render").first().json.url }}',
				options: {},
			}),
			...RETRY,
		},
	];
	return { name: 'Baseline of n8n nodes', nodes, connections };
}

const JOB_BODY =
	'={{ { functionName: "VideoShorts", youtubeVideoId: $json.videoId, videoSource: "youtube" } }}';

// The ID of the short stands without quotes, as in the template: only one that is a number makes JSON. It is taken from the item that
// comes in, which after a failed render is no short: the template means to render again and ends there, so this does.
const RENDER_BODY =
	'={ "id": "{{ $("Short by short").item.json.id }}", "target": {{ $json.short.id }}, "preset": "VIRAL" }';

const SHORT = '$("Short by short").item.json';
const METADATA = `={{ { title: ${SHORT}.title, text: ${SHORT}.short.text, reason: ${SHORT}.short.reason } }}`;

const main = (...outputs: string[]) => ({
	main: outputs.map((name) => (name ? [{ node: name, type: 'main' as const, index: 0 }] : [])),
});

const connections: Workflow['connections'] = {
	...chain(TRIGGER, 'Videos', 'Each video', 'Video by video'),
	'Video by video': main('', 'Create job'),
	...chain('Create job', 'Wait for job', 'Get job', 'Job completed?'),
	'Job completed?': main('Split shorts', 'Wait for job'),
	...chain('Split shorts', 'Not too many', 'Short by short'),
	'Short by short': main('Video by video', 'Render'),
	...chain('Render', 'Wait for render', 'Get render', 'Render failed?'),
	'Render failed?': main('Render', 'Render done?'),
	'Render done?': main('Metadata', 'Wait for render'),
	...chain('Metadata', 'Download', 'Short by short'),
};

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
