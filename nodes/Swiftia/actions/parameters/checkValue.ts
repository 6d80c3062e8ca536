import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { type JsonValue, isObject, parseJson, toNumber } from '../../api/json';
import { SwiftiaError, badInput } from '../../api/swiftiaError';
import { quoted, quotedJson, visible } from '../../api/text';

type Check = (property: INodeProperties, value: unknown) => unknown;

/**
 * Checks a value against the description of its parameter, and gives it the type that the description promises: an expression
 * can yield anything, and no request may be built on what is no choice.
 *
 * @returns a text, a number, a boolean, one of the choices, a JSON value; for a collection an object of such values, for a fixed
 * collection the list or object of its one group
 * @throws SwiftiaError (badInput) that names the parameter and what it holds
 */
export function checkValue(property: INodeProperties, value: unknown): unknown {
	const check = CHECKS.get(property.type);
	if (!check) throw new TypeError(`No check for type ${property.type}`);
	return check(property, value);
}

const CHECKS = new Map<INodeProperties['type'], Check>([
	['string', checkText],
	['resourceLocator', checkText],
	['number', checkNumber],
	['boolean', checkBoolean],
	['options', checkChoice],
	['json', checkJson],
	['collection', checkCollection],
	['fixedCollection', checkGroup],
]);

function checkText(property: INodeProperties, value: unknown): string {
	const isText = typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
	if (!isText) throw unfit(property, value, 'Enter text, or check what the expression finds in this item.');
	const text = String(value).trim();
	if (text !== '' || !property.required) return text;
	throw unfit(property, '', 'Fill it in, or check what the expression finds in this item.');
}

function checkNumber(property: INodeProperties, value: unknown): number {
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = property.typeOptions ?? {};
	const number = toNumber(value);
	const fits = number !== undefined && number >= minValue && number <= maxValue;
	if (fits && (numberPrecision !== 0 || Number.isInteger(number))) return number;
	throw unfit(
		property,
		value,
		`Set ${numberPrecision === 0 ? 'a whole' : 'a'} number${range(minValue, maxValue)}.`,
	);
}

function range(least: number, most: number): string {
	if (least === -Infinity) return most === Infinity ? '' : ` of at most ${most}`;
	return most === Infinity ? ` of at least ${least}` : ` from ${least} to ${most}`;
}

function checkBoolean(property: INodeProperties, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const text = textOf(value).toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw unfit(property, value, 'Set it to true or false.');
}

function checkChoice(property: INodeProperties, value: unknown): string {
	const choices = (property.options as INodePropertyOptions[]).map((option) => String(option.value));
	const text = textOf(value);
	if (choices.includes(text) || (property.allowArbitraryValues && text !== '')) return text;
	const [choice, ...others] = choices.filter((one) => one.toLowerCase() === text.toLowerCase());
	if (choice !== undefined && others.length === 0) return choice;
	throw unfit(property, value, `Choose one of these: ${choices.join(', ')}.`);
}

/** A text without what does not count in it; an empty one for anything else. */
function textOf(value: unknown): string {
	return typeof value === 'string' ? visible(value) : '';
}

/**
 * Checks a value of JSON, in a text or as an expression yields it.
 *
 * @param read what is taken for JSON in a text
 * @throws SwiftiaError (badInput) for what is no JSON, or null
 */
export function checkJson(property: INodeProperties, value: unknown, read = parseJson): JsonValue {
	const json = typeof value === 'string' ? read(value) : (value as JsonValue | null | undefined);
	if (json !== undefined && json !== null && isPlain(json)) return json;
	const hint = 'Enter valid JSON, or check what the expression finds in this item.';
	const isNothing =
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
	if (isNothing) throw unfit(property, value, hint);
	throw badInput(`'${property.displayName}' is not valid JSON: ${quotedJson(value)}`, hint);
}

/** Whether it is what a JSON text can hold: a date of an expression is an object too. */
function isPlain(json: JsonValue): boolean {
	if (!isObject(json)) return true;
	// n8n's expressions yield objects of another realm: only that nothing stands above their prototype tells.
	const prototype: unknown = Object.getPrototypeOf(json);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function checkCollection(property: INodeProperties, value: unknown): Record<string, unknown> {
	return checkFields(property, property.options as INodeProperties[], value);
}

/** Fixed collections of this package have one group, of one or of many. */
function checkGroup(property: INodeProperties, value: unknown): unknown {
	const [group] = property.options as INodePropertyCollection[];
	if (!isObject(value)) throw unfit(property, value, 'Fill it in with the fields of this node.');
	const given: unknown = value[group!.name];
	if (!property.typeOptions?.multipleValues) {
		return given === undefined ? undefined : checkFields(property, group!.values, given);
	}
	if (given === undefined) return [];
	if (!Array.isArray(given)) throw unfit(property, given, 'Fill it in with the fields of this node.');
	return given.map((one, index) =>
		named(`${group!.displayName} ${index + 1}`, () => checkFields(property, group!.values, one)),
	);
}

function checkFields(
	property: INodeProperties,
	fields: INodeProperties[],
	value: unknown,
): Record<string, unknown> {
	if (!isObject(value)) throw unfit(property, value, 'Fill it in with the fields of this node.');
	return Object.fromEntries(
		fields
			.filter(({ name }) => Object.hasOwn(value, name))
			.map((field) => [field.name, checkValue(field, value[field.name])]),
	);
}

/** What the act gives; the message of what it refuses begins with where that stands. */
export function named<T>(place: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		throw error instanceof SwiftiaError ? error.reworded((message) => `${place}: ${message}`) : error;
	}
}

function unfit({ displayName }: INodeProperties, value: unknown, hint: string): Error {
	return badInput(`'${displayName}' is ${inWords(value)}`, hint);
}

/** A value as a message shows it. */
export function inWords(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return quoted(String(value));
}
