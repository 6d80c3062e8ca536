import { callbackJobId, readCallback } from '../../../nodes/Swiftia/api/callback.js';

it.each<[string, unknown, unknown]>([
	['an object', { id: '1' }, { id: '1' }],
	['a JSON text', '{"id":"1"}', { id: '1' }],
	['a text that is none', 'done', null],
	['an empty text', '', null],
	['nothing', undefined, null],
	['null', null, null],
	['a list', [1], [1]],
])('reads a body that is %s', (_, body, read) => expect(readCallback(body)).toEqual(read));

it.each<[string, Parameters<typeof callbackJobId>[0], string]>([
	['jobId', { jobId: 'a' }, 'a'],
	['id', { id: 'a' }, 'a'],
	['a number', { id: 7 }, '7'],
	['jobId rather than id', { id: 'event', jobId: 'a' }, 'a'],
	['one level down, in job', { job: { id: 'a' } }, 'a'],
	['one level down, in data', { data: { jobId: 'a' } }, 'a'],
	['one level down rather than the id of an event', { id: 'event', data: { jobId: 'a' } }, 'a'],
	['no path', { id: '..' }, ''],
	['nothing', null, ''],
	['nothing in a list', [{ id: 'a' }], ''],
])('finds the job by %s', (_, body, id) => expect(callbackJobId(body)).toBe(id));

it('finds the job in the query where the body names none', () => {
	expect(callbackJobId({}, { jobId: 'q' })).toBe('q');
	expect(callbackJobId({ id: 'a' }, { jobId: 'q' })).toBe('a');
	expect(callbackJobId(null, { id: 'q' })).toBe('');
});
