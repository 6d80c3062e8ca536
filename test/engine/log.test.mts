/** @jest-environment ./test/oneRealm.mjs */
import { logged } from './engine.mts';
import { until } from '../../realN8n/lib/until.mts';
import { World, createJob, createRender, videoId, videoOfItem } from './world.mts';

let world: World;
beforeEach(async () => {
	world = await World.start({ jobSeconds: Infinity });
	logged.length = 0;
});
afterEach(async () => await world.close());

const infos = () => logged.filter((line) => line.startsWith('info: Swiftia'));

describe('n8n’s log', () => {
	it('has a line before and one after each paid request', async () => {
		const engine = await world.engine([createJob({ video: videoOfItem, completionWebhook: 'none' })]);
		await engine.complete([{ id: videoId(0) }, { id: videoId(1) }]);
		const purposes = [0, 1].map(
			(item) => `(video ${videoId(item)}, item ${item} of execution ${engine.executionId})`,
		);
		expect(infos().sort()).toEqual(
			[
				...purposes.map((purpose) => `info: Swiftia: asking to start the job ${purpose}`),
				...engine.json().map(({ jobId }, item) => `info: Swiftia started job ${jobId} ${purposes[item]}`),
			].sort(),
		);
	});

	it('has the line of each render before its request has an answer', async () => {
		const jobId = await world.endedJob();
		logged.length = 0;
		world.simulator.addFault({ method: 'POST', path: '/api/render', stall: 'after', times: 'always' });
		const engine = await world.engine([createRender({ jobId })]);
		const running = engine.complete();
		await until('a render is paid', () => world.simulator.renders.length > 0);
		const paid = world.simulator.ledger.filter(({ kind }) => kind === 'render');
		for (const { body } of paid) {
			const purpose = `short ${String(body.target)} of job ${jobId}, item 0 of execution ${engine.executionId}`;
			expect(infos()).toContain(`info: Swiftia: asking to start the render (${purpose})`);
		}
		engine.stop();
		await running.catch(() => {});
	});

	it('says what may have been started, and what was not', async () => {
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', close: 'after' });
		world.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse: 'invalidInput' });
		const engine = await world.engine([
			{ ...createJob({ video: videoOfItem }), onError: 'continueRegularOutput' },
		]);
		await engine.complete([{ id: videoId(0) }]);
		await engine.complete([{ id: videoId(1) }]);
		expect(logged.filter((line) => / started (a|no) job/.test(line) || line.includes('may have'))).toEqual([
			`warn: Swiftia may have started a job (video ${videoId(0)}, item 0 of execution ${engine.executionId})`,
			`info: Swiftia started no job (video ${videoId(1)}, item 0 of execution ${engine.executionId})`,
		]);
	});

	it('never has the API key', async () => {
		world.simulator.addFault({
			method: 'POST',
			path: '/api/jobs',
			answer: { status: 400, body: { message: `Bad key ${world.simulator.key}` } },
		});
		const engine = await world.engine([createJob()]);
		await engine.complete();
		expect(engine.error!.description).toContain('Bad key');
		expect(JSON.stringify([logged, engine.run])).not.toContain(world.simulator.key);
	});
});
