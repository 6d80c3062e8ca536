import type { Locator, Page } from 'playwright-core';
import type { Area } from './canvas.mts';

/** The dialog of a credential. It is opened from a node's details. */
export class CredentialDialog {
	constructor(private readonly page: Page) {}

	/** The part of the page that it takes. */
	async extent(): Promise<Area> {
		return (await this.area.boundingBox())!;
	}

	/** Opens it for a new credential of the node whose details are open: by a button where there is none of the type, or from the list. */
	async create(): Promise<void> {
		const first = this.page.getByTestId('node-credentials-empty-state').getByRole('button').first();
		const list = this.page.getByTestId('node-credentials-select');
		await first.or(list).first().waitFor();
		if (await first.isVisible()) await first.click();
		else {
			await list.click();
			await this.page.getByTestId('node-credentials-select-item-new').click();
		}
		await this.field('apiKey').waitFor();
	}

	/** Opens it for the credential that the node uses. */
	async edit(): Promise<void> {
		await this.page.getByTestId('credential-edit-button').click();
		await this.field('apiKey').waitFor();
	}

	field(name: string): Locator {
		return this.area.getByTestId(`parameter-input-${name}`).locator('input');
	}

	/** Saves, whereupon n8n tests it: a good one closes the dialog. */
	async save(): Promise<void> {
		await this.area.getByTestId('credential-save-button').click();
	}

	/** Waits until the dialog has closed by itself. */
	async closed(): Promise<void> {
		await this.area.waitFor({ state: 'hidden' });
	}

	/** What n8n says after a test that did not succeed, with the details. */
	async refusal(): Promise<string> {
		await this.area.getByText('More details').click();
		return await this.area.getByTestId('node-credentials-config-container').innerText();
	}

	/** Waits until n8n says that the test succeeded. */
	async accepted(): Promise<string> {
		return await this.area.getByTestId('credentials-config-container-test-success').innerText();
	}

	private get area(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}
}
