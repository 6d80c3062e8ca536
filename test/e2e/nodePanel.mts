import type { Locator, Page } from 'playwright-core';

/** The panel from which nodes are put on the canvas. */
export class NodePanel {
	constructor(private readonly page: Page) {}

	get area(): Locator {
		return this.page.getByTestId('node-creator');
	}

	/** Opens it: for the first node of an empty workflow, or for one behind the last. */
	async open(): Promise<void> {
		const first = this.page.getByTestId('canvas-plus-button');
		const next = this.page.getByTestId('node-creator-plus-button');
		await ((await first.isVisible()) ? first : next).click();
		await this.area.waitFor();
	}

	/** Searches until a node is found, and tells all that are. */
	async search(text: string, node = text): Promise<string[]> {
		await this.area.locator('input').fill(text);
		await this.item(node).waitFor();
		return await this.names();
	}

	/** Searches for a node and opens the list of what it does. */
	async enter(node: string): Promise<void> {
		await this.search(node);
		await this.item(node).click();
		await this.area.getByText('Node details').waitFor();
		// As long as a workflow has no trigger, n8n folds the actions of a node that has one.
		await this.area.getByText(/^Actions \(/).waitFor();
		const folded = this.area.locator('[data-category-collapsed=true]').getByText(/^Actions \(/);
		if (await folded.isVisible()) await folded.click();
		await folded.waitFor({ state: 'hidden' });
	}

	/** The entries of the list that is open. */
	async names(): Promise<string[]> {
		return await this.area.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** Puts an entry of the list on the canvas. */
	async add(action: string): Promise<void> {
		await this.item(action).click();
	}

	private item(name: string): Locator {
		const title = this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true });
		return this.area.getByTestId('item-iterator-item').filter({ has: title }).first();
	}
}
