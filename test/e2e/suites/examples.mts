import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Workflow, WorkflowNode } from '../../../realN8n/workflow.mts';
import { credentialTypeOf, inputsOf, isMarked } from '../../exampleInputs.mts';
import { EXAMPLES, WORKFLOW_FILES } from '../../examples.mts';
import type { Stage } from '../stage.mts';

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

const OAUTH = { clientId: 'id', clientSecret: 'secret', oauthTokenData: { access_token: 'token' } };
/** Some data for the credentials of other services. */
const CREDENTIALS = {
	googleDriveOAuth2Api: OAUTH,
	googleSheetsOAuth2Api: OAUTH,
	httpBasicAuth: { user: 'user', password: 'password' },
	httpHeaderAuth: { name: 'X-Api-Key', value: 'key' },
	openAiApi: { apiKey: 'key' },
	slackApi: { accessToken: 'token', signatureSecret: 'secret' },
	youTubeOAuth2Api: OAUTH,
};

/** What is filled in for the pictures. */
const PLACES = {
	documentId: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms',
	feedUrl: 'https://www.youtube.com/feeds/videos.xml?playlist_id=UULF_x5XG1OV2P6uZZ5FSM9Ttw',
	publisherUrl: 'https://posts.example.com/posts',
	triggerUrl: 'https://n8n.example.com/webhook/b7707283/swiftia',
	folder: '/home/node/.n8n-files',
};

/** Where `workflow.json` leaves `screenshot.png`; another file leaves one of its own name. */
function pictureOf(file: string): string {
	const name = basename(file, '.json');
	return join('examples', dirname(file), `${name === 'workflow' ? 'screenshot' : name}.png`);
}

/** The examples, imported into an n8n and a browser that other suites use as well. */
export function examples(shared: () => Stage): void {
	describe('The examples in the editor', () => {
		let stage: Stage;
		let credentialsOf: (node: WorkflowNode) => WorkflowNode['credentials'];
		beforeAll(async () => {
			stage = shared();
			credentialsOf = await createCredentials();
		});

		/** Creates a credential of each type, and tells which one a node gets. */
		async function createCredentials(): Promise<typeof credentialsOf> {
			const byType = { ...stage.world.wait().credentials };
			for (const [type, data] of Object.entries(CREDENTIALS)) {
				byType[type] = await stage.world.session.client.createCredential(type, type, data);
			}
			return (node) => {
				const type = credentialTypeOf(node);
				return type ? { [type]: byType[type]! } : undefined;
			};
		}

		/** Imports a workflow onto the empty canvas, and gives the nodes that are marked as not ready to run. */
		async function markedIn(file: string, workflow: Workflow): Promise<string[]> {
			const { editor } = stage;
			await editor.importFile(file, JSON.stringify(workflow));
			const names = workflow.nodes.filter(({ type }) => type !== STICKY_NOTE).map(({ name }) => name);
			for (const name of names) await editor.canvas.node(name).waitFor();
			const issues = await editor.canvas.issues();
			return names.filter((name) => issues.some((text) => text.split('\n').includes(name))).sort();
		}

		it.each(WORKFLOW_FILES)(
			'%s: what is to be filled in is marked, and nothing is once it is',
			async (file) => {
				const workflow = JSON.parse(await readFile(join(EXAMPLES, file), 'utf8')) as Workflow;
				const empty = workflow.nodes.map((node) => ({ ...node, credentials: credentialsOf(node) }));
				const inputs = inputsOf(file, PLACES);
				const expected = Object.keys(inputs).filter((name) => isMarked(file, name));
				await stage.editor.newWorkflow();
				expect(await markedIn(file, { ...workflow, nodes: empty })).toEqual(expected.sort());

				await stage.editor.clear();
				const filled = empty.map((node) => ({
					...node,
					parameters: { ...node.parameters, ...inputs[node.name] },
				}));
				expect(await markedIn(file, { ...workflow, nodes: filled })).toEqual([]);
				expect(await stage.editor.canvas.issues()).toEqual([]);
				await stage.editor.screenshotWorkflow(pictureOf(file));
			},
		);
	});
}
