import { readFailure, readFailureCode } from '../../../nodes/Swiftia/api/failure.js';

it.each([
	[{ message: 'Private video', error: 'E' }, 'Private video'],
	[{ error: 'Too long' }, 'Too long'],
	[{ error: { message: 'Nested' } }, 'Nested'],
	[{ error: { code: 1 } }, 'Swiftia gave no reason'],
	[{ message: 7 }, 'Swiftia gave no reason'],
	[{}, 'Swiftia gave no reason'],
])('The reason in %j is %s', (raw, reason) => expect(readFailure(raw)).toBe(reason));

it.each([
	[{ code: 'E1', error: { code: 'E2' } }, 'E1'],
	[{ error: { message: 'Nested', code: 'E2' } }, 'E2'],
	[{ error: { code: 17 } }, '17'],
	[{ error: 'Too long' }, null],
	[{ code: {} }, null],
])('The code in %j is %s', (raw, code) => expect(readFailureCode(raw)).toBe(code));
