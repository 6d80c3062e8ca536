import { isFinal, readStatus, toPercent } from '../../../nodes/Swiftia/api/status.js';

it.each([
	['COMPLETED', true],
	['FAILED', true],
	['PROCESSING', false],
	['QUEUED', false],
	['ARCHIVED', false],
])('%s is final: %s', (status, final) => expect(isFinal(status)).toBe(final));

it.each([
	['completed', 'COMPLETED'],
	[' Failed ', 'FAILED'],
	['archived', 'ARCHIVED'],
	['', 'PROCESSING'],
	['  ', 'PROCESSING'],
])('The word "%s" is %s', (word, status) => expect(readStatus(word)).toBe(status));

it.each([
	[null, null],
	[0, 0],
	[45.678, 45.7],
	[100, 100],
	[101, 100],
	[-1, 0],
])('A progress of %p is %p', (value, percent) => expect(toPercent(value)).toBe(percent));
