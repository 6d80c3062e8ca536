import { type Job, acceptedJob, readJob, readJobId } from '../../../nodes/Swiftia/api/job.js';
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
	progress: null,
	cost: null,
	createdAt: null,
	shortsCount: 0,
	shorts: [],
	failureReason: null,
};

describe('A job is read the same from every generation', () => {
	it.each([
		['g1', g1, { cost: 0.41, createdAt: '2024-12-06T10:00:00Z' }],
		['g2', g2, { title: 'Video', cost: 0.93 }],
		['kb', kb, {}],
	])('%s', (_, body, more) => {
		const { record, shorts, body: kept } = readJob(body, 'j1')!;
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
		const answer = readJob(g1, 'j1', false)!;
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
	])('in %j', (body, fields) => expect(readJob(body, 'j1')?.record).toEqual({ ...nothing, ...fields }));
});

describe('What is read as the job that was asked for', () => {
	it.each([
		[{ jobId: 'asked' }],
		[{ id: 'asked' }],
		[{ status: 'PROCESSING' }],
		[{ status: '' }],
		[{ data: {} }],
		[{ shorts: [] }],
	])('%j', (body) => expect(readJob(body, 'asked')?.record.jobId).toBe('asked'));
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
	])('%j', (body) => expect(readJob(body, 'asked')).toBeUndefined());
});

it.each([
	[{ jobId: 'a', id: 'z' }, 'a'],
	[{ id: 'b', warning: 'more' }, 'b'],
	[{ id: 12 }, '12'],
	[{ status: 'PROCESSING' }, ''],
	['text', ''],
])('The id in %j is "%s"', (body, id) => expect(readJobId(body)).toBe(id));

it('says of a job that was only accepted that it is open', () => expect(acceptedJob('j1')).toEqual(nothing));
