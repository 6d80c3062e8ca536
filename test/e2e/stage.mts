import { DEMO_LOGIN } from '../../realN8n/session.mts';
import { RELEASES, World } from '../n8n/world.mts';
import { launchBrowser } from './browser.mts';
import { Editor } from './editor.mts';

/** A World, with its editor open in a browser. */
export class Stage {
	private constructor(
		readonly world: World,
		readonly editor: Editor,
		private readonly closeBrowser: () => Promise<void>,
	) {}

	/** Starts the newest n8n, and logs in to its editor. */
	static async start(options?: Parameters<typeof World.start>[1]): Promise<Stage> {
		const browser = await launchBrowser();
		try {
			const world = await World.start(RELEASES[0]!, options);
			// Wide enough for n8n to show all views of an output side by side.
			const page = await browser.newPage({ viewport: { width: 1360, height: 850 } });
			const editor = new Editor(page, world.session.server.url);
			const stage = new Stage(world, editor, async () => await browser.close());
			try {
				await editor.logIn(DEMO_LOGIN);
			} catch (error) {
				await stage.close();
				throw error;
			}
			return stage;
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	/** Ends the browser, n8n and the simulator. */
	async close(): Promise<void> {
		await this.closeBrowser();
		await this.world.close();
	}
}
