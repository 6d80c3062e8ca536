/** @jest-environment ./test/oneRealm.mjs */
import axios from 'axios';
import { JOB, type Pair, start } from './client.mts';

let pair: Pair;
beforeEach(async () => (pair = await start()));
afterEach(async () => await pair.simulator.close());

const general = (status: number, code: string) => ({ status, code, message: expect.any(String) });

it.each([undefined, 'Bearer wrong', 'swiftia-test-key'])(
	'answers 401 to the key %s',
	async (Authorization) => {
		const answer = await axios.get(`${pair.simulator.apiUrl}/organizations/brandings`, {
			headers: { Authorization },
			validateStatus: () => true,
		});
		expect([answer.status, answer.data]).toEqual([
			401,
			{ status: 401, message: 'Unauthorized', code: 'UNAUTHORIZED' },
		]);
		expect(pair.simulator.ledger).toEqual([]);
	},
);

it.each([
	['no video', { functionName: 'VideoShorts' }],
	['another function', { ...JOB, functionName: 'videoshorts' }],
	['a short that ends before it starts', { ...JOB, options: { predefinedShorts: [{ start: 2, end: 1 }] } }],
	['a short of over 300 seconds', { ...JOB, options: { predefinedShorts: [{ start: 0, end: 301 }] } }],
])('answers 400 to a job with %s', async (_, body) => {
	const answer = await pair.api.post('/jobs', body);
	expect([answer.status, answer.data]).toEqual([400, general(400, 'INVALID_INPUT')]);
	expect(pair.simulator.ledger).toEqual([]);
});

it('answers 404 to what it does not know', async () => {
	const answers = [
		await pair.api.get('/jobs/nope'),
		await pair.api.get('/render/nope'),
		await pair.api.post('/render', { id: 'nope', target: 1 }),
	];
	expect(answers.map(({ status, data }) => [status, data])).toEqual(
		Array(3).fill([404, general(404, 'NOT_FOUND')]),
	);
});

it('does not render a job that is not completed', async () => {
	const { data } = await pair.api.post('/jobs', JOB);
	const answer = await pair.api.post('/render', { id: data.id, target: 1 });
	expect(answer.status).toBe(400);
	expect(pair.simulator.ledger).toHaveLength(1);
});

it.each([
	[
		'storage',
		{
			error: 'fullStorage',
			message: expect.any(String),
			storageInfo: { usedSize: 950, totalSize: 1000, availableSize: 50 },
		},
	],
	['phone', { error: 'Phone verification required', message: expect.any(String), phoneNumber: null }],
	['credits', general(403, 'FORBIDDEN')],
	['permission', general(403, 'FORBIDDEN')],
] as const)('answers 403 for %s as documented, once', async (refuse, body) => {
	pair.simulator.addFault({ method: 'POST', path: '/api/jobs', refuse });
	const answer = await pair.api.post('/jobs', JOB);
	expect([answer.status, answer.data]).toEqual([403, body]);
	expect((await pair.api.post('/jobs', JOB)).status).toBe(200);
});

describe('Rate limits', () => {
	afterEach(() => jest.restoreAllMocks());

	const limits = { free: 1, starter: 1, pro: 1, swift: 5 } as const;

	it.each(Object.entries(limits) as Array<[keyof typeof limits, number]>)(
		'plan %s: %i at once, then 429 until the reset',
		async (plan, limit) => {
			await pair.simulator.close();
			pair = await start({ plan });
			const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
			for (let left = limit - 1; left >= 0; left--) {
				const { status, headers } = await pair.api.get('/jobs/x');
				expect([status, headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']]).toEqual([
					404,
					String(limit),
					String(left),
				]);
			}
			const refused = await pair.api.get('/jobs/x');
			expect(refused.status).toBe(429);
			expect(refused.data).toEqual({ ...general(429, 'RATE_LIMIT_EXCEEDED'), retryAfter: 1 });
			expect(refused.headers['retry-after']).toBe('1');

			const reset = Number(refused.headers['x-ratelimit-reset']);
			now.mockReturnValue(reset - 1);
			expect((await pair.api.get('/jobs/x')).status).toBe(429);
			now.mockReturnValue(reset);
			expect((await pair.api.get('/jobs/x')).status).toBe(404);
		},
	);

	it('the first generation: two per second for every plan, and only Retry-After', async () => {
		await pair.simulator.close();
		pair = await start({ plan: 'free', profile: 'g1' });
		jest.spyOn(Date, 'now').mockReturnValue(Date.now());
		const answers = [
			await pair.api.get('/jobs/x'),
			await pair.api.get('/jobs/x'),
			await pair.api.get('/jobs/x'),
		];
		expect(answers.map(({ status }) => status)).toEqual([404, 404, 429]);
		expect(answers[2]!.data).toEqual(general(429, 'RATE_LIMIT_EXCEEDED'));
		expect(Object.keys(answers[2]!.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
	});
});
