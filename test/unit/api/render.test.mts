import type { JsonObject, JsonValue } from '../../../nodes/Swiftia/api/json.js';
import {
	acceptedRender,
	readRender,
	readRenderId,
	failedRender,
	renderInWords,
	renderName,
	tellsOfFailedRender,
} from '../../../nodes/Swiftia/api/render.js';

const nothing = {
	renderId: 'r',
	jobId: null,
	videoId: null,
	videoUrl: null,
	shortId: null,
	title: null,
	text: null,
	reason: null,
	duration: null,
	status: 'PROCESSING',
	progress: null,
	queuePosition: null,
	url: null,
	fileName: null,
	fileSize: null,
	failureReason: null,
};
const NO_REASON = 'Swiftia gave no reason';

it.each<[string, JsonObject, object]>([
	[
		'queued',
		{ type: 'queued', status: 'QUEUED', queuePosition: 3, progress: 0 },
		{ status: 'QUEUED', progress: 0, queuePosition: 3 },
	],
	['running: a fraction becomes a percentage', { type: 'progress', progress: 0.204 }, { progress: 20.4 }],
	['running, at its end', { type: 'progress', progress: 1 }, { progress: 100 }],
	['running, with a percentage', { type: 'progress', progress: 45 }, { progress: 45 }],
	['running, above all percent', { type: 'progress', progress: 4500 }, { progress: 100 }],
	[
		'done',
		{ type: 'done', url: 'https://x/out.mp4', size: 14, progress: 0.5 },
		{ status: 'COMPLETED', progress: 100, url: 'https://x/out.mp4', fileSize: 14 },
	],
	[
		'failed, with a queue',
		{ type: 'error', message: 'Out of memory' },
		{ status: 'FAILED', failureReason: 'Out of memory' },
	],
	['failed, by the older field list', { type: ' Failed ' }, { status: 'FAILED', failureReason: NO_REASON }],
	[
		'failed, by the older sample',
		{ status: 500, message: 'No', code: 'RENDERING_ERROR' },
		{ status: 'FAILED', failureReason: 'No' },
	],
	['failed, by status alone', { status: 400 }, { status: 'FAILED', failureReason: NO_REASON }],
	[
		'failed, by a code within an error',
		{ error: { message: 'No', code: 'RENDERING_ERROR' } },
		{ status: 'FAILED', failureReason: 'No' },
	],
	['running, with a number as code', { progress: 0.3, code: 200 }, { status: 'PROCESSING', progress: 30 }],
	['failed, by code alone', { code: 'RENDERING_ERROR' }, { status: 'FAILED', failureReason: NO_REASON }],
	[
		'done, seen in a later client',
		{ status: 'COMPLETED', url: 'https://x' },
		{ status: 'COMPLETED', progress: 100, url: 'https://x' },
	],
	[
		'done: the type outweighs the code',
		{ type: 'done', code: 'WARNING', url: 'https://x' },
		{ status: 'COMPLETED', progress: 100, url: 'https://x' },
	],
	[
		'done: the URL outweighs the code',
		{ url: 'https://x', code: 'WARNING' },
		{ status: 'COMPLETED', progress: 100, url: 'https://x' },
	],
	['failed, seen in a later client', { status: 'failed' }, { status: 'FAILED', failureReason: NO_REASON }],
	['waiting, without type', { status: 'QUEUED' }, { status: 'QUEUED' }],
	['known by its status of 200', { status: 200 }, {}],
	['known by its status of 399', { status: 399 }, {}],
	['known by its progress', { progress: 0.5 }, { progress: 50 }],
	['of no type', { type: '  ', status: 'QUEUED' }, { status: 'QUEUED' }],
	['of a type of the future', { type: 'paused' }, { status: 'PAUSED' }],
	['of a type that every object has', { type: 'constructor' }, { status: 'CONSTRUCTOR' }],
])('A render that is %s', (_, body, expected) =>
	expect(readRender(body, { renderId: 'r' })).toEqual({ record: { ...nothing, ...expected }, body }),
);

it.each<[JsonValue]>([
	['busy'],
	[null],
	[[]],
	[[{ type: 'done' }]],
	[{}],
	[{ type: null, status: null }],
	[{ renderId: 'r' }],
	[{ renderId: 'other', type: 'done' }],
])('%j is not the render that was asked for', (body) =>
	expect(readRender(body, { renderId: 'r' })).toBeUndefined(),
);

it('is the one that was asked for if it names itself so', () =>
	expect(readRender({ renderId: 'r', type: 'queued' }, { renderId: 'r' })?.record.status).toBe('QUEUED'));

const known = {
	renderId: 'r',
	jobId: 'j',
	videoId: 'dQw4w9WgXcQ',
	shortId: '1',
	title: 'A',
	text: 'words',
	reason: 'hook',
	duration: 30,
	fileName: 'A.mp4',
};

const knownInFull = { ...known, videoUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' };

it('keeps what is known of the short', () =>
	expect(readRender({ type: 'progress' }, known)?.record).toEqual({ ...nothing, ...knownInFull }));

it('says of a render that was only accepted that it waits', () =>
	expect(acceptedRender(known)).toEqual({ ...nothing, ...knownInFull, status: 'QUEUED', progress: 0 }));

it.each([
	[500, { status: 500, message: 'No', code: 'RENDERING_ERROR' }, true],
	[500, { type: 'error', message: 'No' }, true],
	[500, { type: 'failed' }, true],
	[500, { status: 'FAILED' }, true],
	[500, { type: 'done' }, false],
	[500, { type: 'progress', code: 'RENDERING_ERROR' }, false],
	[500, { error: { message: 'No', code: 'RENDERING_ERROR' } }, true],
	[500, { error: { message: 'Oops', code: 'INTERNAL_SERVER_ERROR' } }, false],
	[500, { status: 500, message: 'Oops', code: 'INTERNAL_SERVER_ERROR' }, false],
	[500, { status: 500 }, false],
	[500, '<html>', false],
	[501, { type: 'error' }, false],
	[404, { type: 'error' }, false],
	[200, { type: 'error' }, false],
	[429, { status: 'FAILED', code: 'RENDERING_ERROR' }, false],
])('HTTP %i with %j tells of a failed render: %s', (status, body, tells) =>
	expect(tellsOfFailedRender(status, body)).toBe(tells),
);

it.each([
	[{ renderId: 'r', id: 'x' }, 'r'],
	[{ id: 5 }, '5'],
	[{ type: 'queued' }, ''],
	[null, ''],
])('The ID in %j is "%s"', (body, id) => expect(readRenderId(body)).toBe(id));

it.each([
	[{ renderId: 'r' }, 'render r', 'Render r'],
	[{ renderId: 'r', jobId: 'j' }, 'render r of job j', 'Render r of job j'],
	[{ renderId: 'r', videoId: 'v' }, 'render r of video v', 'Render r of video v'],
	[
		{ renderId: 'r', jobId: 'j', videoId: 'v' },
		'render r of job j of video v',
		'Render r of job j of video v',
	],
])('A render in words: %j', (render, within, atBegin) => {
	expect([renderInWords(render), renderName(render)]).toEqual([within, atBegin]);
});

it.each([
	[{ shortId: '1' }, 'Render r of short 1 failed: '],
	[
		{ shortId: '1', title: 'A', jobId: 'j', videoId: 'v' },
		'Render r of short 1 ("A") of job j of video v failed: ',
	],
])('A render that failed says which it was: %j', (render, words) => {
	const failed = { ...acceptedRender({ renderId: 'r', ...render }), failureReason: 'No memory' };
	expect(failedRender(failed).message).toBe(`${words}No memory`);
});
