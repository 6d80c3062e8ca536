import type { INodeProperties } from 'n8n-workflow';
import { type JsonObject, type JsonValue, isObject } from '../../api/json';
import { badInput } from '../../api/swiftiaError';

/** The option Custom Fields. */
export const customFieldsOption: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'json',
	default: '{}',
	description:
		'JSON object that is merged into the request body, for API fields that this node does not offer. Its values replace those of the node.',
};

/**
 * The fields to lay over the request.
 *
 * @throws SwiftiaError (badInput) if they are no JSON object
 */
export function readCustomFields(value: JsonValue | undefined): JsonObject | undefined {
	if (value === undefined || isObject(value)) return value;
	throw badInput("'Custom Fields' is not a JSON object", 'Use an object such as { "field": "value" }.');
}
