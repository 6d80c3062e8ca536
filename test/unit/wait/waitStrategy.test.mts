import '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { expectCallback } from '../../../nodes/Swiftia/wait/executionState.js';
import { noteOfferedAgain } from '../../../nodes/Swiftia/wait/offers.js';
import {
	type RenderWaitMethod,
	type WaitMethod,
	chooseRenderStrategy,
	chooseStrategy,
	strategyBeforePark,
} from '../../../nodes/Swiftia/wait/waitStrategy.js';

const NO_ADDRESS =
	'this n8n has no public, signed URL. To park, set WEBHOOK_URL to its public https address (n8n 2 or newer)';
const FROM_ELSEWHERE =
	'not every job was created by this execution with Completion Webhook on Resume This Workflow';

/** An execution on a public n8n 2.x that started both of its jobs itself. */
function publicN8n(): N8n {
	const n8n = new N8n();
	n8n.resumeUrl = 'https://n8n.example.com/webhook-waiting/7?signature=token';
	n8n.items = [{ json: {} }];
	for (const jobId of ['a', 'b']) expectCallback(n8n.execution, jobId);
	return n8n;
}

const choice = (n8n: N8n, method: WaitMethod, openJobIds = ['a', 'b'], left = 60_000, canReadParked = true) =>
	chooseStrategy(n8n.execution, { method, openJobIds, left, canReadParked });

/** Milliseconds for the last look, and twenty seconds before it. */
const leastLeft = (items: number) => 30_000 + 250 * items;

it.each<WaitMethod>(['auto', 'webhook'])(
	'%s polls where Max Wait is nearly over before it may park',
	(method) => {
		expect(choice(publicN8n(), method, ['a'], leastLeft(1)).park).toBe(true);
		expect(choice(publicN8n(), method, ['a'], leastLeft(1) - 1)).toEqual({
			park: false,
			why: 'too little of Max Wait is left to park. To park, raise Max Wait',
		});
	},
);

const BY_ITEM = expect.stringMatching(/^the API key is an expression/);

it.each<WaitMethod>(['auto', 'webhook'])(
	'%s polls where the key cannot be read while the execution is parked',
	(method) =>
		expect(choice(publicN8n(), method, ['a'], 60_000, false)).toEqual({ park: false, why: BY_ITEM }),
);

it('Automatic parks where Swiftia will call for every job', () => {
	expect(choice(publicN8n(), 'auto')).toEqual({
		park: true,
		why: 'Swiftia will call this n8n when the jobs end',
	});
});

it.each<[string, string, (n8n: N8n) => void]>([
	['on an n8n that Swiftia cannot reach', NO_ADDRESS, (n8n) => (n8n.resumeUrl = 'http://localhost:5678/w/7')],
	[
		'on n8n 1.x, whose resume URL can be guessed',
		NO_ADDRESS,
		(n8n) => (n8n.resumeUrl = 'https://n8n.example.com/w/7'),
	],
	[
		'with Execute Once',
		'the node is set to execute once',
		(n8n) => (n8n.node = { ...n8n.node, executeOnce: true }),
	],
	['in a retry, which no job will call', FROM_ELSEWHERE, (n8n) => (n8n.executionId = 'retry')],
])('Automatic polls %s', (_, why, set) => {
	const n8n = publicN8n();
	set(n8n);
	expect(choice(n8n, 'auto')).toEqual({ park: false, why });
});

it('Automatic polls if one of the jobs comes from elsewhere', () => {
	expect(choice(publicN8n(), 'auto', ['a', 'foreign'])).toEqual({ park: false, why: FROM_ELSEWHERE });
});

it('the user’s word counts, wherever the jobs come from', () => {
	const n8n = publicN8n();
	expect(choice(n8n, 'webhook', ['foreign'])).toEqual({ park: true, why: 'the wait method is Webhook' });
	expect(choice(n8n, 'polling')).toEqual({ park: false, why: 'the wait method is Polling' });
});

describe('An AI tool is never parked, since its agent waits for it', () => {
	it.each<[string, (n8n: N8n) => void]>([
		['where n8n says that it is one', (n8n) => (n8n.isTool = true)],
		[
			'where only the node’s type says so',
			(n8n) => (n8n.node = { ...n8n.node, type: 'n8n-nodes-swiftia.swiftiaTool' }),
		],
		[
			'on n8n 1.x, which cannot say',
			(n8n) => {
				n8n.node = { ...n8n.node, type: 'n8n-nodes-swiftia.swiftiaTool' };
				Object.assign(n8n.execution, { isToolExecution: undefined });
			},
		],
	])('%s', (_, set) => {
		const n8n = publicN8n();
		set(n8n);
		expect(choice(n8n, 'webhook')).toEqual({ park: false, why: 'an AI tool cannot be parked' });
	});
});

describe('A wait for renders', () => {
	/** An execution with so many items, on an n8n that answers at its own address as it does for what is running. */
	function running(items = 1): N8n {
		const n8n = new N8n();
		n8n.items = Array.from({ length: items }, () => ({ json: {} }));
		n8n.wakeStatus = 409;
		return n8n;
	}

	const way = async (
		n8n: N8n,
		method: RenderWaitMethod,
		{ several = false, errorStops = false, left = 60_000, canReadParked = true } = {},
	) => {
		const facts = { method, hasSeveralPerItem: several, errorStops, left, canReadParked };
		return await chooseRenderStrategy(n8n.execution, facts);
	};

	it.each<RenderWaitMethod>(['auto', 'parked'])(
		'%s polls where the key cannot be read while the execution is parked',
		async (method) =>
			expect(await way(running(), method, { canReadParked: false })).toEqual({ park: false, why: BY_ITEM }),
	);

	it.each<[RenderWaitMethod, number, boolean, boolean]>([
		['auto', 1, false, true],
		['auto', 3, false, true],
		['auto', 1, true, false],
		['parked', 3, false, true],
		['parked', 1, true, true],
		['parked', 2, true, false],
		['polling', 1, false, false],
	])('%s with %i items, several renders each: %s, parks: %s', async (method, items, several, park) => {
		expect((await way(running(items), method, { several })).park).toBe(park);
	});

	it('with several renders of the one item that Execute Once leaves is not parked', async () => {
		const n8n = running();
		n8n.node = { ...n8n.node, executeOnce: true };
		expect((await way(n8n, 'parked', { several: true })).park).toBe(false);
		expect((await way(n8n, 'parked')).park).toBe(true);
	});

	it('with several renders of one item is not parked where one may go to the error output, which would lose others', async () => {
		const n8n = running();
		n8n.node = { ...n8n.node, onError: 'continueErrorOutput' };
		const why = expect.stringMatching(/loses some if one goes to the error output.*Get many shorts/);
		expect(await way(n8n, 'parked', { several: true })).toEqual({ park: false, why });
		expect((await way(n8n, 'parked')).park).toBe(true);
	});

	it('is parked by the user’s word with what they give up by it', async () => {
		expect((await way(running(), 'parked')).why).toBe('the wait method is Parked');
		expect((await way(running(), 'parked', { several: true })).why).toMatch(/for its first short only$/);
		expect((await way(running(), 'parked', { errorStops: true })).why).toMatch(/as FAILED and stop nothing$/);
	});

	it.each<RenderWaitMethod>(['auto', 'parked'])(
		'is not parked in an execution that n8n may resume once more (%s)',
		async (method) => {
			const n8n = running();
			noteOfferedAgain(n8n.executionId);
			expect(await way(n8n, method)).toEqual({
				park: false,
				why: expect.stringMatching(/resume this execution again.*raise N8N_CONCURRENCY/),
			});
			expect(choice(n8n, 'webhook')).toEqual({
				park: false,
				why: expect.stringMatching(/resume this execution again.*raise N8N_CONCURRENCY/),
			});
			expect((await way(running(), method)).park).toBe(true);
		},
	);

	it('is not parked where Max Wait is nearly over before it may be, whatever the user says', async () => {
		expect((await way(running(), 'parked', { left: leastLeft(1) })).park).toBe(true);
		expect((await way(running(), 'parked', { left: leastLeft(1) - 1 })).park).toBe(false);
	});

	it('that fails and is to stop the workflow is parked for by the user’s word only', async () => {
		expect((await way(running(), 'auto', { errorStops: true })).park).toBe(false);
		expect((await way(running(), 'parked', { errorStops: true })).park).toBe(true);
	});

	it.each<[string, RegExp, (n8n: N8n) => void, number]>([
		['for a tool', /AI tool/, (n8n) => (n8n.isTool = true), 60_000],
		['with Execute Once', /execute once/, (n8n) => (n8n.node = { ...n8n.node, executeOnce: true }), 60_000],
		[
			'where it does not reach itself',
			/cannot reach itself at n8n\d+\.test/,
			(n8n) => (n8n.wakeStatus = 502),
			60_000,
		],
		['where Max Wait is nearly over', /too little of Max Wait/, () => {}, leastLeft(1) - 1],
	])('Automatic polls %s', async (_, why, set, left) => {
		const n8n = running();
		set(n8n);
		expect(await way(n8n, 'auto', { left })).toEqual({ park: false, why: expect.stringMatching(why) });
	});
});

describe('A wait that was to park, once it may', () => {
	const chosen = { park: true, why: 'chosen' };

	it.each<[string, boolean, number, number, RegExp | undefined]>([
		['parks', true, leastLeft(3), 3, undefined],
		['parks with many items, for which the last look has a bound', true, 90_000, 1_000, undefined],
		['polls on where Max Wait is nearly over', true, leastLeft(3) - 1, 3, /too little of Max Wait is left/],
		['polls on where Max Wait is over', true, -1, 1, /too little of Max Wait is left/],
		['has polled to the end', false, leastLeft(1), 1, /everything had ended/],
	])('%s', (_, hasOpen, left, items, why) => {
		expect(strategyBeforePark(chosen, { hasOpen, left, items })).toEqual(
			why === undefined ? chosen : { park: false, why: expect.stringMatching(why) },
		);
	});
});
