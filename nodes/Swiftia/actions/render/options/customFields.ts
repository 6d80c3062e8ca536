import type { INodeProperties } from 'n8n-workflow';
import { type JsonObject, type JsonValue, isObject } from '../../../api/json';
import { badInput } from '../../../api/swiftiaError';

/** The option Custom Fields. */
export const customFieldsOption: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'json',
	default: '{}',
	description: 'JSON object laid over the request last, for fields that this node does not know yet',
};

/**
 * The fields to lay over the request.
 *
 * @throws SwiftiaError (badInput) if they are no JSON object
 */
export function readCustomFields(value: JsonValue | undefined): JsonObject | undefined {
	if (value === undefined || isObject(value)) return value;
	throw badInput("'Custom Fields' is not a JSON object", 'Give an object such as { "type": "shortVideo" }.');
}
