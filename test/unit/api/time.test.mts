import { minutesAndSeconds, readTime } from '../../../nodes/Swiftia/api/time.js';

it.each([
	[0, 0],
	[75.5, 75.5],
	['75', 75],
	['3600', 3600],
	['0.22', 0.22],
	['1:15', 75],
	['01:15.5', 75.5],
	['75:00', 4500],
	['0:59.999', 59.999],
	['1:01:15', 3675],
	['1:59:59', 7199],
	['100:00:00', 360_000],
	[' 2:03 ', 123],
])('%j is %d seconds', (value, seconds) => expect(readTime(value)).toBe(seconds));

it.each([
	'',
	'soon',
	'1:75',
	'1:60',
	'1:60:00',
	'1:2:60',
	'-5',
	'1:2:3:4',
	'1,5',
	'1:',
	'x1',
	'1x',
	'1.',
	'.5',
	'123:00:00:',
	'1:123:00',
	'9'.repeat(400),
	-1,
	NaN,
	Infinity,
	null,
	undefined,
	{},
	['1'],
])('%j is none', (value) => expect(readTime(value)).toBeUndefined());

it.each([
	[0, '0:00'],
	[59.6, '1:00'],
	[75.2, '1:15'],
	[3_605, '60:05'],
])('%p seconds are %s', (seconds, text) => expect(minutesAndSeconds(seconds)).toBe(text));
