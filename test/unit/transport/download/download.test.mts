import { pass, useFakeTime } from '../../fakeTime.mts';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { acceptedRender } from '../../../../nodes/Swiftia/api/render.js';
import { ticks } from '../../../../nodes/Swiftia/time/clock.js';
import { download } from '../../../../nodes/Swiftia/transport/download/download.js';
import { failure } from '../standIn.mts';

useFakeTime();

type Next = Partial<{ statusCode: number; headers: object; bytes: number }> | Error;

/** A storage host that gives these answers, the last again and again, and n8n's storage. */
function host(answers: Next[]) {
	const sent: IHttpRequestOptions[] = [];
	const destroyed: number[] = [];
	const stop = new AbortController();
	const prepareBinaryData = jest.fn(async (body: { bytes: number }) => ({ bytes: body.bytes, data: '' }));
	const httpRequest = async (options: IHttpRequestOptions) => {
		sent.push(options);
		const next = answers[Math.min(sent.length, answers.length) - 1]!;
		if (next instanceof Error) throw next;
		const { statusCode = 200, headers = {}, bytes = 10 } = next;
		return { statusCode, headers, body: { bytes, destroy: () => destroyed.push(statusCode) } };
	};
	const context = {
		getExecutionCancelSignal: () => stop.signal,
		helpers: { httpRequest, prepareBinaryData },
	} as unknown as IExecuteFunctions;
	return { sent, destroyed, stop, prepareBinaryData, context };
}

function taking(
	{ context }: ReturnType<typeof host>,
	{
		url = 'https://files.test/x.mp4' as string | null,
		fileSize = null as number | null,
		deadline = undefined as number | undefined,
	} = {},
) {
	const state: { end?: unknown } = {};
	const render = { ...acceptedRender({ renderId: 'r1', fileName: 'a.mp4' }), url, fileSize };
	download(context, { render, deadline }).then(
		(binary) => (state.end = binary),
		(error: unknown) => (state.end = error),
	);
	return state;
}

it('takes the file as a stream, without the key', async () => {
	const files = host([{}]);
	const state = taking(files);
	await pass();
	expect(state.end).toEqual({ bytes: 10, data: '' });
	expect(files.sent).toEqual([
		{
			method: 'GET',
			url: 'https://files.test/x.mp4',
			headers: { 'accept-encoding': 'identity' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: 30_000,
			abortSignal: expect.any(AbortSignal),
		},
	]);
	expect(files.prepareBinaryData.mock.calls).toEqual([[expect.anything(), 'a.mp4', 'video/mp4']]);
	expect(files.destroyed).toEqual([]);
});

it('takes it again where it was not the whole file, three times at most', async () => {
	const files = host([{ bytes: 9 }]);
	const state = taking(files, { fileSize: 10 });
	await pass();
	expect(files.sent).toHaveLength(1);
	await pass(999);
	expect(files.sent).toHaveLength(1);
	await pass(1);
	expect(files.sent).toHaveLength(2);
	await pass(1999);
	expect(files.sent).toHaveLength(2);
	await pass(1);
	expect(files.sent).toHaveLength(3);
	expect(state.end).toMatchObject({
		kind: 'notDownloaded',
		message: 'The MP4 of render r1 could not be downloaded: it had 9 bytes instead of 10',
		hint: expect.stringContaining('pass its ID to Download render'),
	});
});

it.each<[string, Next[], number, number | undefined, string | undefined]>([
	['a server in trouble, then the file', [{ statusCode: 503 }, {}], 2, 503, undefined],
	['a link that has ended', [{ statusCode: 403 }], 1, 403, ': HTTP 403'],
	[
		'a connection that was lost, then the file',
		[failure({ code: 'ECONNRESET' }), {}],
		2,
		undefined,
		undefined,
	],
	[
		'connections that were lost',
		[failure({ code: 'ECONNRESET' })],
		3,
		undefined,
		': the connection was lost',
	],
])('%s', async (_, answers, sent, destroyed, message) => {
	const files = host(answers);
	const state = taking(files);
	await pass(10_000);
	expect(files.sent).toHaveLength(sent);
	expect(files.destroyed[0]).toBe(destroyed);
	expect(state.end).toMatchObject(
		message === undefined ? { bytes: 10 } : { message: expect.stringContaining(message) },
	);
});

it.each([null, '', 'ftp://files.test/x.mp4', 'file:///etc/passwd', 'xhttps://files.test/', 'x.mp4'])(
	'asks nothing of %p',
	async (url) => {
		const files = host([{}]);
		const state = taking(files, { url });
		await pass();
		expect(files.sent).toEqual([]);
		expect(state.end).toMatchObject({
			kind: 'notDownloaded',
			message: 'Swiftia gave no web address for the MP4 of render r1',
			hint: expect.stringContaining('Get render'),
		});
	},
);

it('takes an address in capitals', async () => {
	const files = host([{}]);
	taking(files, { url: 'HTTP://FILES.TEST/x.mp4' });
	await pass();
	expect(files.sent).toHaveLength(1);
});

it('ends at the deadline, in a pause as well', async () => {
	const files = host([{ statusCode: 503 }]);
	const state = taking(files, { deadline: ticks() + 500 });
	await pass(499);
	expect(state.end).toBeUndefined();
	await pass(1);
	expect(state.end).toMatchObject({
		kind: 'notDownloaded',
		message: expect.stringMatching(/: Max Wait was over$/),
	});
	expect(files.sent.every(({ abortSignal }) => (abortSignal as AbortSignal).aborted)).toBe(true);
});

it('ends when the execution is stopped', async () => {
	const files = host([{ statusCode: 503 }]);
	const state = taking(files);
	await pass();
	files.stop.abort();
	await pass();
	expect(state.end).toMatchObject({ kind: 'stopped' });
});
