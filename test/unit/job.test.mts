import { readJob, readJobId } from '../../nodes/Swiftia/api/job.js';
import { readShorts, readTarget } from '../../nodes/Swiftia/api/short.js';

const g1 = {
	jobId: 'j1',
	status: 'COMPLETED',
	createdAt: '2024-12-06T10:00:00Z',
	cost: 0.41,
	data: {
		shorts: [
			{
				id: 1,
				title: 'A',
				reason: 'hook',
				text: 'words',
				startTime: 1.5,
				endTime: 31.75,
				startId: 3,
				endId: null,
				cropFileUrl: 'https://x/1',
			},
		],
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

describe('A job is read the same from every generation', () => {
	it.each(Object.entries({ g1, g2, kb }))('%s', (_, body) => {
		const job = readJob(body, 'j1');
		expect(job).toMatchObject({
			jobId: 'j1',
			status: 'COMPLETED',
			progress: 100,
			shortsCount: 1,
			failureReason: null,
		});
		expect(job.shorts[0]).toMatchObject({
			jobId: 'j1',
			title: 'A',
			startTime: 1.5,
			endTime: 31.75,
			duration: 30.25,
		});
		expect(Object.keys(job)).toEqual(Object.keys(readJob({}, 'j1')));
	});

	it('as it runs: nulls, no data, progress', () => {
		const open = {
			id: 'j1',
			title: null,
			status: 'PROCESSING',
			progress: 30,
			cost: null,
			costBreakDown: null,
		};
		expect(readJob(open, 'j1')).toEqual({
			jobId: 'j1',
			status: 'PROCESSING',
			title: '',
			progress: 30,
			cost: null,
			createdAt: null,
			shortsCount: 0,
			shorts: [],
			failureReason: null,
		});
	});
});

describe('What a client has to tolerate', () => {
	it.each([[{ status: null }], [{}], ['text instead of JSON'], [null], [[]]])(
		'%j counts as open, with the id that was asked for',
		(body) => {
			expect(readJob(body, 'asked')).toMatchObject({ jobId: 'asked', status: 'PROCESSING', shorts: [] });
		},
	);

	it('a status in another case, and one it does not know', () => {
		expect(readJob({ status: 'completed' }, 'j').status).toBe('COMPLETED');
		expect(readJob({ status: 'Archived' }, 'j').status).toBe('ARCHIVED');
	});

	it.each([
		[{ jobId: 'a' }, 'a'],
		[{ id: 'b', warning: 'more' }, 'b'],
		[{ id: 12 }, '12'],
		[{ status: 'PROCESSING' }, ''],
	])('the id in %j', (body, id) => expect(readJobId(body)).toBe(id));

	it.each([
		[{ status: 'FAILED', message: 'Private video' }, 'Private video'],
		[{ status: 'FAILED', error: 'Too long' }, 'Too long'],
		[{ status: 'FAILED', error: { message: 'Nested' } }, 'Nested'],
		[{ status: 'FAILED' }, 'Swiftia gave no reason'],
		[{ status: 'COMPLETED', message: 'ok' }, null],
	])('the reason in %j', (body, reason) => expect(readJob(body, 'j').failureReason).toBe(reason));
});

describe('A short', () => {
	it('without times has no duration', () => {
		expect(readShorts({ shorts: [{ id: 1 }] }, 'j')[0]).toMatchObject({
			startTime: null,
			endTime: null,
			duration: null,
			cropFileUrl: null,
		});
	});

	it('is named in a render request by the id as the job has it, with its JSON type', () => {
		expect(readTarget(g1, '1')).toBe(1);
		expect(readTarget(g2, 'short_id_1')).toBe('short_id_1');
		expect(readTarget(kb, '7')).toBe(7);
		expect(readTarget(g1, '2')).toBeUndefined();
	});
});
