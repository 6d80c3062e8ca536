import { outputOf } from '../../../nodes/Swiftia/api/answer.js';

it.each([
	['the record with Simplify on', { record: { a: 1 }, body: { b: 2 } }, true, { a: 1 }],
	['the body with Simplify off', { record: { a: 1 }, body: { b: 2 } }, false, { b: 2 }],
	['the record where no body was kept', { record: { a: 1 } }, false, { a: 1 }],
])('A node puts out %s', (_, answer, simplify, expected) =>
	expect(outputOf(answer, simplify)).toEqual(expected),
);
