import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { checkValue } from '../../nodes/Swiftia/actions/parameters/checkValue.js';
import { resources } from '../../nodes/Swiftia/actions/resources.js';
import { SwiftiaError } from '../../nodes/Swiftia/api/swiftiaError.js';
import './runs.mts';
import { anyValue } from './values.mts';

/** Every parameter of every operation, and every field within. */
function allProperties(): INodeProperties[] {
	const own = Object.values(resources).flatMap(({ operations }) =>
		Object.values(operations).flatMap(({ properties }) => properties),
	);
	const unique = new Map(withInner(own).map((property) => [JSON.stringify(property), property]));
	return [...unique.values()];
}

function withInner(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [property, ...withInner(fieldsOf(property))]);
}

function fieldsOf({ type, options }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	return type === 'fixedCollection' ? (options as INodePropertyCollection[])[0]!.values : [];
}

/** Values for a property: anything, or of the right shape with anything in it. */
function valueFor(property: INodeProperties): fc.Arbitrary<unknown> {
	const shaped = shapedFor(property);
	return shaped ? fc.oneof(anyValue, shaped) : anyValue;
}

function shapedFor(property: INodeProperties): fc.Arbitrary<unknown> | undefined {
	if (property.type === 'options') {
		const { options } = property as { options: INodePropertyOptions[] };
		return fc.constantFrom(...options.map(({ value }) => value));
	}
	if (property.type === 'number') return fc.oneof(fc.integer(), fc.double(), fc.integer().map(String));
	const fields = fieldsOf(property);
	if (fields.length === 0) return undefined;
	const ofFields = fc.record(Object.fromEntries(fields.map((field) => [field.name, valueFor(field)])), {
		requiredKeys: [],
	});
	if (property.type === 'collection') return ofFields;
	const group = (property.options as INodePropertyCollection[])[0]!.name;
	return fc.record({ [group]: fc.oneof(ofFields, fc.array(ofFields, { maxLength: 3 }), anyValue) });
}

/** Whether a value is what the description of its parameter promises. */
function isPromised(property: INodeProperties, value: unknown): boolean {
	const promise = PROMISES[property.type];
	if (!promise) throw new Error(`Nothing is promised for ${property.type}`);
	return promise(property, value);
}

const PROMISES: Partial<
	Record<INodeProperties['type'], (property: INodeProperties, value: unknown) => boolean>
> = {
	string: isText,
	resourceLocator: isText,
	boolean: (_, value) => typeof value === 'boolean',
	json: (_, value) => value !== undefined && value !== null,
	number: ({ typeOptions = {} }, value) =>
		typeof value === 'number' &&
		Number.isFinite(value) &&
		value >= (typeOptions.minValue ?? value) &&
		value <= (typeOptions.maxValue ?? value) &&
		(typeOptions.numberPrecision !== 0 || Number.isInteger(value)),
	options: ({ options, allowArbitraryValues }, value) =>
		(options as INodePropertyOptions[]).some((option) => option.value === value) ||
		(allowArbitraryValues === true && typeof value === 'string' && value !== '' && value === value.trim()),
	collection: (property, value) => hasFields(fieldsOf(property), value),
	fixedCollection: (property, value) =>
		property.typeOptions?.multipleValues
			? Array.isArray(value) && value.every((one) => hasFields(fieldsOf(property), one))
			: value === undefined || hasFields(fieldsOf(property), value),
};

function isText({ required }: INodeProperties, value: unknown): boolean {
	return typeof value === 'string' && value === value.trim() && !(required && value === '');
}

function hasFields(fields: INodeProperties[], value: unknown): boolean {
	return Object.entries(value as object).every(([name, inner]) => {
		const field = fields.find((one) => one.name === name);
		return field !== undefined && isPromised(field, inner);
	});
}

const properties = allProperties();

it('covers the parameters of the node', () => expect(properties.length).toBeGreaterThan(40));

it.each(properties.map((property, index) => [`${index} ${property.displayName}`, property] as const))(
	'%s is what it promises, or bad input',
	(_, property) =>
		fc.assert(
			fc.property(valueFor(property), (value) => {
				try {
					assert.ok(isPromised(property, checkValue(property, value)));
				} catch (error) {
					if (!(error instanceof SwiftiaError)) throw error;
					assert.equal(error.kind, 'badInput');
					assert.match(error.message, /' is /);
				}
			}),
		),
);
