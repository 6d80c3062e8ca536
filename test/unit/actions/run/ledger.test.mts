import type { IExecuteFunctions } from 'n8n-workflow';
import { type PaidMemory, type PaidWork, RunLedger } from '../../../../nodes/Swiftia/actions/run/ledger.js';
import { SwiftiaError } from '../../../../nodes/Swiftia/api/swiftiaError.js';

/** What survives between runs, and the run. */
interface Circumstances {
	kept?: Record<string, unknown>;
	executionId?: string;
	runIndex?: number;
	isTool?: boolean;
	retryOnFail?: boolean;
	/** What is known from before the execution was parked. */
	memory?: PaidMemory;
}

const NOTHING: PaidMemory = { hasParked: false, shared: 0, outcomeAt: () => undefined };
/** Those that a test has opened. */
const opened: RunLedger[] = [];
afterEach(() => opened.splice(0).forEach((ledger) => ledger.close(false)));

/** A ledger in these circumstances, with what it logs. */
function open({
	kept = {},
	executionId = 'e1',
	runIndex = 0,
	isTool = false,
	retryOnFail = false,
	memory = NOTHING,
}: Circumstances = {}) {
	const logged: string[] = [];
	const context = {
		getContext: (type: string) => (type === 'node' ? kept : {}),
		evaluateExpression: (expression: string) => (expression === '{{ $runIndex }}' ? runIndex : undefined),
		getExecutionId: () => executionId,
		getNode: () => ({
			type: isTool ? 'n8n-nodes-swiftia.swiftiaTool' : 'n8n-nodes-swiftia.swiftia',
			retryOnFail,
		}),
		logger: {
			info: (text: string) => logged.push(`info: ${text}`),
			warn: (text: string) => logged.push(`warn: ${text}`),
		},
	} as unknown as IExecuteFunctions;
	const ledger = new RunLedger(context, memory);
	opened.push(ledger);
	return { ledger, logged, kept };
}

const BODY = { youtubeVideoId: 'v' };

/** Work that counts its starts. */
function work(more: Partial<PaidWork> = {}) {
	let starts = 0;
	const start = jest.fn(async () => `id${++starts}`);
	const readStatus = jest.fn(async () => 'PROCESSING');
	return {
		kind: 'job' as const,
		account: 'a',
		body: BODY,
		place: '0',
		purpose: 'item 0',
		start,
		readStatus,
		...more,
	};
}
const unknown = new SwiftiaError('outcomeUnknown', 'lost', '');
const refusal = new SwiftiaError('refused', 'no', '');
const failing = (error: unknown) => work({ start: jest.fn().mockRejectedValue(error) });

/** What a node's context holds after the work was done once. */
async function keptAfter(
	done: PaidWork,
	circumstances: Circumstances = {},
): Promise<Record<string, unknown>> {
	const { ledger, kept } = open(circumstances);
	await Promise.allSettled([ledger.startOnce(done)]);
	return JSON.parse(JSON.stringify(kept)) as Record<string, unknown>;
}

describe('Within one run', () => {
	it('starts the same request once, also while its answer is awaited, and counts who shares it', async () => {
		const { ledger } = open();
		const one = work();
		expect(
			await Promise.all([ledger.startOnce(one), ledger.startOnce(work()), ledger.startOnce(one)]),
		).toEqual(['id1', 'id1', 'id1']);
		expect(await ledger.startOnce(one)).toBe('id1');
		expect(one.start).toHaveBeenCalledTimes(1);
		expect(ledger.shared).toBe(3);
		expect(ledger.started.join(', ')).toBe('job id1');
	});

	it('shares what came of a request that failed as well', async () => {
		const { ledger } = open();
		const one = failing(refusal);
		const outcomes = await Promise.allSettled([ledger.startOnce(one), ledger.startOnce(one)]);
		expect(outcomes).toEqual([
			{ status: 'rejected', reason: refusal },
			{ status: 'rejected', reason: refusal },
		]);
		expect(one.start).toHaveBeenCalledTimes(1);
		expect(ledger.started.join(', ')).toBe('');
	});

	it('takes two requests for the same work for two, also while the answer to the first is awaited', async () => {
		const { ledger } = open();
		const essence = BODY;
		const [one, other] = ['a', 'b'].map((webhook) => work({ body: { ...BODY, webhook }, essence }));
		let answer: (id: string) => void = () => {};
		const start = async () => await new Promise<string>((resolve) => (answer = resolve));
		const first = ledger.startOnce({ ...one!, start });
		await new Promise(setImmediate);
		expect(await ledger.startOnce(other!)).toBe('id1');
		answer('first');
		expect(await first).toBe('first');
	});

	it.each<[string, Partial<PaidWork>]>([
		['another body', { body: { youtubeVideoId: 'w' } }],
		['another kind', { kind: 'render' }],
	])('takes %s for other work', async (_, more) => {
		const { ledger } = open();
		const [one, other] = [work(), work(more)];
		await ledger.startOnce(one);
		await ledger.startOnce(other);
		expect(one.start).toHaveBeenCalledTimes(1);
		expect(other.start).toHaveBeenCalledTimes(1);
		expect(ledger.shared).toBe(0);
		expect(ledger.started.join(', ')).toBe(more.kind ? 'job id1, render id1' : 'job id1');
	});
});

describe('What was started before', () => {
	it.each<[string, Circumstances]>([
		['a retry of the same execution', {}],
		['a retry in a new execution', { executionId: 'e2' }],
	])('is taken up by %s', async (_, circumstances) => {
		const { ledger } = open({ ...circumstances, kept: await keptAfter(work()) });
		const again = work();
		expect(await ledger.startOnce(again)).toBe('id1');
		expect(again.start).not.toHaveBeenCalled();
		expect(ledger.started.join(', ')).toBe('job id1');
		expect(ledger.shared).toBe(0);
	});

	it.each([['e1'], ['e2']])(
		'is taken up where only an address in the request has changed, each once (execution %s)',
		async (executionId) => {
			const { ledger, kept } = open();
			const calling = (webhook: string) => work({ body: { ...BODY, webhook }, essence: BODY });
			let starts = 0;
			for (const webhook of ['first?e=1', 'second?e=1'])
				await ledger.startOnce({ ...calling(webhook), start: async () => `id${++starts}` });
			const again = open({ kept, executionId }).ledger;
			const [third, ...others] = ['third?e=2', 'second?e=2', 'first?e=2'].map(calling);
			expect(await again.startOnce(others[1]!)).toBe('id1');
			expect(await again.startOnce(others[0]!)).toBe('id2');
			for (const one of others) expect(one.start).not.toHaveBeenCalled();
			await again.startOnce(third!);
			expect(third!.start).toHaveBeenCalledTimes(1);
		},
	);

	it('is kept for the very same request, though another for the same work comes before it', async () => {
		const { ledger, kept } = open();
		const calling = (webhook: string) => work({ body: { ...BODY, webhook }, essence: BODY });
		await ledger.startOnce(calling('b'));
		const again = open({ kept }).ledger;
		const [other, same] = [{ ...calling('a'), start: async () => 'new' }, calling('b')];
		again.expect([other, same]);
		expect([await again.startOnce(other), await again.startOnce(same)]).toEqual(['new', 'id1']);
		expect(same.start).not.toHaveBeenCalled();
	});

	it('is taken up for the very same request first', async () => {
		const { ledger, kept } = open();
		let starts = 0;
		const calling = (webhook: string) => work({ body: { ...BODY, webhook }, essence: BODY });
		for (const webhook of ['a', 'b'])
			await ledger.startOnce({ ...calling(webhook), start: async () => `id${++starts}` });
		const again = open({ kept, executionId: 'e2' }).ledger;
		expect([await again.startOnce(calling('b')), await again.startOnce(calling('c'))]).toEqual([
			'id2',
			'id1',
		]);
	});

	it('is by another run of the node in the same execution, as in a loop, and counts as shared', async () => {
		const { ledger } = open({ runIndex: 1, kept: await keptAfter(work()) });
		const again = work();
		expect(await ledger.startOnce(again)).toBe('id1');
		expect(again.start).not.toHaveBeenCalled();
		expect(ledger.shared).toBe(1);
	});

	it('is not by another run whose request has another address in it', async () => {
		const calling = (webhook: string) => work({ body: { ...BODY, webhook }, essence: BODY });
		const { ledger } = open({ runIndex: 1, kept: await keptAfter(calling('row=1')) });
		const again = calling('row=2');
		await ledger.startOnce(again);
		expect(again.start).toHaveBeenCalledTimes(1);
	});

	it('is named whole where a later try asks for a part of it', async () => {
		const { ledger, kept } = open();
		let starts = 0;
		const of = (video: string) => work({ body: { video }, start: async () => `id${++starts}` });
		for (const video of ['v', 'w', 'x']) await ledger.startOnce(of(video));
		const again = open({ kept }).ledger;
		await again.startOnce(of('x'));
		expect(again.started.join(', ')).toBe('job id1, job id2, job id3');
		again.noteFailed('job', 'id2');
		expect(again.started.join(', ')).toBe('job id1, job id3');
	});

	it('is by another call of a tool that goes on at the same time', async () => {
		const kept = {};
		const [one, other] = [
			open({ isTool: true, kept }).ledger,
			open({ isTool: true, kept, runIndex: 1 }).ledger,
		];
		let answer: (id: string) => void = () => {};
		const first = one.startOnce(
			work({ start: async () => await new Promise((resolve) => (answer = resolve)) }),
		);
		const second = other.startOnce(work());
		await new Promise(setImmediate);
		answer('first');
		expect(await Promise.all([first, second])).toEqual(['first', 'first']);
		expect([one, other].map(({ started }) => started)).toEqual([['job first'], ['job first']]);
	});

	it('is by a further try of a tool, even of what has FAILED', async () => {
		const circumstances = { isTool: true, retryOnFail: true };
		const kept = await keptAfter(work(), circumstances);
		const again = work({ readStatus: async () => 'FAILED', start: jest.fn() });
		expect(await open({ ...circumstances, runIndex: 1, kept }).ledger.startOnce(again)).toBe('id1');
		expect(again.start).not.toHaveBeenCalled();
	});

	it('is by another run of a tool: n8n counts each try of one call as a run', async () => {
		const kept = await keptAfter(work(), { isTool: true });
		const again = work();
		expect(await open({ isTool: true, runIndex: 1, kept }).ledger.startOnce(again)).toBe('id1');
		expect(again.start).not.toHaveBeenCalled();
	});

	it.each<[string, Circumstances]>([
		['a new execution', { executionId: 'e2' }],
		['another run of the same execution', { runIndex: 1 }],
		['another call of a tool', { isTool: true }],
	])('and has FAILED since is of no use to %s', async (_, circumstances) => {
		const kept = await keptAfter(work());
		const again = work({ readStatus: jest.fn().mockResolvedValue('FAILED'), start: async () => 'new' });
		const { ledger } = open({ kept, ...circumstances });
		expect(await ledger.startOnce(again)).toBe('new');
		expect(ledger.shared).toBe(0);
		expect(again.readStatus).toHaveBeenCalledWith('id1');
		expect(await open({ kept, executionId: 'e3' }).ledger.startOnce(work())).toBe('new');
	});

	it('and has FAILED since is taken up by the next try of the same run, which is not asked to pay again', async () => {
		const kept = await keptAfter(work());
		const again = work({ readStatus: jest.fn().mockResolvedValue('FAILED') });
		expect(await open({ kept }).ledger.startOnce(again)).toBe('id1');
		expect(again.readStatus).not.toHaveBeenCalled();
		expect(again.start).not.toHaveBeenCalled();
	});

	it('is not started anew where nobody can say how far it is', async () => {
		const trouble = new SwiftiaError('unreachable', 'no', '');
		const again = work({ readStatus: jest.fn().mockRejectedValue(trouble) });
		const { ledger } = open({ kept: await keptAfter(work()), runIndex: 1 });
		await expect(ledger.startOnce(again)).rejects.toBe(trouble);
		expect(again.start).not.toHaveBeenCalled();
	});
});

describe('The same request with another API key', () => {
	const notFound = new SwiftiaError('notFound', 'no such job', '');

	it('is other work within one execution, such as that of another customer', async () => {
		const { ledger } = open();
		const [one, other] = [work(), work({ account: 'b' })];
		ledger.expect([one, other]);
		await Promise.all([ledger.startOnce(one), ledger.startOnce(other)]);
		expect(one.start).toHaveBeenCalledTimes(1);
		expect(other.start).toHaveBeenCalledTimes(1);
		expect(ledger.shared).toBe(0);
	});

	it('is not sent in a retry whose key was replaced: the job is there with the new one', async () => {
		const again = work({ account: 'b' });
		const { ledger } = open({ kept: await keptAfter(work()), executionId: 'e2' });
		expect(await ledger.startOnce(again)).toBe('id1');
		expect(again.readStatus).toHaveBeenCalledWith('id1');
		expect(again.start).not.toHaveBeenCalled();
	});

	it('is sent in a retry to which the job is nothing, and to the first account that is no answer', async () => {
		const kept = await keptAfter(work());
		const gone = { readStatus: jest.fn().mockRejectedValue(notFound), start: async () => 'new' };
		const other = work({ ...gone, account: 'b' });
		expect(await open({ kept, executionId: 'e2' }).ledger.startOnce(other)).toBe('new');
		await expect(open({ kept, executionId: 'e2' }).ledger.startOnce(work(gone))).rejects.toBe(notFound);
	});

	it('is sent where that of the first account was refused', async () => {
		const { ledger } = open();
		await Promise.allSettled([ledger.startOnce(failing(refusal))]);
		expect(await ledger.startOnce(work({ account: 'b' }))).toBe('id1');
	});

	it('has lost no answer of the other account', async () => {
		const { ledger } = open({ kept: await keptAfter(failing(unknown)) });
		expect(await ledger.startOnce(work({ account: 'b' }))).toBe('id1');
	});
});

describe('An outcome that nobody knows', () => {
	it('is kept before the answer comes, so that it is known even if the process ends', async () => {
		const { ledger, kept } = open();
		void ledger.startOnce(work({ start: async () => await new Promise(() => {}) }));
		await Promise.resolve();
		ledger.close(false);
		const again = work();
		await expect(
			open({ kept: JSON.parse(JSON.stringify(kept)) }).ledger.startOnce(again),
		).rejects.toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(
				/start the job may have been accepted.*an earlier try of this execution/,
			),
		});
		expect(again.start).not.toHaveBeenCalled();
	});

	it('is not sent again in the same execution', async () => {
		const { ledger } = open({ kept: await keptAfter(failing(unknown)) });
		const again = work();
		await expect(ledger.startOnce(again)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
		expect(again.start).not.toHaveBeenCalled();
	});

	it.each<[string, Partial<PaidWork>]>([
		['the same request', {}],
		['one for the same work', { body: { ...BODY, webhook: 'b' }, essence: BODY }],
	])(
		'is not sent again by another run of the node in the same execution, as in a loop: %s',
		async (_, more) => {
			const lost = { ...failing(unknown), ...(more.essence && { ...more, body: { ...BODY, webhook: 'a' } }) };
			const again = work(more);
			const { ledger } = open({ runIndex: 1, kept: await keptAfter(lost) });
			await expect(ledger.startOnce(again)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
			expect(again.start).not.toHaveBeenCalled();
		},
	);

	it.each<[string, Partial<PaidWork>, Circumstances]>([
		['another kind', { kind: 'render' }, {}],
		['another request', { body: { youtubeVideoId: 'w' } }, {}],
		['another execution', {}, { executionId: 'e2' }],
	])('keeps no other run from %s', async (_, more, circumstances) => {
		const { ledger } = open({ runIndex: 1, kept: await keptAfter(failing(unknown)), ...circumstances });
		expect(await ledger.startOnce(work(more))).toBe('id1');
	});

	it('is sent again in a new execution, which somebody has asked for', async () => {
		const { ledger } = open({ kept: await keptAfter(failing(unknown)), executionId: 'e2' });
		expect(await ledger.startOnce(work())).toBe('id1');
	});

	it.each([
		['a refusal', refusal],
		['any other error', new Error('x')],
	])('is not that of %s: it is sent again', async (_, error) => {
		const { ledger } = open({ kept: await keptAfter(failing(error)) });
		expect(await ledger.startOnce(work())).toBe('id1');
	});
});

it.each<[string, PaidWork, string]>([
	['was started', work({ purpose: 'short 2' }), 'info: Swiftia started job id1 (short 2)'],
	['was not', failing(refusal), 'info: Swiftia started no job (item 0)'],
	['may have been', failing(unknown), 'warn: Swiftia may have started a job (item 0)'],
])('writes a line of what %s', async (_, done, line) => {
	const { ledger, logged } = open();
	await Promise.allSettled([ledger.startOnce(done)]);
	expect(logged).toEqual([line]);
});

describe('An execution that n8n executes again after a park', () => {
	it('takes up what was started in the same place, whatever its request says by now', async () => {
		const memory: PaidMemory = {
			hasParked: true,
			shared: 2,
			outcomeAt: (place) => (place === '0' ? { status: 'fulfilled', value: 'id7' } : undefined),
		};
		const { ledger } = open({ memory });
		const one = work({ body: { youtubeVideoId: 'another' } });
		expect(await ledger.startOnce(one)).toBe('id7');
		expect(one.start).not.toHaveBeenCalled();
		expect(ledger.shared).toBe(2);
		expect(await ledger.startOnce(work({ place: '1' }))).toBe('id1');
		expect([...ledger.outcomes].map(([place, { status }]) => [place, status])).toEqual([
			['0', 'fulfilled'],
			['1', 'fulfilled'],
		]);
	});

	it('does not ask again for what was refused', async () => {
		const memory: PaidMemory = {
			hasParked: true,
			shared: 0,
			outcomeAt: () => ({ status: 'rejected', reason: refusal }),
		};
		const one = work();
		await expect(open({ memory }).ledger.startOnce(one)).rejects.toBe(refusal);
		expect(one.start).not.toHaveBeenCalled();
	});

	it('knows what was started after that park where n8n goes on with what was stored at it', async () => {
		const first = open();
		const stored = JSON.parse(JSON.stringify(first.kept)) as Record<string, unknown>;
		await first.ledger.startOnce(work());
		first.ledger.close(true);
		const one = work();
		const again = open({ kept: stored });
		expect(await again.ledger.startOnce(one)).toBe('id1');
		expect(one.start).not.toHaveBeenCalled();
		expect(JSON.stringify(stored)).toContain('id1');
	});

	it('shares a request that is under way where n8n goes on with it twice', async () => {
		const first = open();
		const stored = JSON.parse(JSON.stringify(first.kept)) as Record<string, unknown>;
		const one = work();
		const other = work();
		const second = open({ kept: stored });
		expect(await Promise.all([first.ledger.startOnce(one), second.ledger.startOnce(other)])).toEqual([
			'id1',
			'id1',
		]);
		expect(other.start).not.toHaveBeenCalled();
	});
});
