import { type Sender, wake } from '../../../nodes/Swiftia/transport/wake.js';

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
