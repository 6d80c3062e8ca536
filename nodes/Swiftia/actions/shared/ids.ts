import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';

/** The parameter Job ID. */
export const jobIdProperty: INodeProperties = {
	displayName: 'Job ID',
	name: 'jobId',
	type: 'string',
	required: true,
	default: '={{ $json.jobId }}',
	placeholder: 'e.g. 6745c1f2a9',
	description: 'The job, as Job: Create gives it',
};

/** The parameter Render ID. */
export const renderIdProperty: INodeProperties = {
	displayName: 'Render ID',
	name: 'renderId',
	type: 'string',
	required: true,
	default: '={{ $json.renderId }}',
	placeholder: 'e.g. 91b0c3d7e2',
	description: 'The render, as Render: Create gives it',
};

/**
 * The value of an id parameter as text.
 *
 * @throws BadInput if it is empty
 */
export function readId(
	context: IExecuteFunctions,
	{ name, displayName }: INodeProperties,
	itemIndex: number,
): string {
	const value = context.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (id === '')
		throw new BadInput(
			`'${displayName}' is empty`,
			'Fill it in, or check that the expression finds a value in this item.',
		);
	return id;
}
