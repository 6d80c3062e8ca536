/** @jest-environment ./test/oneRealm.mjs */
import { LoadOptionsContext } from 'n8n-core';
import type { ILoadOptionsFunctions, INodeListSearchResult, INodeType } from 'n8n-workflow';
import { World, createJob, createRender } from './world.mts';

let world: World;
beforeEach(async () => (world = await World.start({ jobSeconds: 1_000 })));
afterEach(async () => await world.close());

describe('Dropdowns', () => {
	async function search(
		method: 'searchShorts' | 'searchBrandPresets',
		parameters: Record<string, unknown>,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const engine = await world.engine([createRender(parameters)]);
		const node = engine.workflow.getNode('Swiftia 1')!;
		const data = { ...engine.additionalData(), currentNodeParameters: node.parameters };
		const context = new LoadOptionsContext(
			engine.workflow,
			node,
			data,
			'',
		) as unknown as ILoadOptionsFunctions;
		const type = engine.workflow.nodeTypes.getByNameAndVersion(node.type, 1) as INodeType;
		return await type.methods!.listSearch![method]!.call(context, filter);
	}

	it('list the shorts of the job', async () => {
		const jobId = await world.endedJob();
		const { results } = await search('searchShorts', { jobId });
		expect(results.map(({ value }) => value)).toEqual(['1', '2', '3']);
		expect(results[0]!.name).toMatch(/ \(0:30\)$/);
		expect((await search('searchShorts', { jobId }, 'NOBODY')).results.map(({ value }) => value)).toEqual([
			'2',
		]);
	});

	it('say what to do while the job is not known', async () => {
		await expect(search('searchShorts', { jobId: '={{ $json.jobId }}' })).rejects.toThrow(
			'Execute the previous node first',
		);
		expect(world.requests).toEqual([]);
	});

	it.each([
		[
			'is not completed',
			undefined,
			/is not completed and cannot show its shorts yet: its status is PROCESSING/,
		],
		['failed', 'No speech found', /failed and cannot show its shorts: No speech found/],
	])('say so where the job %s', async (_, failure, says) => {
		const engine = await world.engine([createJob({ completionWebhook: 'none' })]);
		await engine.execute();
		const jobId = String(engine.json()[0]!.jobId);
		if (failure !== undefined) world.simulator.failJob(jobId, failure);
		await expect(search('searchShorts', { jobId })).rejects.toThrow(says);
	});

	it('list the brand presets', async () => {
		const { results } = await search('searchBrandPresets', {});
		expect(results).toEqual([
			{ name: 'House style (default)', value: 'brand-house' },
			{ name: 'Last year (inactive)', value: 'brand-old' },
		]);
	});
});
