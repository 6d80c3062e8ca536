import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { INodeTypeDescription } from 'n8n-workflow';
import { until } from '../../realN8n/lib/until.mts';
import type { Login } from '../../realN8n/rest.mts';
import { type Area, Canvas } from './canvas.mts';
import { CommunityNodes } from './communityNodes.mts';
import { CredentialDialog } from './credentialDialog.mts';
import { NodeDetails } from './nodeDetails.mts';
import { NodePanel } from './nodePanel.mts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const PATIENCE_SECONDS = 30;

const NOTIFICATIONS = '.el-notification';
/** Those that lie over the nodes, and notifications. */
const CANVAS_BUTTONS = `${NOTIFICATIONS}, [data-test-id="execute-workflow-button"], .vue-flow__controls`;

/** n8n's editor in a browser, in n8n's own terms. */
export class Editor {
	readonly canvas: Canvas;
	readonly panel: NodePanel;
	readonly details: NodeDetails;
	readonly credential: CredentialDialog;
	readonly communityNodes: CommunityNodes;

	constructor(
		private readonly page: Page,
		private readonly url: string,
	) {
		page.setDefaultTimeout(PATIENCE_SECONDS * 1000);
		this.canvas = new Canvas(page);
		this.panel = new NodePanel(page);
		this.details = new NodeDetails(page);
		this.credential = new CredentialDialog(page);
		this.communityNodes = new CommunityNodes(page, url);
	}

	async logIn({ email, password }: Login): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		const form = this.page.getByTestId('auth-form');
		await form.locator('input[type=email]').fill(email);
		await form.locator('input[type=password]').fill(password);
		await form.getByTestId('form-submit-button').click();
		await this.page.waitForURL((url) => url.pathname !== '/signin');
	}

	/** Opens an empty workflow. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** Takes all nodes off the canvas: faster than to load the editor again. */
	async clear(): Promise<void> {
		await this.canvas.deselect();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.page.keyboard.press('Delete');
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** Opens a stored workflow, and waits until its nodes are there. */
	async open(workflowId: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Imports a workflow from a file into the one that is open, through the field behind the menu's entry. */
	async importFile(name: string, content: string): Promise<void> {
		const file = { name, mimeType: 'application/json', buffer: Buffer.from(content) };
		await this.page.getByTestId('workflow-import-input').setInputFiles(file);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Pastes nodes onto the canvas, as copied from a web page. */
	async paste(workflow: string): Promise<void> {
		await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.page.evaluate(async (text) => await navigator.clipboard.writeText(text), workflow);
		await this.page.keyboard.press('ControlOrMeta+v');
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Adds one of a node's actions to the canvas, through the node panel; its details are open afterwards. */
	async add(node: string, action: string): Promise<void> {
		await this.panel.open();
		await this.panel.enter(node);
		await this.panel.add(action);
		await this.details.opened();
	}

	/** Counts the clicks in the page that is open from now on; gives how many there were. */
	async countClicks(): Promise<() => Promise<number>> {
		await this.page.evaluate(() => {
			const counted = window as unknown as { clicks: number };
			counted.clicks = 0;
			addEventListener('pointerdown', () => (counted.clicks += 1), { capture: true });
		});
		return async () => await this.page.evaluate(() => (window as unknown as { clicks: number }).clicks);
	}

	/** Light or dark, as the system says: n8n follows it unless told otherwise. */
	async setTheme(theme: 'light' | 'dark'): Promise<void> {
		await this.page.emulateMedia({ colorScheme: theme });
	}

	/** What n8n tells its editor of a node type; of its newest version. */
	async nodeType(name: string): Promise<INodeTypeDescription> {
		const answer = await this.page.request.get(`${this.url}/types/nodes.json`);
		const types = (await answer.json()) as INodeTypeDescription[];
		const type = types.find((candidate) => candidate.name === name);
		if (!type) throw new Error(`n8n knows no node type ${name}`);
		return type;
	}

	/** Leaves a picture of the whole workflow in the repository, on a screen that is large enough to read it. */
	async screenshotWorkflow(file: string): Promise<void> {
		const usual = this.page.viewportSize()!;
		await this.page.setViewportSize({ width: 1920, height: 1080 });
		await this.canvas.deselect();
		await this.canvas.fit();
		await this.screenshot(file, await this.canvas.extent(), CANVAS_BUTTONS);
		await this.page.setViewportSize(usual);
	}

	/** Leaves a picture in the repository, of a part of the page if given; passing messages are left out. */
	async screenshot(file: string, clip?: Area, hidden = NOTIFICATIONS): Promise<void> {
		const path = join(REPOSITORY, file);
		await mkdir(dirname(path), { recursive: true });
		await this.page.mouse.move(0, 0);
		let last: Buffer = Buffer.alloc(0);
		await until(
			`the page is at rest for ${file}`,
			async () => {
				const picture = await this.page.screenshot({
					clip,
					animations: 'disabled',
					style: `${hidden} { visibility: hidden !important; }`,
				});
				const same = picture.equals(last);
				last = picture;
				return same;
			},
			{ seconds: PATIENCE_SECONDS, everyMs: 250 },
		);
		await writeFile(path, last);
	}
}
