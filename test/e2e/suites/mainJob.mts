import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { chain } from '../../../realN8n/workflow.mts';
import { until } from '../../../realN8n/lib/until.mts';
import type { Stage } from '../stage.mts';

/** The main job in the editor, in an n8n and a browser that other suites use as well. */
export function mainJob(shared: () => Stage): void {
	describe('The main job in the editor', () => {
		let stage: Stage;
		beforeAll(() => void (stage = shared()));

		it('creates, waits parked, wakes, renders and brings the MP4 to view and download', async () => {
			const { editor, world } = stage;
			const { canvas, details } = editor;
			const { simulator } = world;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await details.fill('video', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ');
			await details.close();
			await editor.add('Swiftia', 'Wait for job completion');
			await details.choose('waitMethod', 'Parked');
			await details.close();
			await editor.add('Swiftia', 'Render shorts');
			await details.toggle('download');
			await details.addOption('Poll Interval (Seconds)');
			await details.fill('pollInterval', '1');
			await details.close();
			await canvas.tidyUp();

			await canvas.execute();
			await canvas.marked('Create job', 'success');
			await canvas.marked('Wait for job completion', 'waiting');
			await editor.screenshot('docs/screenshots/waiting.png');
			await canvas.openNode('Wait for job completion');
			await details.output.getByText('Waiting for Swiftia to finish the jobs, for at most 60 min').waitFor();
			await editor.screenshot('docs/screenshots/waiting-node.png');
			await details.close();
			expect(simulator.renders).toEqual([]);

			simulator.completeJob(simulator.jobs[0]!.id);
			await canvas.marked('Wait for job completion', 'success');
			await canvas.marked('Render shorts', 'success');
			expect(simulator.deliveries.map(({ status }) => status)).toEqual([200]);
			await until('three renders', () => simulator.renders.length === 3);
			await editor.screenshotWorkflow('docs/screenshots/main-job.png');

			await canvas.openNode('Wait for job completion');
			expect(await details.outputColumns()).toEqual(
				expect.arrayContaining(['jobId', 'status', 'title', 'shortsCount', 'shorts', 'timedOut']),
			);
			await details.close();
			await canvas.openNode('Render shorts');
			expect(await details.outputColumns()).toEqual(
				expect.arrayContaining(['renderId', 'jobId', 'shortId', 'title', 'status', 'url']),
			);
			await details.output.getByText('the cost of the 3 renders is not reported').waitFor();
			const file = await details.showFiles();
			expect(await file.innerText()).toContain('video/mp4');
			await editor.screenshot('docs/screenshots/files.png', await details.top(566));

			const download = await details.download();
			expect(download.suggestedFilename()).toMatch(/\.mp4$/);
			const got = createHash('sha256').update(await readFile(await download.path()));
			const first = simulator.renders.find(({ short }) => short === 1)!;
			expect(got.digest('hex')).toBe(simulator.mp4(first.id).sha256);

			expect(await details.playVideo()).toEqual({ width: 360, height: 640, seconds: 3 });
			expect(simulator.repeated()).toEqual([]);
		});

		it('says which job had not ended within Max Wait, and what a job cost', async () => {
			const { editor, world } = stage;
			const { canvas, details } = editor;
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await details.fill('video', 'https://youtu.be/dQw4w9WgXcQ');
			await details.close();
			await editor.add('Swiftia', 'Wait for job completion');
			await details.fill('maxWaitMinutes', '0.02');
			await details.execute();
			await details.succeeded();
			const { id } = world.simulator.jobs[0]!;
			const hint = `Max Wait (0.02 minutes) passed before 1 job had ended: ${id}.`;
			await details.output.getByText(hint).waitFor();
			const columns = await details.outputColumns();
			expect(columns.indexOf('timedOut')).toBe(columns.indexOf('status') + 1);
			await editor.setTheme('dark');
			await editor.screenshot('docs/screenshots/max-wait.png');
			await editor.setTheme('light');

			await details.fill('maxWaitMinutes', '60');
			await details.close();
			world.simulator.planJob({ videoId: 'dQw4w9WgXcQ', seconds: 3 });
			await canvas.execute();
			await canvas.openNode('Wait for job completion');
			await details.output.getByText('1 job cost 0.93 credits').waitFor();
			await details.close();
		});

		it('shows its icon on a light and on a dark canvas', async () => {
			const { editor, world } = stage;
			const nodes = [world.create(), world.wait(), world.swiftia('Render', { resource: 'render' })];
			const connections = chain(...nodes.map(({ name }) => name));
			const { client } = world.session;
			const workflow = await client.createWorkflow({ name: 'Icons', nodes, connections });
			for (const [theme, file] of [
				['light', 'swiftia.svg'],
				['dark', 'swiftia.dark.svg'],
			] as const) {
				await editor.setTheme(theme);
				await editor.open(workflow.id);
				await editor.canvas.tidyUp();
				expect(await editor.canvas.icons()).toEqual(nodes.map(() => ({ file, drawn: true })));
				await editor.screenshot(`docs/screenshots/canvas-${theme}.png`);
			}
			await editor.setTheme('light');
		});
	});
}
