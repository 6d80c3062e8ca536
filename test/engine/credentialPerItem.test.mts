/** @jest-environment ./test/oneRealm.mjs */
// A credential whose key is an expression, as agencies use it: each item is worked on with the key of its customer.
import { World, createJob, createRender, videoId, videoOfItem, waitForJob } from './world.mts';

const KEYS = ['key-of-customer-a', 'key-of-customer-b'];
let worlds: World[];
beforeEach(async () => {
	worlds = await Promise.all(
		KEYS.map(async (key) => await World.start({ key, jobSeconds: 0, renderSeconds: 1 })),
	);
});
afterEach(async () => await Promise.all(worlds.map(async (world) => await world.close())));

const BY_ITEM = { apiKey: '={{ $json.key }}', baseUrl: '={{ $json.url }}' };
const ofCustomer = (customer: number, more: object = {}) => ({
	key: KEYS[customer],
	url: worlds[customer]!.simulator.apiUrl,
	id: videoId(0),
	...more,
});
const paid = () => worlds.map(({ simulator }) => simulator.ledger.map(({ kind }) => kind));
const create = (more: object = {}) => createJob({ video: videoOfItem, completionWebhook: 'none', ...more });

it('Jobs are paid for by the customer of each item, also where both ask for the same video', async () => {
	const engine = await worlds[0]!.engine([create()], BY_ITEM);
	await engine.complete([ofCustomer(0), ofCustomer(1), ofCustomer(1, { id: videoId(1) })]);
	expect(paid()).toEqual([['job'], ['job', 'job']]);
	expect(engine.json().map(({ jobId }) => jobId)).toEqual([
		worlds[0]!.simulator.jobs[0]!.id,
		...worlds[1]!.simulator.jobs.map(({ id }) => id),
	]);
	expect(engine.hints()).toEqual([]);
});

it('Shorts are rendered with the key of each item, one wait for all', async () => {
	const jobs = await Promise.all(worlds.map(async (world) => await world.endedJob()));
	const engine = await worlds[0]!.engine(
		[createRender({ jobId: '={{ $json.jobId }}', renderTarget: 'all', download: true, waitMethod: 'auto' })],
		BY_ITEM,
	);
	await engine.complete(jobs.map((jobId, customer) => ofCustomer(customer, { jobId })));
	expect(paid().map((kinds) => kinds.filter((kind) => kind === 'render').length)).toEqual([3, 3]);
	expect(engine.json().map(({ status }) => status)).toEqual(Array(6).fill('COMPLETED'));
});

it('One job is read for each customer that names it, and given to none that does not know it', async () => {
	const jobId = await worlds[0]!.endedJob();
	const engine = await worlds[0]!.engine(
		[
			{
				...waitForJob({ jobId: '={{ $json.jobId }}', waitMethod: 'polling' }),
				onError: 'continueRegularOutput',
			},
		],
		BY_ITEM,
	);
	await engine.complete([ofCustomer(0, { jobId }), ofCustomer(1, { jobId })]);
	const [own, other] = engine.json();
	expect(own).toMatchObject({ jobId, status: 'COMPLETED' });
	expect(other!.error).toContain(`did not find job ${jobId}`);
});

it('A refusal ends the batch of the account that it concerns, and of no other', async () => {
	worlds[0]!.simulator.addFault({ method: 'POST', path: '/api/jobs', times: 'always', refuse: 'credits' });
	const engine = await worlds[0]!.engine([{ ...create(), onError: 'continueRegularOutput' }], BY_ITEM);
	const items = [0, 1, 2].flatMap((number) =>
		[0, 1].map((customer) => ofCustomer(customer, { id: videoId(number) })),
	);
	await engine.complete(items);
	expect(paid()).toEqual([[], ['job', 'job', 'job']]);
	expect(engine.json().map((json) => 'error' in json)).toEqual([true, false, true, false, true, false]);
});

it.each<[string, object]>([
	['none', { key: null }],
	['an empty one', { key: ' ' }],
	['one with a space', { key: 'two words' }],
	['no address', { url: 'nowhere' }],
])('An item whose expression gives %s is refused before anything is sent', async (_, bad) => {
	const engine = await worlds[0]!.engine([create()], BY_ITEM);
	await engine.complete([ofCustomer(0), ofCustomer(1, bad)]);
	expect(engine.error!.message).toMatch(/in the Swiftia credential (is|has) .*\[item 1\]$/);
	expect(worlds.flatMap(({ requests }) => requests)).toEqual([]);
	for (const key of KEYS) expect(JSON.stringify(engine.run)).not.toContain(`Bearer ${key}`);
});

it('An item with a bad key is an error of its own where the node continues', async () => {
	const engine = await worlds[0]!.engine([{ ...create(), onError: 'continueRegularOutput' }], BY_ITEM);
	await engine.complete([ofCustomer(0, { key: '' }), ofCustomer(1)]);
	expect(engine.json()[0]!.error).toContain('API key in the Swiftia credential is empty [item 0]');
	expect(engine.json()[1]).toHaveProperty('jobId');
	expect(paid()).toEqual([[], ['job']]);
});

it.each(['parked', 'polling'])('A wait reads each job with the key of its item (%s)', async (waitMethod) => {
	const engine = await worlds[0]!.engine(
		[create({ waitForCompletion: true, waitMethod, options: { pollInterval: 1 } })],
		BY_ITEM,
	);
	worlds.forEach(({ simulator }) => simulator.planJob({ videoId: videoId(0), seconds: 30 }));
	await engine.complete([ofCustomer(0), ofCustomer(1)]);
	expect(engine.json().map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
	expect(paid()).toEqual([['job'], ['job']]);
});

it('What was copied along with a key is taken off, and the key reaches Swiftia', async () => {
	const [world] = worlds;
	const engine = await world!.engine([create()], {
		apiKey: ` "Bearer ${KEYS[0]}\u200b" \n`,
		baseUrl: `\u00a0${world!.simulator.apiUrl}/ `,
	});
	await engine.complete([{ id: videoId(0) }]);
	expect(engine.error).toBeUndefined();
	expect(paid()).toEqual([['job'], []]);
});
