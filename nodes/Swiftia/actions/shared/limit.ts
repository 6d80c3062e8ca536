import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';

/** The parameters Return All and Limit of lists. */
export const limitProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/**
 * How many results the item wants at most.
 *
 * @throws BadInput for a limit below one
 */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex) as boolean) return Infinity;
	const limit = Number(context.getNodeParameter('limit', itemIndex));
	if (limit >= 1) return limit;
	throw new BadInput(`'Limit' is "${limit}"`, "Set a number above zero, or turn on 'Return All'.");
}
