import { isFailedRender, readRender, readRenderId } from '../../nodes/Swiftia/api/render.js';

const read = (body: Parameters<typeof readRender>[0]) => {
	const { status, progress, queuePosition, url, fileSize, failureReason } = readRender(body, {
		renderId: 'r',
	});
	return { status, progress, queuePosition, url, fileSize, failureReason };
};
const nothing = { progress: null, queuePosition: null, url: null, fileSize: null, failureReason: null };

it.each([
	[
		'queued',
		{ type: 'queued', status: 'QUEUED', queuePosition: 3, progress: 0 },
		{ status: 'QUEUED', progress: 0, queuePosition: 3 },
	],
	[
		'running: a fraction becomes a percentage',
		{ type: 'progress', progress: 0.204 },
		{ status: 'PROCESSING', progress: 20.4 },
	],
	[
		'done',
		{ type: 'done', url: 'https://x/out.mp4', size: 14 },
		{ status: 'COMPLETED', progress: 100, url: 'https://x/out.mp4', fileSize: 14 },
	],
	[
		'failed, with a queue',
		{ type: 'error', message: 'Out of memory' },
		{ status: 'FAILED', failureReason: 'Out of memory' },
	],
	[
		'failed, by the older field list',
		{ type: 'failed' },
		{ status: 'FAILED', failureReason: 'Swiftia gave no reason' },
	],
	[
		'failed, by the older sample',
		{ status: 500, message: 'No', code: 'RENDERING_ERROR' },
		{ status: 'FAILED', failureReason: 'No' },
	],
	[
		'done, seen in a later client',
		{ status: 'COMPLETED', url: 'https://x' },
		{ status: 'COMPLETED', progress: 100, url: 'https://x' },
	],
	[
		'failed, seen in a later client',
		{ status: 'FAILED' },
		{ status: 'FAILED', failureReason: 'Swiftia gave no reason' },
	],
	['waiting, without type', { status: 'QUEUED' }, { status: 'QUEUED' }],
	['nothing known', {}, { status: 'PROCESSING' }],
	['a type of the future', { type: 'paused' }, { status: 'PAUSED' }],
	['no JSON', 'busy', { status: 'PROCESSING' }],
])('A render that is %s', (_, body, expected) => expect(read(body)).toEqual({ ...nothing, ...expected }));

it('tells a failed render from a server in trouble', () => {
	expect(isFailedRender({ status: 500, message: 'No', code: 'RENDERING_ERROR' })).toBe(true);
	expect(isFailedRender({ type: 'error', message: 'No' })).toBe(true);
	expect(isFailedRender({ status: 500, message: 'Oops', code: 'INTERNAL_SERVER_ERROR' })).toBe(false);
	expect(isFailedRender({ status: 404, message: 'Not found', code: 'NOT_FOUND' })).toBe(false);
	expect(isFailedRender('<html>502</html>')).toBe(false);
});

it('keeps what is known of the short', () => {
	expect(
		readRender({ type: 'queued' }, { renderId: 'r', jobId: 'j', shortId: '1', title: 'A' }),
	).toMatchObject({ jobId: 'j', shortId: '1', title: 'A' });
	expect(readRenderId({ renderId: 'r' })).toBe('r');
});
