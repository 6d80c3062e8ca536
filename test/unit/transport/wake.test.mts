import { type Sender, canBeWoken, wake } from '../../../nodes/Swiftia/transport/wake.js';

it.each([
	[200, 'woken'],
	[401, 'gone'],
	[404, 'gone'],
	[409, 'gone'],
	[403, 'woken'],
	[500, 'woken'],
])('HTTP %i means that it is %s', async (statusCode, result) => {
	const send = jest.fn().mockResolvedValue({ statusCode });
	expect(await wake(send as Sender, 'https://n8n.test/x', { jobId: 'j' })).toBe(result);
	expect(send.mock.calls).toEqual([
		[
			{
				method: 'POST',
				url: 'https://n8n.test/x',
				body: { jobId: 'j' },
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
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
	[{ received: true, nextWake: null }, 'woken'],
	[{ nextWake: 'soon' }, 'woken'],
	['', 'woken'],
])('an answer %j may say when the next wake is worth it', async (body, result) => {
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
