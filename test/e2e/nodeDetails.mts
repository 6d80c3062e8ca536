import type { Download, Locator, Page } from 'playwright-core';
import type { Area } from './canvas.mts';

/** A run in the editor waits for a job, its renders and their MP4s, on a busy machine; in milliseconds. */
const LONGEST_RUN = 180_000;

/** The details of a node: its input, its parameters and its output. */
export class NodeDetails {
	constructor(private readonly page: Page) {}

	get area(): Locator {
		return this.page.getByTestId('ndv');
	}

	get input(): Locator {
		return this.page.getByTestId('ndv-input-panel');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** The part of the page that their first lines take, so many pixels high. */
	async top(height: number): Promise<Area> {
		return { ...(await this.area.boundingBox())!, height };
	}

	/** Waits until the form is there. */
	async opened(): Promise<void> {
		await this.area.getByTestId('node-parameters').waitFor();
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.area.waitFor({ state: 'hidden' });
	}

	/** What a field shows. */
	async value(parameter: string): Promise<string> {
		return await this.field(parameter).locator('input').last().inputValue();
	}

	/** Writes into a field. */
	async fill(parameter: string, text: string): Promise<void> {
		await this.field(parameter).locator('input:not([readonly])').fill(text);
	}

	/** Writes into a field as a person does, who clicks into it before. */
	async type(parameter: string, text: string): Promise<void> {
		await this.field(parameter).locator('input:not([readonly])').click();
		await this.page.keyboard.insertText(text);
	}

	/** Turns a switch. */
	async toggle(parameter: string): Promise<void> {
		await this.field(parameter).click();
	}

	/** Takes an entry of a dropdown. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.field(parameter).click();
		const entry = this.page.getByTestId('parameter-input-item').getByText(option, { exact: true });
		await entry.filter({ visible: true }).click();
	}

	/** The entries of a dropdown. */
	async choices(parameter: string): Promise<string[]> {
		await this.field(parameter).click();
		const names = this.page.getByTestId('parameter-input-item').locator('.list-option .option-headline');
		await names.filter({ visible: true }).first().waitFor();
		const texts = await names.filter({ visible: true }).allInnerTexts();
		await this.page.keyboard.press('Escape');
		return texts.map((text) => text.trim());
	}

	/** The names of the parameters that are shown. */
	async parameterNames(): Promise<string[]> {
		const labels = await this.area.getByTestId('node-parameters').locator('label').allInnerTexts();
		return labels.map((label) => label.split('\n')[0]!.trim());
	}

	/** Opens the list of a field that is filled from Swiftia, searches if asked, and tells the entries. */
	async list(parameter: string, search?: string): Promise<string[]> {
		const entries = this.page.getByTestId('rlc-item').filter({ visible: true });
		const searchField = this.page.getByTestId('rlc-search').filter({ visible: true });
		if (!(await searchField.isVisible())) await this.field(parameter).getByTestId('rlc-input').click();
		await entries.first().waitFor();
		if (search !== undefined) {
			const answered = this.page.waitForResponse(/dynamic-node-parameters\/resource-locator-results/);
			await searchField.fill(search);
			await answered;
			await entries
				.filter({ hasNotText: new RegExp(search, 'i') })
				.first()
				.waitFor({ state: 'hidden' });
		}
		return await entries.allInnerTexts();
	}

	/** Opens the list of a field that cannot be filled, and tells why. */
	async listError(parameter: string): Promise<string> {
		await this.field(parameter).getByTestId('rlc-input').click();
		return await this.page.getByTestId('rlc-error-container').filter({ visible: true }).innerText();
	}

	/** Takes an entry of the list that is open. */
	async pick(entry: string): Promise<void> {
		await this.page.getByTestId('rlc-item').filter({ visible: true, hasText: entry }).click();
	}

	/** Adds an option to the form. */
	async addOption(name: string): Promise<void> {
		await this.area.getByTestId('collection-parameter-add').last().click();
		await this.page.getByRole('option', { name, exact: true }).filter({ visible: true }).click();
	}

	/** Adds an entry to an option that takes many. */
	async addEntry(option: string): Promise<void> {
		await this.area.getByTestId(`fixed-collection-${option}`).getByTestId('fixed-collection-add').click();
	}

	/** Runs the workflow up to this node. */
	async execute(): Promise<void> {
		await this.area.getByTestId('node-execute-button').first().click();
	}

	/** Runs a trigger in the editor: waits until n8n listens at the test URL. */
	async listen(): Promise<void> {
		await this.area.getByTestId('trigger-execute-button').click();
		await this.area.getByText('Listening for').first().waitFor();
	}

	/** The URL at which a trigger is called: by a workflow that is active, or by one that is tried in the editor. */
	async webhookUrl(kind: 'test' | 'production'): Promise<string> {
		const urls = this.area.locator('.webhooks');
		const choice = urls.getByTestId(`radio-button-${kind}`);
		if (!(await choice.isVisible())) await urls.getByText('Webhook URLs').click();
		await choice.click();
		return (await urls.locator('.webhook-url').innerText()).trim();
	}

	/** Waits until the node has run well. */
	async succeeded(): Promise<void> {
		await this.output.getByTestId('node-run-status-success').waitFor({ timeout: LONGEST_RUN });
	}

	/** What the output panel says of an error: the message and the way out. */
	async error(): Promise<{ message: string; description: string }> {
		return {
			message: await this.output.getByTestId('node-error-message').innerText(),
			description: await this.output.getByTestId('node-error-description').innerText(),
		};
	}

	/** Shows the output as a table, and tells its columns; the table is drawn after the node's status. */
	async outputColumns(): Promise<string[]> {
		await this.output.getByTestId('radio-button-table').click();
		await this.output.locator('th').first().waitFor();
		return (await this.output.locator('th').allInnerTexts()).map((name) => name.trim()).filter(Boolean);
	}

	/** Shows the output's files. */
	async showFiles(): Promise<Locator> {
		await this.output.getByTestId('radio-button-binary').click();
		return this.output.getByTestId('ndv-binary-data_0');
	}

	/** Opens the first file, which is a video, and waits until it has been played to its end. */
	async playVideo(): Promise<{ width: number; height: number; seconds: number }> {
		await this.output.getByTestId('ndv-view-binary-data').first().click();
		const video = this.output.locator('video');
		await video.scrollIntoViewIfNeeded();
		return await video.evaluate(
			async (element: HTMLVideoElement) =>
				await new Promise((resolve, reject) => {
					const tell = () =>
						resolve({
							width: element.videoWidth,
							height: element.videoHeight,
							seconds: element.currentTime,
						});
					if (element.ended) tell();
					element.addEventListener('ended', tell);
					element.addEventListener('error', () => reject(new Error(element.error?.message)), true);
				}),
		);
	}

	/** Downloads the first file. */
	async download(): Promise<Download> {
		const started = this.page.waitForEvent('download');
		await this.output.getByTestId('ndv-download-binary-data').first().click();
		return await started;
	}

	private field(parameter: string): Locator {
		return this.area.getByTestId(`parameter-input-${parameter}`).first();
	}
}
