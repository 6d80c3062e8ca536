import axios from 'axios';
import type { Stage } from '../stage.mts';

/** Swiftia Trigger in the editor, in an n8n and a browser that other suites use as well. */
export function trigger(shared: () => Stage): void {
	describe('Swiftia Trigger in the editor', () => {
		let stage: Stage;
		beforeAll(() => void (stage = shared()));

		it('is found, shows its URLs, and gives the job when Swiftia calls the test URL', async () => {
			const { editor, world } = stage;
			const { details } = editor;
			const { simulator } = world;
			await editor.newWorkflow();
			await editor.panel.open();
			await editor.panel.enter('Swiftia');
			await editor.panel.add('On job completed');
			await details.opened();
			expect(await details.value('event')).toBe('Job Completed');
			await details.area.getByText('Start when a Swiftia job has ended').waitFor();
			const texts = await details.area.innerText();
			expect(texts).not.toContain('create an event');
			const production = await details.webhookUrl('production');
			expect(production).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhook\/[\w-]+\/swiftia$/);
			await editor.screenshot('docs/screenshots/trigger.png');

			const webhook = await details.webhookUrl('test');
			expect(webhook).toBe(production.replace('/webhook/', '/webhook-test/'));
			await details.listen();
			await axios.post(
				`${simulator.apiUrl}/jobs`,
				{ functionName: 'VideoShorts', youtubeVideoId: 'dQw4w9WgXcQ', webhook: `${webhook}?row=17` },
				{ headers: { authorization: `Bearer ${simulator.key}` } },
			);
			simulator.completeJob(simulator.jobs[0]!.id);
			await details.succeeded();
			expect(simulator.deliveries.map(({ status }) => status)).toEqual([200]);
			expect(await details.outputColumns()).toEqual(
				expect.arrayContaining(['jobId', 'status', 'title', 'shortsCount', 'shorts', 'query']),
			);
		});
	});
}
