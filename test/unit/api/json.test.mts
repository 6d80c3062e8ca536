import {
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
