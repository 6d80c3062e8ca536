import type { WorkflowNode } from '../realN8n/workflow.mts';

/** Addresses and places that the workflows are given. */
export interface ExamplePlaces {
	/** ID of the document in Google Sheets. */
	documentId: string;
	feedUrl: string;
	/** Where posts for other platforms are sent. */
	publisherUrl: string;
	/** Production URL of the Swiftia Trigger. */
	triggerUrl: string;
	/** Folder on disk that n8n may write to. */
	folder: string;
}

type Parameters = Record<string, unknown>;

const VIDEO = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
/** The second video once more, in another form, and one that is misspelled. */
const VIDEOS = [
	VIDEO,
	'https://youtu.be/aqz-KE-bpKQ',
	'https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=10s',
	'https://www.youtube.com/watch?v=misspelled-id',
];

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });
const list = (...videos: string[]) => ({ Videos: { jsonOutput: JSON.stringify({ videos }) } });
const VIDEO_GIVEN = { 'Create job': { video: locator('url', VIDEO) } };
const FOLDER_GIVEN = { 'Google Drive': { folderId: locator('list', 'root') } };
const channel = (node: string) => ({ [node]: { channelId: locator('id', 'C0SHORTS') } });

/** What a user fills in before the imported workflow of a file can run: by node, parameters that replace those of the file. */
export function inputsOf(file: string, places: ExamplePlaces): Record<string, Parameters> {
	const document = { documentId: locator('id', places.documentId) };
	const inputs: Record<string, Record<string, Parameters>> = {
		'ai-picks-best-shorts/workflow.json': {
			...VIDEO_GIVEN,
			...channel('Ask a person'),
			...FOLDER_GIVEN,
		},
		'channel-to-scheduled-youtube/workflow.json': {
			'New video on the channel': { feedUrl: places.feedUrl },
		},
		'daily-batch-to-youtube/workflow.json': list(VIDEOS[0]!, VIDEOS[1]!, VIDEOS[2]!),
		'error-handling/workflow.json': { ...list(VIDEOS[0]!, VIDEOS[1]!, VIDEOS[3]!), ...FOLDER_GIVEN },
		'form-with-approval/workflow.json': channel('Ask for approval'),
		'from-http-requests/before.json': {
			'Create job': { jsonBody: '={ "functionName": "VideoShorts", "youtubeVideoId": "dQw4w9WgXcQ" }' },
			...FOLDER_GIVEN,
		},
		'from-http-requests/workflow.json': { ...VIDEO_GIVEN, ...FOLDER_GIVEN },
		'mixed-batch/workflow.json': {
			...list(VIDEOS[0]!, VIDEOS[1]!),
			'Save to disk': { fileName: `=${places.folder}/{{ $binary.data.fileName }}` },
		},
		'sheet-as-queue/workflow.json': {
			'Rows of the sheet': document,
			'Mark as running': document,
			'Write it back': document,
			Publish: { url: places.publisherUrl },
			...channel('Report'),
		},
		'shorts-to-google-drive/workflow.json': { ...VIDEO_GIVEN, ...FOLDER_GIVEN },
		'two-workflows-with-trigger/finish.json': FOLDER_GIVEN,
		'two-workflows-with-trigger/start.json': {
			...list(VIDEOS[0]!, VIDEOS[1]!),
			'Create job': {
				webhookUrl: `=${places.triggerUrl}?videoUrl={{ encodeURIComponent($json.video) }}`,
			},
		},
	};
	return inputs[file]!;
}

/** Whether n8n marks the node as long as its input is missing. A list may be empty, and so may the body of a request: then nothing is done. */
export function isMarked(file: string, node: string): boolean {
	return node !== 'Videos' && !(file.endsWith('/before.json') && node === 'Create job');
}

const CREDENTIALS: Record<string, string> = {
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
	'n8n-nodes-base.formTrigger': 'httpBasicAuth',
	'n8n-nodes-base.googleDrive': 'googleDriveOAuth2Api',
	'n8n-nodes-base.googleSheets': 'googleSheetsOAuth2Api',
	'n8n-nodes-base.slack': 'slackApi',
	'n8n-nodes-base.youTube': 'youTubeOAuth2Api',
	'n8n-nodes-swiftia.swiftia': 'swiftiaApi',
	'n8n-nodes-swiftia.swiftiaTrigger': 'swiftiaApi',
};

/** The type of credential that a node of the examples needs; undefined for one that needs none. */
export function credentialTypeOf({ type, parameters }: WorkflowNode): string | undefined {
	const { nodeCredentialType, genericAuthType } = parameters as Record<string, string | undefined>;
	return CREDENTIALS[type] ?? nodeCredentialType ?? genericAuthType;
}
