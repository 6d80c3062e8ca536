import type { Stage } from '../stage.mts';

/** The credential dialog, in an n8n and a browser that other suites use as well. */
export function credentialDialog(shared: () => Stage): void {
	describe('The credential dialog', () => {
		let stage: Stage;
		beforeAll(() => void (stage = shared()));

		it('refuses a bad key with the way out, accepts a good one, and shows neither', async () => {
			const { editor, world } = stage;
			const { credential } = editor;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await credential.create();
			expect(await credential.field('apiKey').getAttribute('type')).toBe('password');
			expect(await credential.field('baseUrl').inputValue()).toBe('https://app.swiftia.io/api');

			await credential.field('baseUrl').fill(world.simulator.apiUrl);
			await credential.field('apiKey').fill('not-the-key');
			await credential.save();
			expect(await credential.refusal()).toMatch(
				/Swiftia did not accept the API key\. .* organization settings, API Keys\./,
			);
			await editor.screenshot('docs/screenshots/credential-refused.png', await credential.extent());

			await credential.field('apiKey').fill(world.simulator.key);
			await credential.save();
			await credential.closed();
			await credential.edit();
			expect(await credential.accepted()).toContain('Connection tested successfully');
			expect(await credential.field('apiKey').getAttribute('type')).toBe('password');
			expect(await credential.field('apiKey').inputValue()).not.toContain(world.simulator.key);
			await editor.screenshot('docs/screenshots/credential.png', await credential.extent());
		});

		it('tells an address without an API from a bad key', async () => {
			const { editor, world } = stage;
			const { credential } = editor;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await credential.create();
			await credential.field('baseUrl').fill(`${world.simulator.url}/elsewhere`);
			await credential.field('apiKey').fill(world.simulator.key);
			await credential.save();
			expect(await credential.refusal()).toContain('Check the base URL in the Swiftia credential.');
		});
	});
}
