import { readShorts } from '../../../nodes/Swiftia/api/short.js';

const record = {
	jobId: 'j',
	videoId: null,
	videoUrl: null,
	shortId: '1',
	title: '',
	text: '',
	reason: '',
	startTime: null,
	endTime: null,
	duration: null,
	cropFileUrl: null,
};

it.each([
	[{ id: 1 }, {}],
	[
		{
			id: '1',
			title: 'A',
			content: 'B',
			reason: 'hook',
			text: 'words',
			startTime: 1.5,
			endTime: '31.75',
			cropFileUrl: 'https://x/1',
		},
		{
			title: 'A',
			reason: 'hook',
			text: 'words',
			startTime: 1.5,
			endTime: 31.75,
			duration: 30.25,
			cropFileUrl: 'https://x/1',
		},
	],
	[
		{ id: 1, content: 'B', start: 0, end: 0.1 + 0.2 },
		{ title: 'B', startTime: 0, endTime: 0.1 + 0.2, duration: 0.3 },
	],
	[{ id: 1, start: 5 }, { startTime: 5 }],
	[{ id: 1, end: 5 }, { endTime: 5 }],
	[{ shortId: 1 }, {}],
])('A short %j', (raw, fields) => {
	const [answer] = readShorts({ shorts: [raw] }, { jobId: 'j' });
	expect(answer).toEqual({ record: { ...record, ...fields }, target: answer?.target, body: raw });
});

it.each([
	[{ id: 1 }, 1, '1'],
	[{ id: '1' }, '1', '1'],
	[{ id: 0 }, 0, '0'],
	[{ id: 1, shortId: 'x' }, 1, '1'],
	[{ id: null, shortId: 'x' }, 'x', 'x'],
	[{ id: '', shortId: 7 }, 7, '7'],
	[{ id: '..' }, undefined, ''],
	[{ id: {} }, undefined, ''],
	[{ id: true }, undefined, ''],
	[{}, undefined, ''],
])('In %j the render request names %p, with its type', (raw, target, shortId) => {
	expect(readShorts({ shorts: [raw] }, { jobId: 'j' })[0]).toMatchObject({ target, record: { shortId } });
});

it.each([
	[{ data: { shorts: [{ id: 1 }, { id: 2 }] } }, ['1', '2']],
	[{ shorts: [{ id: 3 }] }, ['3']],
	[{ data: { shorts: [{ id: 1 }] }, shorts: [{ id: 3 }] }, ['1']],
	[{ data: { shorts: [] }, shorts: [{ id: 3 }] }, ['3']],
	[{ data: { shorts: [null, { id: 1 }, 'x'] } }, ['1']],
	[{ data: { shorts: 5 }, shorts: null }, []],
	[{}, []],
	[null, []],
])('The shorts of %j', (body, ids) =>
	expect(readShorts(body, { jobId: 'j' }).map((short) => short.record.shortId)).toEqual(ids),
);

it('keeps no body where none is wanted', () =>
	expect(readShorts({ shorts: [{ id: 1 }] }, { jobId: 'j' }, false)[0]).not.toHaveProperty('body'));

it('says the video where that is known', () => {
	const [short] = readShorts({ shorts: [{ id: 1 }] }, { jobId: 'j', videoId: 'dQw4w9WgXcQ' });
	expect(short!.record.videoId).toBe('dQw4w9WgXcQ');
});
