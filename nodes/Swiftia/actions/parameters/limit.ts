import type { INodeProperties } from 'n8n-workflow';
import type { Parameters } from './parameters';

const returnAllProperty: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitProperty: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};

/** The parameters Return All and Limit of lists. */
export const limitProperties: INodeProperties[] = [returnAllProperty, limitProperty];

/**
 * How many results the item wants at most.
 *
 * @throws SwiftiaError (badInput) for a limit that is not a whole number above zero
 */
export function readLimit(parameters: Parameters): number {
	return parameters.get<boolean>(returnAllProperty) ? Infinity : parameters.get<number>(limitProperty);
}
