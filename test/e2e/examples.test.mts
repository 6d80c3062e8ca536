import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Workflow } from '../../demo/n8n/workflow.mts';
import { Stage } from './stage.mts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Where `workflow.json` leaves `screenshot.png`; another file leaves one of its own name. */
function pictureOf(file: string): string {
	const name = basename(file, '.json');
	return join('examples', dirname(file), `${name === 'workflow' ? 'screenshot' : name}.png`);
}

describe('The examples in the editor', () => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await Stage.start();
		// n8n gives the nodes of an imported workflow a credential that is there.
		const { client } = stage.world.session;
		const google = { clientId: 'id', clientSecret: 'secret', oauthTokenData: { access_token: 'token' } };
		await client.createCredential('Google Drive', 'googleDriveOAuth2Api', google);
		await client.createCredential('YouTube', 'youTubeOAuth2Api', google);
		await client.createCredential('OpenAI', 'openAiApi', { apiKey: 'key', url: 'http://127.0.0.1:9/v1' });
	}, 900_000);
	afterAll(async () => await stage.close());

	it('can be imported, and show all their nodes with nothing left to mend', async () => {
		const { editor } = stage;
		const files = (await readdir(EXAMPLES, { recursive: true })).filter((file) => file.endsWith('.json'));
		expect(files).not.toEqual([]);
		for (const file of files) {
			const content = await readFile(join(EXAMPLES, file), 'utf8');
			const { nodes } = JSON.parse(content) as Workflow;
			await editor.newWorkflow();
			await editor.importFile(file, content);
			const names = nodes.filter(({ type }) => type !== STICKY_NOTE).map(({ name }) => name);
			for (const name of names) await editor.canvas.node(name).waitFor();
			expect([file, await editor.canvas.issues()]).toEqual([file, 0]);
			await editor.screenshotWorkflow(pictureOf(file));
		}
	});
});
