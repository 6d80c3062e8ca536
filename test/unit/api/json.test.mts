import {
	jsonWithin,
	asObject,
	asObjects,
	isObject,
	numberField,
	parseJson,
	textField,
	toNumber,
} from '../../../nodes/Swiftia/api/json.js';

const object = { a: 1 };

it.each([
	[object, true],
	[{}, true],
	[[], false],
	[null, false],
	['{}', false],
	[1, false],
	[undefined, false],
])('Whether %j is an object: %s', (value, is) => {
	expect(isObject(value)).toBe(is);
	expect(asObject(value as never)).toEqual(is ? value : {});
});

it('gives the objects of a list, and none of what is no list', () => {
	expect(asObjects([object, null, 'text', [], {}])).toEqual([object, {}]);
	expect(asObjects({ 0: object })).toEqual([]);
	expect(asObjects(undefined)).toEqual([]);
});

it.each([
	[{ a: 'x', b: 'y' }, 'x'],
	[{ a: '', b: 'y' }, 'y'],
	[{ a: 1, b: 'y' }, 'y'],
	[{ a: null }, ''],
	[{}, ''],
])('The first text in %j is "%s"', (from, text) => expect(textField(from, 'a', 'b')).toBe(text));

it.each([
	[{ a: 1, b: 2 }, 1],
	[{ a: 0, b: 2 }, 0],
	[{ a: 'x', b: '2' }, 2],
	[{ a: null, b: [] }, null],
	[{}, null],
])('The first number in %j is %p', (from, number) => expect(numberField(from, 'a', 'b')).toBe(number));

it.each([
	[1.5, 1.5],
	['1.5', 1.5],
	[' 2 ', 2],
	['1e3', 1000],
	['', undefined],
	['  ', undefined],
	['x', undefined],
	[NaN, undefined],
	[Infinity, undefined],
	['Infinity', undefined],
	[true, undefined],
	[null, undefined],
	[[5], undefined],
	[{}, undefined],
])('%j as a number is %p', (value, number) => expect(toNumber(value)).toBe(number));

it.each([
	['{"a":[1]}', { a: [1] }],
	['null', null],
	['{', undefined],
	['', undefined],
	['<html>', undefined],
])('The JSON text %s holds %j', (text, value) => expect(parseJson(text)).toEqual(value));

describe('JSON as models write it', () => {
	const list = [{ title: 'A "b" [c] {d} \\', start: 1, end: 9 }];
	const json = JSON.stringify(list, undefined, 2);
	it.each([
		['by itself', json],
		['in a code fence', `\`\`\`json\n${json}\n\`\`\``],
		['in a fence of another language, and of another kind', `~~~javascript\n${json}\n~~~`],
		['in one line', `\`\`\`${JSON.stringify(list)}\`\`\``],
		['in a fence that does not end', `\`\`\`\n${json}`],
		['with words before', `Here are 1 short: ${json}`],
		['with words after', `${json}\nDo you want "more?`],
		[
			'with words around',
			`Sure! The best [1] (see [0:15] and [also this]):\n\n\`\`\`json\n${json}\n\`\`\`\n\nIt's 5" long.`,
		],
		['after a mark of byte order', `\ufeff${json}`],
		['as a text of JSON', JSON.stringify(json)],
	])('is taken %s', (_, text) => expect(jsonWithin(text)).toEqual(list));

	it.each([
		['nothing', ''],
		['words', 'There are no good moments.'],
		['words in brackets', 'None [sorry].'],
		['two lists', `${json}\nor\n${json}`],
		['a list and an object', `${json} {"a":1}`],
		['a list and one that is cut', `${json} or {"a":`],
		['two fences', `\`\`\`\n${json}\n\`\`\`\n\`\`\`\n[]\n{}\`\`\``],
		['a list that is cut', json.slice(0, -1)],
		['a list that is cut after an entry', '[{"start":1,"end":9},{"start"'],
		['a list of which one entry is broken', '[{"start":1,"end":9},{"start":1,"end":9,}]'],
		['a list beside a broken one', `{start: 1, end: 9} ${json}`],
		['brackets that close what they did not open', '[{"a":1]}'],
		['an end without a beginning', ']]}'],
		['many beginnings', '[{'.repeat(50_000)],
		['many quotes', `[${'"\\"'.repeat(30_000)}`],
	])('is not found in %s', (_, text) => expect(jsonWithin(text)).toBeUndefined());

	it.each([
		['{"shorts":[]}', { shorts: [] }],
		['5', 5],
		['null', null],
		['Empty: {}', {}],
	])('%s is what it is', (text, value) => expect(jsonWithin(text)).toEqual(value));
});
