import { idField, toId } from '../../../nodes/Swiftia/api/id.js';

it.each([
	['a', 'a'],
	[' a b ', 'a b'],
	[7, '7'],
	[0, '0'],
	['...', '...'],
	['.a', '.a'],
	['a.', 'a.'],
	['../a', '../a'],
	['x'.repeat(200), 'x'.repeat(200)],
])('%j is an ID', (value, id) => expect(toId(value)).toBe(id));

it.each([
	'',
	'  ',
	'.',
	'..',
	' .. ',
	'x'.repeat(201),
	'a\nb',
	'a\u0000b',
	'a\ud800b',
	NaN,
	Infinity,
	null,
	undefined,
	true,
	{},
	['a'],
	10n,
])('%p is none', (value) => expect(toId(value)).toBeUndefined());

it.each([
	[{ jobId: 'a', id: 'b' }, 'a'],
	[{ jobId: '', id: 'b' }, 'b'],
	[{ jobId: null, id: 12 }, '12'],
	[{ jobId: { id: 'a' } }, ''],
	[{}, ''],
])('The first ID in %j is "%s"', (from, id) => expect(idField(from, 'jobId', 'id')).toBe(id));
