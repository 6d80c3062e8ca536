import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { SwiftiaError } from '../../api/swiftiaError';

/** n8n's own error for a node's panel and log: what happened, and what to do as its description. */
export function nodeError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	if (error instanceof SwiftiaError) {
		return new NodeOperationError(node, error.message, { description: error.hint });
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : String(error));
}

/** The same for one item, whose number is in the message. Each item gets an error of its own. */
export function itemError(node: INode, error: unknown, itemIndex: number): NodeApiError | NodeOperationError {
	const ofItem = nodeError(node, error);
	ofItem.context.itemIndex = itemIndex;
	ofItem.message = `${ofItem.message} [item ${itemIndex}]`;
	return ofItem;
}
