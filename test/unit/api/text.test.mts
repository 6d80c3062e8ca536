import { decoded, quoted, quotedJson, visible } from '../../../nodes/Swiftia/api/text.js';

it.each([
	[' a b\u00a0', 'a b'],
	['\ufeffa\u200b\u200e\u00ad\u2060b\ufe0f', 'ab'],
	['a\u00a0b', 'a\u00a0b'],
	['\u200b', ''],
])('%j is %j without what nobody sees', (text, left) => expect(visible(text)).toBe(left));

it.each([
	['https%3A%2F%2Fx', 'https://x'],
	['%253A', '%3A'],
	['100% %', '100% %'],
	['%E0%A4%A x%20y', '%E0%A4%A x y'],
	['%FF', '%FF'],
	['\ud800%41', '\ud800A'],
])('%j is %j decoded', (text, plain) => expect(decoded(text)).toBe(plain));

it.each([
	['a "b"', '"a "b""'],
	['a\u200b\u00a0\n', '"a\\u200b\\u00a0\\u000a"'],
	['\ud800', '"\\ud800"'],
	['\u{e0041}é😀', '"\\ue0041é😀"'],
	['x'.repeat(100), `"${'x'.repeat(100)}"`],
	['x'.repeat(101), `"${'x'.repeat(100)}…"`],
])('%j is quoted as %s', (text, shown) => expect(quoted(text)).toBe(shown));

it('quotes as much as is asked for', () => expect(quoted('abc', 2)).toBe('"ab…"'));

const endless: unknown[] = [];
endless.push(endless);

it.each([
	['a', '"a"'],
	[5, '"5"'],
	[NaN, '"NaN"'],
	[null, '"null"'],
	[undefined, '"undefined"'],
	[{ a: [1] }, '"{"a":[1]}"'],
	[endless, 'a list'],
	[{ a: 1n }, 'an object'],
])('%p is quoted as %s', (value, shown) => expect(quotedJson(value)).toBe(shown));
