import {
	type Sender,
	askPark,
	canBeWoken,
	hasAnswered,
	wake,
} from '../../../nodes/Swiftia/transport/wake.js';

const NOT_THERE = 'The execution "1" does not exist.';
const OTHER_NODE =
	'The workflow for execution "1" does not contain a waiting webhook with a matching path/method.';

it.each<[number, unknown, unknown]>([
	[200, { received: true }, {}],
	[409, undefined, 'gone'],
	[404, { code: 404, message: NOT_THERE }, 'gone'],
	[404, { code: 404, message: OTHER_NODE }, 'gone'],
	[404, '<html>', {}],
	[404, { message: 'no such route' }, {}],
	[401, undefined, {}],
	[301, undefined, {}],
	[500, undefined, {}],
])('HTTP %i with %j means %j', async (statusCode, body, result) => {
	const send = jest.fn().mockResolvedValue({ statusCode, body });
	expect(await wake(send as Sender, 'https://n8n.test/x', { jobId: 'j' })).toEqual(result);
	expect(send.mock.calls).toEqual([
		[
			{
				method: 'POST',
				url: 'https://n8n.test/x',
				body: { jobId: 'j' },
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 30_000,
			},
		],
	]);
});

it('says why nobody answers', async () => {
	const send = jest.fn().mockRejectedValue(Object.assign(new Error(), { code: 'ECONNREFUSED' }));
	expect(await wake(send as Sender, 'https://n8n.test/x', {})).toEqual({
		unreachable: 'the connection was refused',
	});
});

it.each<[unknown, unknown]>([
	[{ received: true, nextWake: 12_000 }, { nextWake: 12_000 }],
	[{ received: true, nextWake: null, waitUntil: '1970-01-01T00:00:05.000Z' }, { limit: 5_000 }],
	[{ nextWake: 'soon', waitUntil: 'tomorrow' }, {}],
	['', {}],
])('an answer %j may say when the next wake is worth it, and for which park', async (body, result) => {
	const send = jest.fn().mockResolvedValue({ statusCode: 200, body });
	expect(await wake(send as Sender, 'https://n8n.test/x', {})).toEqual(result);
});

it.each<[string, number, unknown, boolean]>([
	['that it is running', 409, { code: 409, message: 'is running already' }, true],
	['an error of its own, as while its data are not stored', 500, { code: 0, message: 'undefined' }, true],
	['an error of something else', 500, { code: 502, message: 'no upstream' }, false],
	['that there is none', 404, { code: 404, message: 'does not exist' }, false],
	['a page', 500, '<html>', false],
	['something else', 200, {}, false],
])('an execution that is running can be woken later where n8n says %s', async (_, statusCode, body, can) => {
	const send = jest.fn().mockResolvedValue({ statusCode, body });
	expect(await canBeWoken(send as Sender, 'https://n8n.test/x', {})).toBe(can);
});

describe('Whether an execution is parked still', () => {
	const waitUntil = '1970-01-01T00:00:05.000Z';
	const ask = async (host: string, ...answers: Array<object | Error>) => {
		const send = jest.fn();
		for (const answer of answers) {
			if (answer instanceof Error) send.mockRejectedValueOnce(answer);
			else send.mockResolvedValueOnce(answer);
		}
		let last: unknown;
		for (let count = 0; count < answers.length; count++)
			last = await askPark(send as Sender, `https://${host}.test/x`, {});
		return last;
	};
	const timedOut = Object.assign(new Error(), { code: 'ECONNABORTED' });

	it.each<[string, object[], unknown]>([
		['the park that answers', [{ statusCode: 200, body: { received: true, waitUntil } }], { limit: 5_000 }],
		['nothing', [{ statusCode: 409 }], 'gone'],
		['nobody answers, nor ever did', [timedOut], 'silent'],
		['nobody answers, who has before', [{ statusCode: 200, body: { received: true } }, timedOut], 'busy'],
		['something else answers', [{ statusCode: 200, body: '<html>' }], 'silent'],
		...[500, 503].map((statusCode): [string, object[], unknown] => [
			`an n8n in trouble (${statusCode})`,
			[
				{ statusCode: 200, body: { received: true } },
				{ statusCode, body: { code: 0, message: 'busy' } },
			],
			'busy',
		]),
		['something in trouble that never answered', [{ statusCode: 503, body: '' }], 'silent'],
	])('is told by %s', async (name, answers, result) => {
		expect(await ask(name.replace(/\W+/g, '-'), ...answers)).toEqual(result);
	});

	it('is asked by a call that ends soon', async () => {
		const send = jest.fn().mockResolvedValue({ statusCode: 409 });
		await askPark(send as Sender, 'https://n8n.test/x', {});
		expect(send.mock.calls[0]![0]).toMatchObject({ timeout: 5_000 });
	});

	it('n8n has answered itself once the node has', async () => {
		expect(hasAnswered('https://new.test/a')).toBe(false);
		await ask('new', { statusCode: 404, body: {} });
		expect(hasAnswered('https://new.test/a')).toBe(false);
		await ask('new', { statusCode: 200, body: { received: true } });
		expect(hasAnswered('https://new.test/b')).toBe(true);
	});
});
