import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Workflow, WorkflowNode } from '../../demo/n8n/workflow.mts';
import { Stage } from './stage.mts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

const OAUTH = { clientId: 'id', clientSecret: 'secret', oauthTokenData: { access_token: 'token' } };
/** What the nodes of other services need before they are ready: a type of credential, and some data for it. */
const OTHER_SERVICES = [
	{ node: 'n8n-nodes-base.googleDrive', type: 'googleDriveOAuth2Api', data: OAUTH },
	{ node: 'n8n-nodes-base.youTube', type: 'youTubeOAuth2Api', data: OAUTH },
	{ node: '@n8n/n8n-nodes-langchain.lmChatOpenAi', type: 'openAiApi', data: { apiKey: 'key' } },
];

/** Where `workflow.json` leaves `screenshot.png`; another file leaves one of its own name. */
function pictureOf(file: string): string {
	const name = basename(file, '.json');
	return join('examples', dirname(file), `${name === 'workflow' ? 'screenshot' : name}.png`);
}

describe('The examples in the editor', () => {
	let stage: Stage;
	beforeAll(async () => (stage = await Stage.start()), 900_000);
	afterAll(async () => await stage.close());

	/** Creates a credential for each other service, and tells which nodes need one that n8n does not choose by itself. */
	async function createCredentials(): Promise<(node: WorkflowNode) => WorkflowNode['credentials']> {
		const { session } = stage.world;
		const { credentials: swiftia } = stage.world.wait();
		const byNode = new Map<string, WorkflowNode['credentials']>();
		for (const { node, type, data } of OTHER_SERVICES) {
			byNode.set(node, { [type]: await session.client.createCredential(type, type, data) });
		}
		return ({ type, parameters }) =>
			parameters.nodeCredentialType === 'swiftiaApi' ? swiftia : byNode.get(type);
	}

	it('can be imported; with credentials chosen, no node is left to mend', async () => {
		const { editor } = stage;
		const credentialsOf = await createCredentials();
		const files = (await readdir(EXAMPLES, { recursive: true })).filter((file) => file.endsWith('.json'));
		expect(files).not.toEqual([]);
		for (const file of files) {
			const workflow = JSON.parse(await readFile(join(EXAMPLES, file), 'utf8')) as Workflow;
			const nodes = workflow.nodes.map((node) => ({ ...node, credentials: credentialsOf(node) }));
			await editor.newWorkflow();
			await editor.importFile(file, JSON.stringify({ ...workflow, nodes }));
			const names = nodes.filter(({ type }) => type !== STICKY_NOTE).map(({ name }) => name);
			for (const name of names) await editor.canvas.node(name).waitFor();
			expect([file, await editor.canvas.issues()]).toEqual([file, []]);
			await editor.screenshotWorkflow(pictureOf(file));
		}
	});
});
