import { readFailure } from '../../../nodes/Swiftia/api/failure.js';

it.each([
	[{ message: 'Private video', error: 'E' }, 'Private video'],
	[{ error: 'Too long' }, 'Too long'],
	[{ error: { message: 'Nested' } }, 'Nested'],
	[{ error: { code: 1 } }, 'Swiftia gave no reason'],
	[{ message: 7 }, 'Swiftia gave no reason'],
	[{}, 'Swiftia gave no reason'],
])('The reason in %j is %s', (raw, reason) => expect(readFailure(raw)).toBe(reason));
