import type { INodeProperties } from 'n8n-workflow';
import { toId } from '../../api/id';
import { badInput } from '../../api/swiftiaError';
import { quoted } from '../../api/text';
import type { Parameters } from './parameters';

/** The parameter Job ID. */
export const jobIdProperty: INodeProperties = {
	displayName: 'Job ID',
	name: 'jobId',
	type: 'string',
	required: true,
	default: '={{ $json.jobId }}',
	placeholder: 'e.g. 6745c1f2a9',
	description: 'ID of the job: jobId in the output of Create job',
};

/** The parameter Render ID. */
export const renderIdProperty: INodeProperties = {
	displayName: 'Render ID',
	name: 'renderId',
	type: 'string',
	required: true,
	default: '={{ $json.renderId }}',
	placeholder: 'e.g. 91b0c3d7e2',
	description: 'ID of the render: renderId in the output of Render shorts',
};

/**
 * The value of an ID parameter.
 *
 * @throws SwiftiaError (badInput) if it is empty, or cannot be an ID
 */
export function readId(parameters: Parameters, property: INodeProperties): string {
	const given = parameters.get<string>(property);
	const id = toId(given);
	if (id !== undefined) return id;
	throw badInput(
		`'${property.displayName}' is ${quoted(given)}, which is not an ID`,
		'Use the ID as it is in the output of an earlier node.',
	);
}
