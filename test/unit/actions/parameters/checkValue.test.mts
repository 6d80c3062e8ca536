import type { INodeProperties } from 'n8n-workflow';
import { checkValue, inWords } from '../../../../nodes/Swiftia/actions/parameters/checkValue.js';
import { SwiftiaError } from '../../../../nodes/Swiftia/api/swiftiaError.js';
import { thrownBy } from '../../thrownBy.mts';

const property = (type: INodeProperties['type'], more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'It',
	name: 'it',
	type,
	default: '',
	...more,
});
const choices = {
	options: [
		{ name: 'A', value: 'a' },
		{ name: 'B', value: 'b' },
	],
};
const text = property('string', { name: 'text', displayName: 'Text' });
const count = property('number', { name: 'count', displayName: 'Count' });
const group = [{ displayName: 'Group', name: 'group', values: [text, count] }];

it.each<[string, INodeProperties, unknown, unknown]>([
	['a text', property('string'), ' a ', 'a'],
	['a text that is a number', property('string'), 7, '7'],
	['an empty text', property('string'), '', ''],
	['a text that has to be there', property('string', { required: true }), 'a', 'a'],
	['a resource locator', property('resourceLocator', { required: true }), 'a', 'a'],
	['a number', property('number'), 1.5, 1.5],
	['a number that is a text', property('number'), ' 2 ', 2],
	['the least number', property('number', { typeOptions: { minValue: 1 } }), 1, 1],
	['the most', property('number', { typeOptions: { maxValue: 9 } }), 9, 9],
	['a whole number', property('number', { typeOptions: { numberPrecision: 0 } }), 3, 3],
	[
		'a number with a given precision',
		property('number', { typeOptions: { numberPrecision: 2 } }),
		0.123,
		0.123,
	],
	['true', property('boolean'), true, true],
	['false', property('boolean'), false, false],
	['the text true', property('boolean'), 'true', true],
	['the text false', property('boolean'), 'false', false],
	['the text true, as sheets have it', property('boolean'), 'TRUE', true],
	['the text false with a space after the expression', property('boolean'), 'False ', false],
	['the text true with what nobody sees', property('boolean'), '\ufefftrue\u200b', true],
	['a choice', property('options', choices), 'b', 'b'],
	['a choice with space around it', property('options', choices), ' b\n', 'b'],
	['a choice in capitals', property('options', choices), 'B', 'b'],
	['a new choice in capitals', property('options', { ...choices, allowArbitraryValues: true }), 'B ', 'B'],
	['a choice that is new', property('options', { ...choices, allowArbitraryValues: true }), ' c ', 'c'],
	['a JSON text', property('json'), '{"a":1}', { a: 1 }],
	['JSON that is there', property('json'), [1], [1]],
	['JSON that is false', property('json'), 'false', false],
	[
		'a collection',
		property('collection', { options: [text, count] }),
		{ count: '2', other: 1 },
		{ count: 2 },
	],
	['an empty collection', property('collection', { options: [text] }), {}, {}],
	['one group', property('fixedCollection', { options: group }), { group: { text: 1 } }, { text: '1' }],
	['no group', property('fixedCollection', { options: group }), {}, undefined],
	[
		'many',
		property('fixedCollection', { options: group, typeOptions: { multipleValues: true } }),
		{ group: [{ text: 'a' }, {}] },
		[{ text: 'a' }, {}],
	],
	[
		'none of many',
		property('fixedCollection', { options: group, typeOptions: { multipleValues: true } }),
		{},
		[],
	],
])('Taken is %s', (_, described, value, taken) => expect(checkValue(described, value)).toEqual(taken));

it.each<[string, INodeProperties, unknown, string, string]>([
	['no text', property('string'), { a: 1 }, "'It' is an object", 'Enter text'],
	['no text but true', property('string'), true, `'It' is "true"`, 'Enter text'],
	['no text but nothing', property('string'), null, "'It' is empty", 'Enter text'],
	['no text but no number either', property('string'), NaN, `'It' is "NaN"`, 'Enter text'],
	['a locator of a list', property('resourceLocator'), ['a'], "'It' is a list", 'Enter text'],
	[
		'an empty text that has to be there',
		property('string', { required: true }),
		'  ',
		"'It' is empty",
		'Fill it in',
	],
	['no number', property('number'), 'x', `'It' is "x"`, 'Set a number.'],
	['no number but a list', property('number'), [5], "'It' is a list", 'Set a number.'],
	[
		'too small a number',
		property('number', { typeOptions: { minValue: 1 } }),
		0,
		`'It' is "0"`,
		'Set a number of at least 1.',
	],
	[
		'too large a number',
		property('number', { typeOptions: { maxValue: 9 } }),
		10,
		`'It' is "10"`,
		'Set a number of at most 9.',
	],
	[
		'a number out of range',
		property('number', { typeOptions: { minValue: 1, maxValue: 9 } }),
		-1,
		`'It' is "-1"`,
		'Set a number from 1 to 9.',
	],
	[
		'no whole number',
		property('number', { typeOptions: { numberPrecision: 0, minValue: 1 } }),
		1.5,
		`'It' is "1.5"`,
		'Set a whole number of at least 1.',
	],
	['no boolean', property('boolean'), 1, `'It' is "1"`, 'Set it to true or false.'],
	['no boolean but a word', property('boolean'), 'yes', `'It' is "yes"`, 'Set it to true or false.'],
	['no boolean but two', property('boolean'), 'true true', `'It' is "true true"`, 'Set it to true or false.'],
	['no boolean but a number as text', property('boolean'), '1', `'It' is "1"`, 'Set it to true or false.'],
	['no boolean but nothing', property('boolean'), null, "'It' is empty", 'Set it to true or false.'],
	[
		'no choice but a name of every object',
		property('options', choices),
		'__proto__',
		`'It' is "__proto__"`,
		'Choose',
	],
	[
		'no choice that is one of two',
		property('options', { options: ['Ab', 'aB'].map((value) => ({ name: value, value })) }),
		'ab',
		`'It' is "ab"`,
		'Choose one of these: Ab, aB.',
	],
	['no choice', property('options', choices), 'c', `'It' is "c"`, 'Choose one of these: a, b.'],
	[
		'no choice but a list of one',
		property('options', choices),
		['a'],
		"'It' is a list",
		'Choose one of these: a, b.',
	],
	[
		'a new choice that is empty',
		property('options', { ...choices, allowArbitraryValues: true }),
		' ',
		`'It' is " "`,
		'Choose one of these',
	],
	[
		'a new choice that is no text',
		property('options', { ...choices, allowArbitraryValues: true }),
		5,
		`'It' is "5"`,
		'Choose one of these',
	],
	['no JSON', property('json'), '{', `'It' is not valid JSON: "{"`, 'Enter valid JSON'],
	[
		'no JSON, of which the beginning is shown',
		property('json'),
		'{'.repeat(101),
		`'It' is not valid JSON: "${'{'.repeat(100)}…"`,
		'Enter valid JSON',
	],
	['no JSON but a blank', property('json'), ' ', `'It' is " "`, 'Enter valid JSON'],
	['JSON that says nothing', property('json'), 'null', `'It' is not valid JSON: "null"`, 'Enter valid JSON'],
	['nothing in place of JSON', property('json'), undefined, "'It' is empty", 'Enter valid JSON'],
	[
		'no collection',
		property('collection', { options: [text] }),
		'x',
		`'It' is "x"`,
		'Fill it in with the fields',
	],
	[
		'a collection with a field that does not fit',
		property('collection', { options: [count] }),
		{ count: 'x' },
		`'Count' is "x"`,
		'Set a number.',
	],
	[
		'no fixed collection',
		property('fixedCollection', { options: group }),
		[],
		"'It' is a list",
		'Fill it in with the fields',
	],
	[
		'a group that is none',
		property('fixedCollection', { options: group }),
		{ group: 5 },
		`'It' is "5"`,
		'Fill it in with the fields',
	],
	[
		'many that are one',
		property('fixedCollection', { options: group, typeOptions: { multipleValues: true } }),
		{ group: {} },
		"'It' is an object",
		'Fill it in with the fields',
	],
	[
		'many of which one is none',
		property('fixedCollection', { options: group, typeOptions: { multipleValues: true } }),
		{ group: [{}, null] },
		"Group 2: 'It' is empty",
		'Fill it in with the fields',
	],
])('Refused is %s', (_, described, value, message, hint) => {
	const error = thrownBy(() => checkValue(described, value));
	expect(error).toBeInstanceOf(SwiftiaError);
	expect(error).toMatchObject({ kind: 'badInput', message, hint: expect.stringContaining(hint) });
});

it('takes no field that an object only inherits', () =>
	expect(checkValue(property('collection', { options: [{ ...text, name: 'toString' }] }), {})).toEqual({}));

it('does not guess how to check another type', () =>
	expect(() => checkValue(property('color'), '#fff')).toThrow(TypeError));

it.each([
	[undefined, 'empty'],
	[null, 'empty'],
	['', 'empty'],
	[[], 'a list'],
	[{}, 'an object'],
	[0, '"0"'],
	['x'.repeat(101), `"${'x'.repeat(100)}…"`],
	['a\u200b', '"a\\u200b"'],
])('%p in words is %s', (value, words) => expect(inWords(value)).toBe(words));
