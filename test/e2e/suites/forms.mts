import type { Stage } from '../stage.mts';

const VIDEO = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';

/** The forms, in an n8n and a browser that other suites use as well. */
export function forms(shared: () => Stage): void {
	describe('The forms', () => {
		let stage: Stage;
		beforeAll(() => void (stage = shared()));

		it('shows the fields of the node before, though nothing has run', async () => {
			const { editor } = stage;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Wait for job completion');
			await editor.details.close();
			await editor.add('Swiftia', 'Render shorts');
			await editor.details.input.getByText('Usually outputs the following fields').waitFor();
			const text = await editor.details.input.innerText();
			for (const field of ['jobId', 'status', 'shortsCount', 'shorts[0]', 'cropFileUrl', 'failureReason']) {
				expect(text).toContain(field);
			}
			await editor.screenshot('docs/screenshots/fields-before-running.png');
			expect(stage.world.simulator.journal).toEqual([]);
		});

		it('refuses an address that is no YouTube video, and sends nothing', async () => {
			const { editor } = stage;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await editor.details.fill('video', 'https://vimeo.com/1');
			await editor.details.execute();
			const { message, description } = await editor.details.error();
			expect(message).toContain(
				`'Video' is "https://vimeo.com/1", which is not the URL or the ID of a YouTube video`,
			);
			expect(description).toContain('https://youtu.be/dQw4w9WgXcQ');
			await editor.screenshot('docs/screenshots/bad-input.png');
			expect(stage.world.simulator.journal).toEqual([]);
		});

		it('doubts a webhook that Swiftia cannot call, before anything runs', async () => {
			const { editor } = stage;
			const { details } = editor;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await details.choose('completionWebhook', 'URL');
			const hint = details.output.getByText('Swiftia probably cannot call this Webhook URL');
			for (const url of [
				'https://n8n.example.com/webhook-test/1/swiftia',
				'http://192.168.1.5/webhook/1/swiftia',
			]) {
				await details.fill('webhookUrl', 'https://n8n.example.com/webhook/1/swiftia');
				await hint.waitFor({ state: 'hidden' });
				await details.fill('webhookUrl', url);
				await hint.waitFor();
			}
			expect(stage.world.simulator.journal).toEqual([]);
		});

		it('says what to do where the job is not known yet', async () => {
			const { editor } = stage;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await editor.details.close();
			await editor.add('Swiftia', 'Render shorts');
			await editor.details.choose('renderTarget', 'One Short');
			expect(await editor.details.listError('shortId')).toContain('Execute the previous node first');
		});

		it('offers the shorts of the job and the brand presets, and sends what was chosen', async () => {
			const { editor, world } = stage;
			const { details } = editor;
			world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 0 });
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await details.fill('video', VIDEO);
			await details.execute();
			await details.succeeded();
			await details.close();

			await editor.add('Swiftia', 'Render shorts');
			await details.choose('renderTarget', 'One Short');
			const { id, shorts } = world.simulator.jobs[0]!;
			const lengths = shorts.map(({ start, end }) => `0:${Math.round(end - start)}`);
			expect(await details.list('shortId')).toEqual(shorts.map(({ title }, i) => `${title} (${lengths[i]})`));
			await editor.screenshot('docs/screenshots/pick-a-short.png');
			expect(await details.list('shortId', 'nobody')).toEqual([
				`Why nobody talks about this (${lengths[1]})`,
			]);
			await details.pick('Why nobody talks about this');
			await details.choose('styleSource', 'Brand Preset');
			expect(await details.list('brandPresetId')).toEqual(['House style (default)', 'Last year (inactive)']);
			await details.pick('House style');

			await details.addOption('Size');
			await details.choose('size', 'Landscape 16:9');
			await details.addOption('Max Words per Page');
			await details.fill('maxWordsInPage', '3');
			await details.addOption('Caption Style');
			await details.addEntry('captionStyle');
			await details.fill('value', '#FFFFFF');
			await details.fill('activeValue', '#FFD400');
			await details.addOption('Watermark');
			await details.fill('waterMarkUrl', 'https://example.com/logo.png');
			await details.addOption('Poll Interval (Seconds)');
			await details.fill('pollInterval', '1');
			await details.execute();
			await details.succeeded();

			const sent = world.simulator.journal.filter(
				({ method, path }) => method === 'POST' && path === '/api/render',
			);
			expect(sent.map(({ body }) => body)).toEqual([
				{
					id,
					target: 2,
					brandPresetId: 'brand-house',
					size: { width: 1920, height: 1080, name: '16:9' },
					options: {
						maxWordsInPage: 3,
						waterMark: {
							waterMarkUrl: 'https://example.com/logo.png',
							left: '30px',
							blendMode: 'normal',
							opacity: '0.9',
							top: '30px',
							width: '200px',
						},
						style: [
							{
								property: 'color',
								value: '#FFFFFF',
								active: { value: '#FFD400', duration: 0.2 },
							},
						],
					},
				},
			]);
		});
	});
}
