import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { BadInput } from '../api/badInput';

/** An error of one item: what happened, with the item's number in it, and what to do. */
export type ItemError = NodeApiError | NodeOperationError;

/** The error with its item's number, in the message and for n8n's panel. */
export function itemError(node: INode, error: unknown, itemIndex: number): ItemError {
	const known = toNodeError(node, error);
	known.context.itemIndex = itemIndex;
	known.message = `${known.message} [item ${itemIndex}]`;
	return known;
}

function toNodeError(node: INode, error: unknown): ItemError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof BadInput)
		return new NodeOperationError(node, error.message, { description: error.hint });
	return new NodeOperationError(node, error instanceof Error ? error : String(error));
}
