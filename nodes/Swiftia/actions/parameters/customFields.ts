import type { INodeProperties } from 'n8n-workflow';
import { type JsonObject, type JsonValue, isObject } from '../../api/json';
import { badInput } from '../../api/swiftiaError';
import { quotedJson } from '../../api/text';

/** The option Custom Fields. */
export const customFieldsOption: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'json',
	default: '{}',
	description: 'JSON object with API fields that this node lacks. They replace those of the node.',
};

/**
 * The fields to lay over the request.
 *
 * @throws SwiftiaError (badInput) if they are no JSON object, or an expression left one of them without a value
 */
export function readCustomFields(value: JsonValue | undefined): JsonObject | undefined {
	if (value === undefined) return undefined;
	if (!isObject(value))
		throw badInput(
			`'Custom Fields' is not a JSON object: ${quotedJson(value)}`,
			'Use an object such as { "field": "value" }.',
		);
	const path = withoutValue(value);
	if (path === undefined) return value;
	throw badInput(`'Custom Fields' has no value for ${path}`, 'Check what the expression finds in this item.');
}

/** Path to the first field that a request could not carry, such as `size.width`: its place would be empty, or the node's own field gone. */
function withoutValue(value: unknown): string | undefined {
	if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [field, inner] of Object.entries(value)) {
		const path = withoutValue(inner);
		if (path !== undefined) return path === '' ? field : `${field}.${path}`;
	}
	return undefined;
}
