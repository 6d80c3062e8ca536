import { readErrorBody, readFailure, readFailureCode } from '../../../nodes/Swiftia/api/errorBody.js';

it.each([
	[{ message: 'Private video', error: 'E' }, 'Private video'],
	[{ error: 'Too long' }, 'Too long'],
	[{ error: { message: 'Nested' } }, 'Nested'],
	[{ error: { code: 1 } }, 'Swiftia gave no reason'],
	[{ message: 7 }, 'Swiftia gave no reason'],
	[{ message: ['Private video', 'Too long'] }, 'Private video; Too long'],
	[{ errors: [{ message: 'Private video' }] }, 'Private video'],
	[{ detail: 'Private video', title: 'My holidays' }, 'Private video'],
	[{ title: 'My holidays' }, 'Swiftia gave no reason'],
	[{}, 'Swiftia gave no reason'],
])('The reason in %j is %s', (raw, reason) => expect(readFailure(raw)).toBe(reason));

it.each([
	[{ code: 'E1', error: { code: 'E2' } }, 'E1'],
	[{ error: { message: 'Nested', code: 'E2' } }, 'E2'],
	[{ error: { code: 17 } }, '17'],
	[{ errors: [{ code: 'E3' }, { code: 'E4' }] }, 'E3'],
	[{ detail: { code: 'E5' } }, 'E5'],
	[{ error: 'Too long' }, null],
	[{ code: {} }, null],
])('The code in %j is %s', (raw, code) => expect(readFailureCode(raw)).toBe(code));

it.each([
	[{ error: { message: 'Not enough', code: 'E' } }, 'Not enough'],
	[{ error: { error: 'Not enough' } }, 'Not enough'],
	[{ error: ['Not', 'enough'] }, 'Not; enough'],
	[{ message: ['Not', 'enough'], error: 'Forbidden' }, 'Not; enough'],
	[{ message: { message: 'Not enough' } }, 'Not enough'],
	[{ message: 'Forbidden', error: { message: 'Not enough' } }, 'Forbidden; Not enough'],
	[{ message: 'Not enough', errors: [{ message: 'Not enough' }] }, 'Not enough'],
	[{ errors: ['Not enough'] }, 'Not enough'],
	[{ errors: [{ title: 'Forbidden', detail: 'Not enough' }] }, 'Not enough'],
	[{ errors: [{ message: 'Not enough', path: ['createJob'] }] }, 'createJob: Not enough'],
	[
		{ errors: { youtubeVideoId: ['is missing', 'is no text'] } },
		'youtubeVideoId: is missing; youtubeVideoId: is no text',
	],
	[{ detail: 'Not enough' }, 'Not enough'],
	[{ detail: [{ loc: ['body', 0, 'end'], msg: 'Not enough', type: 'x' }] }, 'body.0.end: Not enough'],
	[{ type: 'about:blank', title: 'Forbidden', detail: 'Not enough' }, 'Not enough'],
	[{ type: 'about:blank', title: 'Forbidden' }, 'Forbidden'],
	[{ error: 'forbidden', error_description: 'Not enough' }, 'Not enough'],
	[{ error: 'forbidden', reason: 'Not enough' }, 'forbidden; Not enough'],
	[[{ message: 'Not enough' }], 'Not enough'],
	[{ message: '<html>Not enough', error: ' E ' }, 'E'],
	[{ message: null, error: 7, detail: {}, errors: [null, 1, []] }, ''],
	[
		{ errors: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ message: `No. ${n}` })) },
		'No. 1; No. 2; No. 3; No. 4; No. 5',
	],
	[{ message: 'x'.repeat(501) }, 'x'.repeat(500)],
	[{ error: { error: { error: { error: { error: { error: { error: 'too deep' } } } } } } }, ''],
	['Not enough', 'Not enough'],
	[7, ''],
	[null, ''],
])('The words of %j are "%s"', (body, message) => expect(readErrorBody(body).message).toBe(message));

it.each([
	[{ error: { code: 'A' }, code: 'B' }, ['B', 'A']],
	[{ errors: [{ code: 'A', message: 'x' }, { extensions: { code: 'B' } }] }, ['A', 'B']],
	[{ message: { code: 4031 } }, ['4031']],
	[{ code: {}, data: { code: 'A' } }, []],
])('The codes of %j are %j', (body, codes) => expect(readErrorBody(body).codes).toEqual(codes));

it('has all words and codes, whatever of them is handed on', () =>
	expect(readErrorBody({ message: 'A', error: 'B', code: 'C' }).all).toBe('A\nB\nC'));
