import type { IWebhookResponseData } from 'n8n-workflow';
import { pass, useFakeTime } from '../fakeTime.mts';
import { type Answered, type Call, N8n, silence, swiftiaJob } from '../n8nContext.mts';
import { receive } from '../../../nodes/Swiftia/trigger/receive.js';

useFakeTime();

const SILENT = { noWebhookResponse: true };
const SHORTS = [
	{ id: 's1', title: 'One' },
	{ id: 's2', title: 'Two' },
];

let n8n: N8n;
beforeEach(() => {
	n8n = new N8n();
	n8n.parameters = { output: 'job', simplify: true };
	n8n.jobs.a = swiftiaJob('a', 'COMPLETED', { data: { shorts: SHORTS } });
});

/** Lets somebody call the trigger, and follows it for so many seconds. */
async function call(
	made: Call,
	seconds = 0,
): Promise<{ answered: Answered; response: IWebhookResponseData | undefined }> {
	const { context, answered } = n8n.call(made);
	let response: IWebhookResponseData | undefined;
	void receive(context).then((given) => (response = given));
	await pass(seconds * 1000);
	return { answered, response };
}

/** The items that the workflow starts with; undefined if it does not. */
async function startedWith(made: Call, seconds?: number) {
	const { response } = await call(made, seconds);
	return response?.workflowData?.[0]?.map(({ json }) => json);
}

describe('The caller', () => {
	it('is answered before Swiftia is asked', async () => {
		n8n.jobs.a = silence;
		const { answered, response } = await call({ body: { jobId: 'a' } });
		expect(answered).toEqual({ status: 200, json: { received: true }, headers: {} });
		expect(response).toBeUndefined();
	});

	it.each([undefined, {}, [], 'text', { status: 'COMPLETED' }])(
		'is told what is missing where it names no job, as in %j',
		async (body) => {
			const { answered, response } = await call({ body });
			expect(answered.status).toBe(400);
			expect(answered.json).toEqual({
				message: 'The call has no jobId or id in its body or query',
			});
			expect(response).toEqual(SILENT);
			expect(n8n.reads).toEqual([]);
		},
	);

	it.each([
		['of no content type, which n8n does not parse', undefined],
		['as of a form', { '{"jobId":"a"}': '' }],
	])('is heard where its JSON comes %s', async (_, body) => {
		const { answered } = await call({ body, rawBody: '{"jobId":"a"}' });
		expect(answered.status).toBe(200);
		expect(n8n.reads).toEqual(['a']);
	});

	it('is asked to come back later while 200 calls wait to be checked, also where all come at once', async () => {
		n8n.jobs.slow = silence;
		const calls = Array.from({ length: 201 }, (_, stranger) =>
			call({ query: { jobId: stranger === 0 ? 'slow' : `made up ${stranger}` } }),
		);
		const followed = await Promise.all(calls);
		expect(followed.map(({ answered }) => answered.status)).toEqual([...Array<number>(200).fill(200), 429]);
		expect(followed.at(-1)).toEqual({
			answered: {
				status: 429,
				json: { message: 'Too many calls are waiting' },
				headers: { 'Retry-After': '400' },
			},
			response: SILENT,
		});
		expect(n8n.reads).toEqual(['slow']);
	});

	it('of another trigger does not wait for what strangers cost this one', async () => {
		await call({ body: { jobId: 'made up' } });
		expect(await startedWith({ body: { jobId: 'a' } })).toBeUndefined();
		n8n.node = { id: 'node 2' };
		expect(await startedWith({ body: { jobId: 'a' } })).toHaveLength(1);
	});
});

describe('The workflow starts', () => {
	it.each([
		['Job', 'false'],
		[undefined, false],
	])(
		'with the job where the expressions of Output and Simplify yield %j and %j',
		async (output, simplify) => {
			n8n.parameters = { output, simplify };
			expect(await startedWith({ body: { jobId: 'a' } })).toEqual([n8n.jobs.a]);
		},
	);

	it.each<[string, Call]>([
		['its body', { body: { jobId: 'a' } }],
		['a JSON text', { body: '{"data":{"id":"a"}}' }],
		['its query', { query: { jobId: 'a' } }],
	])('with the job that a call names in %s', async (_, made) => {
		expect(await startedWith(made)).toEqual([
			expect.objectContaining({ jobId: 'a', status: 'COMPLETED', shortsCount: 2 }),
		]);
	});

	it('without an answer of n8n’s own, since the caller has one', async () => {
		expect((await call({ body: { jobId: 'a' } })).response).toMatchObject(SILENT);
	});

	it('with what the caller has put into the query, and the video that it names', async () => {
		const query = { row: '17', videoUrl: 'https://youtu.be/dQw4w9WgXcQ' };
		const video = { videoId: 'dQw4w9WgXcQ', videoUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' };
		expect(await startedWith({ body: { jobId: 'a' }, query })).toMatchObject([
			{ jobId: 'a', query, ...video },
		]);
		n8n.parameters = { output: 'shorts', simplify: false };
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED', { data: { shorts: SHORTS } });
		expect(await startedWith({ body: { jobId: 'b' }, query })).toEqual(
			SHORTS.map((short) => ({ ...short, query })),
		);
	});

	it.each([
		['jobCompleted', 'COMPLETED', true],
		['jobCompleted', 'FAILED', false],
		['jobFailed', 'FAILED', true],
		['jobFailed', 'COMPLETED', false],
		['jobEnded', 'COMPLETED', true],
		['jobEnded', 'FAILED', true],
		[undefined, 'FAILED', true],
	])('on %s for a job that is %s: %s', async (event, status, starts) => {
		n8n.parameters = { output: 'job', event };
		n8n.jobs.b = swiftiaJob('b', status);
		expect((await startedWith({ body: { jobId: 'b' } })) !== undefined).toBe(starts);
	});

	it('with the API’s own body where Simplify is off', async () => {
		n8n.parameters.simplify = false;
		expect(await startedWith({ body: { jobId: 'a' } })).toEqual([n8n.jobs.a]);
	});

	it('with one item per short', async () => {
		n8n.parameters.output = 'shorts';
		expect(await startedWith({ body: { jobId: 'a' } })).toEqual([
			expect.objectContaining({ jobId: 'a', shortId: 's1', title: 'One' }),
			expect.objectContaining({ jobId: 'a', shortId: 's2', title: 'Two' }),
		]);
		expect(n8n.logged).toEqual([]);
	});

	it('with the shorts as the API gave them where Simplify is off', async () => {
		n8n.parameters = { output: 'shorts', simplify: false };
		expect(await startedWith({ body: { jobId: 'a' } })).toEqual(SHORTS);
	});

	it('with a job that the API shows as ended only some time after the call', async () => {
		let reads = 0;
		n8n.jobs.late = () => swiftiaJob('late', ++reads < 3 ? 'PROCESSING' : 'FAILED');
		const { context } = n8n.call({ body: { jobId: 'late' } });
		const receiving = receive(context);
		await pass(10_000);
		expect((await receiving).workflowData).toEqual([
			[{ json: expect.objectContaining({ jobId: 'late', status: 'FAILED' }) }],
		]);
		expect(n8n.readAt).toEqual([0, 2, 7]);
	});

	it('once per job, however often it is called', async () => {
		await startedWith({ body: { jobId: 'a' } });
		expect((await call({ body: { jobId: 'a' } })).response).toEqual(SILENT);
		expect(n8n.reads).toEqual(['a']);
	});

	it('once for calls at the same time', async () => {
		const both = await Promise.all([call({ body: { jobId: 'a' } }), call({ body: { jobId: 'a' } })]);
		expect(both.filter(({ response }) => response?.workflowData)).toHaveLength(1);
	});

	it('again and again where it is tried out in the editor, and leaves no trace', async () => {
		for (let time = 0; time < 2; time++) {
			expect(await startedWith({ body: { jobId: 'a' }, mode: 'manual' })).toHaveLength(1);
		}
		expect(n8n.staticData).toEqual({});
	});
});

describe('The workflow does not start, and n8n’s log says why,', () => {
	it('for a job that stays open', async () => {
		n8n.jobs.a = swiftiaJob('a', 'PROCESSING');
		const { context } = n8n.call({ body: { jobId: 'a' } });
		const receiving = receive(context);
		await pass(400_000);
		expect(await receiving).toEqual(SILENT);
		expect(n8n.logged).toEqual([
			'warn: Swiftia Trigger: job a was said to have ended, but Swiftia shows it as open',
		]);
	});

	it('for a job that is none of the account’s, until it is one', async () => {
		const mine = n8n.jobs.a!;
		delete n8n.jobs.a;
		expect((await call({ body: { jobId: 'a' } })).response).toEqual(SILENT);
		expect(n8n.logged).toEqual([
			expect.stringMatching(/^error: Swiftia Trigger: a call could not be processed: .*job a/),
		]);
		n8n.jobs.a = mine;
		await pass(2_000);
		expect(await startedWith({ body: { jobId: 'a' } })).toHaveLength(1);
	});

	it('where the credential is of no use', async () => {
		n8n.apiKey = '';
		expect((await call({ body: { jobId: 'a' } })).response).toEqual(SILENT);
		expect(n8n.logged).toEqual([expect.stringMatching(/^error: .*API key/)]);
	});

	it('with the shorts of a job that has none', async () => {
		n8n.parameters.output = 'shorts';
		n8n.jobs.a = swiftiaJob('a', 'FAILED');
		expect((await call({ body: { jobId: 'a' } })).response).toEqual(SILENT);
		expect(n8n.logged).toEqual(['warn: Swiftia Trigger: job a is FAILED and has no shorts to start with']);
	});
});

describe('n8n’s log has a line', () => {
	it.each<[string, Call, string]>([
		['a body', { body: { event: 'done', payload: { secret: 'sk-1' } } }, 'body: event, payload; query: none'],
		['a query', { query: { row: '17' } }, 'body: none; query: row'],
		['a list', { body: [{ jobId: 'a' }] }, 'body: none; query: none'],
		['no JSON', { body: 'secret', rawBody: 'secret' }, 'body: none; query: none'],
		['JSON that n8n did not parse', { body: {}, rawBody: '{"event":"sk-1"}' }, 'body: event; query: none'],
		['a form', { body: { event: 'x' }, rawBody: 'event=x' }, 'body: event; query: none'],
		[
			'content as the names of fields',
			{ body: { '{"token":"sk-1"}': '', 'a\nb': '', ['x'.repeat(41)]: '', ok: '' } },
			'body: ?, ?, ?, ok; query: none',
		],
		[
			'many fields',
			{ body: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`f${n}`, n])) },
			'body: f0, f1, f2, f3, f4, f5, f6, f7, f8, f9; query: none',
		],
	])('that says what came with %s where no job is named', async (_, made, says) => {
		await call({ headers: { 'content-type': 'application/json; charset=utf-8' }, ...made });
		expect(n8n.logged).toEqual([
			`warn: Swiftia Trigger: a call names no job (content type: application/json; ${says})`,
		]);
	});

	it.each([
		[{ 'content-type': 'text/pl\nain' }, 'text/pl'],
		[{}, 'none'],
		[undefined, 'none'],
	])('with the content type of %j as %s', async (headers, told) => {
		await call({ body: { event: 1 }, ...(headers && { headers }) });
		expect(n8n.logged).toEqual([expect.stringContaining(`(content type: ${told};`)]);
	});

	it('for a call that is turned away', async () => {
		n8n.jobs.slow = silence;
		for (let stranger = 0; stranger < 201; stranger++)
			await call({ body: { jobId: stranger === 0 ? 'slow' : `made up ${stranger}` } });
		expect(n8n.logged).toEqual([
			'warn: Swiftia Trigger: a call was refused: too many are waiting (content type: none; body: jobId; query: none)',
		]);
	});

	it('for ten calls of a flood in a minute', async () => {
		for (let stranger = 0; stranger < 500; stranger++) await call({ body: { event: stranger } });
		expect(n8n.logged).toHaveLength(10);
		expect(n8n.logged.at(-1)).toMatch(/; no more of these lines for a minute\)$/);
		await pass(60_000);
		await call({ body: { event: 500 } });
		expect(n8n.logged).toHaveLength(11);
	});
});
