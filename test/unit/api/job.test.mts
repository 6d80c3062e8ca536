import {
	type Job,
	acceptedJob,
	jobInWords,
	jobName,
	readJob,
	readJobId,
} from '../../../nodes/Swiftia/api/job.js';
import type { JsonObject } from '../../../nodes/Swiftia/api/json.js';

const g1 = {
	jobId: 'j1',
	status: 'COMPLETED',
	createdAt: '2024-12-06T10:00:00Z',
	cost: 0.41,
	data: {
		shorts: [{ id: 1, title: 'A', reason: 'hook', text: 'words', startTime: 1.5, endTime: 31.75 }],
		transcription: {},
	},
};
const g2 = {
	id: 'j1',
	title: 'Video',
	status: 'COMPLETED',
	source: 'API',
	progress: 100,
	cost: 0.93,
	costBreakDown: { shortGen: 0.2, other: 1 },
	data: { shorts: [{ id: 'short_id_1', content: 'A', text: 'words', startTime: 1.5, endTime: 31.75 }] },
};
const kb = { id: 'j1', status: 'COMPLETED', shorts: [{ id: 7, title: 'A', start: 1.5, end: 31.75 }] };

const nothing = {
	jobId: 'j1',
	status: 'PROCESSING',
	title: '',
	videoId: null,
	videoUrl: null,
	progress: null,
	cost: null,
	createdAt: null,
	shortsCount: 0,
	shorts: [],
	failureReason: null,
	failureCode: null,
};

describe('A job is read the same from every generation', () => {
	it.each([
		['g1', g1, { cost: 0.41, createdAt: '2024-12-06T10:00:00Z' }],
		['g2', g2, { title: 'Video', cost: 0.93 }],
		['kb', kb, {}],
	])('%s', (_, body, more) => {
		const { record, shorts, body: kept } = readJob(body, { jobId: 'j1' })!;
		expect(record).toMatchObject({
			...nothing,
			status: 'COMPLETED',
			progress: 100,
			shortsCount: 1,
			...more,
			shorts: [{}],
		});
		expect(record.shorts).toEqual(shorts.map((short) => short.record));
		expect(record.shorts[0]).toMatchObject({ jobId: 'j1', title: 'A', duration: 30.25 });
		expect(Object.keys(record)).toEqual(Object.keys(nothing));
		expect(kept).toBe(body);
		expect(shorts[0]).toHaveProperty('body');
	});

	it('keeps no body where none is wanted', () => {
		const answer = readJob(g1, { jobId: 'j1' }, { keepBody: false })!;
		expect(answer).not.toHaveProperty('body');
		expect(answer.shorts[0]).not.toHaveProperty('body');
	});
});

describe('The fields of a job', () => {
	it.each<[JsonObject, Partial<Job>]>([
		[{ status: null, data: {} }, {}],
		[
			{ status: 'QUEUED', title: null, progress: 30, cost: null },
			{ status: 'QUEUED', progress: 30 },
		],
		[{ status: ' completed ' }, { status: 'COMPLETED', progress: 100 }],
		[
			{ status: 'COMPLETED', progress: 45 },
			{ status: 'COMPLETED', progress: 45 },
		],
		[{ status: 'Archived' }, { status: 'ARCHIVED' }],
		[{ name: 'N', shorts: [] }, { title: 'N' }],
		[
			{ status: 'FAILED', error: 'Too long' },
			{ status: 'FAILED', failureReason: 'Too long' },
		],
		[
			{ status: 'COMPLETED', message: 'ok' },
			{ status: 'COMPLETED', progress: 100 },
		],
	])('in %j', (body, fields) =>
		expect(readJob(body, { jobId: 'j1' })?.record).toEqual({ ...nothing, ...fields }),
	);
});

describe('What is read as the job that was asked for', () => {
	it.each([
		[{ jobId: 'asked' }],
		[{ id: 'asked' }],
		[{ status: 'PROCESSING' }],
		[{ status: '' }],
		[{ data: {} }],
		[{ shorts: [] }],
	])('%j', (body) => expect(readJob(body, { jobId: 'asked' })?.record.jobId).toBe('asked'));
});

describe('What is not', () => {
	it.each([
		[{ id: 'other' }],
		[{ id: 'other', status: 'COMPLETED' }],
		[{}],
		[{ status: null }],
		[{ status: 200, data: [], shorts: {} }],
		['text'],
		[null],
		[[]],
		[[{ id: 'asked' }]],
	])('%j', (body) => expect(readJob(body, { jobId: 'asked' })).toBeUndefined());
});

it.each([
	[{ jobId: 'a', id: 'z' }, 'a'],
	[{ id: 'b', warning: 'more' }, 'b'],
	[{ id: 12 }, '12'],
	[{ status: 'PROCESSING' }, ''],
	['text', ''],
])('The id in %j is "%s"', (body, id) => expect(readJobId(body)).toBe(id));

it('says of a job that was only accepted that it is open', () =>
	expect(acceptedJob({ jobId: 'j1' })).toEqual(nothing));

it('says the video where that is known, also in its shorts', () => {
	const { record } = readJob(g2, { jobId: 'j1', videoId: 'dQw4w9WgXcQ' })!;
	expect(record).toMatchObject({
		videoId: 'dQw4w9WgXcQ',
		videoUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
		shorts: [{ videoId: 'dQw4w9WgXcQ' }],
	});
});

describe('The transcription', () => {
	it.each([
		[{ ...g1, data: { transcription: { words: ['a'] } } }, { words: ['a'] }],
		[{ ...g1, data: { transcription: 'text' } }, 'text'],
		[g2, null],
		[{ ...kb, data: [] }, null],
	])('of %j is %j where it is asked for', (body, transcription) => {
		expect(readJob(body, { jobId: 'j1' }, { includeTranscription: true })!.record).toMatchObject({
			transcription,
		});
	});

	it('is left out where it is not', () => {
		expect(readJob(g1, { jobId: 'j1' })!.record).not.toHaveProperty('transcription');
	});
});

it.each([
	[{ jobId: 'j1' }, 'job j1', 'Job j1'],
	[{ jobId: 'j1', videoId: null }, 'job j1', 'Job j1'],
	[{ jobId: 'j1', videoId: 'v' }, 'job j1 of video v', 'Job j1 of video v'],
])('%j is called %s', (job, within, atBegin) => {
	expect([jobInWords(job), jobName(job)]).toEqual([within, atBegin]);
});
