import type { INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../../api/badInput';
import type { JsonObject } from '../../../api/json';
import { parseJson } from '../../shared/json';

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
 * @throws BadInput if they are no JSON object
 */
export function readCustomFields(value: unknown): JsonObject | undefined {
	if (value === undefined || value === '') return undefined;
	const fields = typeof value === 'string' ? parseJson(value) : value;
	if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as JsonObject;
	throw new BadInput(
		"'Custom Fields' is not a JSON object",
		'Give an object such as { "type": "shortVideo" }.',
	);
}
