import type { Locator, Page } from 'playwright-core';

/** n8n's screen Settings > Community nodes. */
export class CommunityNodes {
	constructor(
		private readonly page: Page,
		private readonly url: string,
	) {}

	async open(): Promise<void> {
		await this.page.goto(`${this.url}/settings/community-nodes`);
		await this.installButton.waitFor();
	}

	/** Installs a package by its name, risks understood, and waits until it is listed. */
	async install(name: string): Promise<void> {
		await this.installButton.click();
		const dialog = this.page.getByRole('dialog');
		await dialog.getByRole('textbox').fill(name);
		// Beside the box its label has a link.
		await dialog.getByTestId('user-agreement-checkbox').click({ position: { x: 8, y: 8 } });
		await dialog.getByTestId('install-community-package-button').click();
		await this.card(name).waitFor();
	}

	/** Takes the update that a package's card offers. */
	async update(name: string): Promise<void> {
		await this.card(name).getByRole('button', { name: 'Update' }).click();
		const dialog = this.page.getByRole('dialog');
		await dialog.getByRole('button', { name: /update/i }).click();
		await dialog.waitFor({ state: 'hidden' });
	}

	/** Removes a package, from the menu of its card. */
	async uninstall(name: string): Promise<void> {
		await this.card(name).getByTestId('action-toggle').click();
		await this.page.getByRole('menuitem', { name: /uninstall/i }).click();
		await this.page
			.getByRole('dialog')
			.getByRole('button', { name: /uninstall/i })
			.click();
		await this.card(name).waitFor({ state: 'hidden' });
	}

	/** The text of a package's card: name, nodes and version. */
	async text(name: string): Promise<string> {
		return await this.card(name).innerText();
	}

	/** Where nothing is installed its name is longer. */
	private get installButton(): Locator {
		return this.page.getByRole('button', { name: /^Install( a community node)?$/ }).first();
	}

	private card(name: string): Locator {
		return this.page.getByTestId('community-package-card').filter({ hasText: name });
	}
}
