import { pass, useFakeTime } from '../fakeTime.mts';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { SwiftiaClient } from '../../../nodes/Swiftia/transport/client.js';
import { StandIn, answer, silence } from './standIn.mts';

useFakeTime();

const open = async (...answers: ConstructorParameters<typeof StandIn>[0] & object) => {
	const standIn = new StandIn(answers);
	return { standIn, client: await SwiftiaClient.open(standIn.context) };
};

it('starts a job', async () => {
	const { standIn, client } = await open(answer(201, { jobId: 'j1' }));
	expect(await client.createJob({ a: 1 }, 'item 3')).toBe('j1');
	expect(standIn.sent).toMatchObject([{ method: 'POST', url: `${standIn.baseUrl}/jobs`, body: { a: 1 } }]);
	expect(standIn.logged).toEqual(['Swiftia: asking to start the job (item 3)']);
});

it('starts a render', async () => {
	const { standIn, client } = await open(answer(200, { renderId: 'r1' }));
	expect(await client.createRender({ a: 1 }, 'short 1')).toBe('r1');
	expect(standIn.sent).toMatchObject([{ method: 'POST', url: `${standIn.baseUrl}/render`, body: { a: 1 } }]);
	expect(standIn.logged).toEqual(['Swiftia: asking to start the render (short 1)']);
});

it('does not take an answer without an ID for a start', async () => {
	const { client } = await open(answer(200, {}));
	await expect(client.createJob({}, '')).rejects.toMatchObject({ kind: 'outcomeUnknown' });
	await expect(client.createRender({}, '')).rejects.toMatchObject({ kind: 'outcomeUnknown' });
});

it('reads a job, with its body unless nobody wants it', async () => {
	const body = { id: 'j1', status: 'QUEUED' };
	const { standIn, client } = await open(answer(200, body));
	expect(await client.getJob({ jobId: 'j1' })).toMatchObject({
		record: { jobId: 'j1', status: 'QUEUED' },
		body,
	});
	expect(await client.getJob({ jobId: 'j1' }, { keepBody: false })).not.toHaveProperty('body');
	expect(standIn.sent[0]).toMatchObject({ method: 'GET', url: `${standIn.baseUrl}/jobs/j1` });
});

it('reads a render, also one that failed', async () => {
	const { standIn, client } = await open(answer(500, { type: 'error', message: 'No' }));
	expect(await client.getRender({ renderId: 'r1', jobId: 'j1' })).toMatchObject({
		record: { renderId: 'r1', jobId: 'j1', status: 'FAILED', failureReason: 'No' },
	});
	expect(standIn.sent[0]).toMatchObject({ method: 'GET', url: `${standIn.baseUrl}/render/r1` });
});

it('lists the brand presets', async () => {
	const { standIn, client } = await open(answer(200, [{ id: 'b' }]));
	expect(await client.getBrandPresets()).toMatchObject([{ record: { brandPresetId: 'b' } }]);
	expect(standIn.sent).toMatchObject([{ method: 'GET', url: `${standIn.baseUrl}/organizations/brandings` }]);
});

it.each<[string, (client: SwiftiaClient) => Promise<unknown>, string]>([
	[
		'a job',
		async (client) => await client.createJob({}, ''),
		'Swiftia did not find the resource and could not start the job',
	],
	[
		'a job that is read',
		async (client) => await client.getJob({ jobId: 'j1' }),
		'Swiftia did not find job j1 and could not read the job',
	],
	[
		'a render',
		async (client) => await client.createRender({}, ''),
		'Swiftia did not find the job or brand preset of this render and could not start the render',
	],
	[
		'a render that is read',
		async (client) => await client.getRender({ renderId: 'r1' }),
		'Swiftia did not find render r1 and could not read the render',
	],
	[
		'brand presets',
		async (client) => await client.getBrandPresets(),
		'Swiftia did not find the resource and could not list the brand presets',
	],
])('says of %s what is not known', async (_, ask, message) => {
	const { client } = await open(answer(404, {}));
	await expect(ask(client)).rejects.toMatchObject({ kind: 'notFound', message });
});

it.each<[string, (client: SwiftiaClient) => Promise<unknown>]>([
	['a job', async (client) => await client.getJob({ jobId: 'j1' }, { deadline: ticks() + 100 })],
	['a render', async (client) => await client.getRender({ renderId: 'r1' }, { deadline: ticks() + 100 })],
])('gives up reading %s at the deadline', async (_, ask) => {
	const { client } = await open(silence);
	const asking = expect(ask(client)).rejects.toMatchObject({ kind: 'unreachable' });
	await pass(100);
	await asking;
});
